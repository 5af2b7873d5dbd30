import type { PerformanceParameters } from './parameters.ts';

/** Written by scripts/fit; do not edit by hand. */
export const fittedParameters: PerformanceParameters = {
  asOf: '2026-11-22',
  source: 'physical expectation before any measurement is seen',
  generation: {
    ampere: {
      weightBandwidth: 0.9452,
      cacheBandwidth: 0.7366,
      compute: {
        bf16: 0.5759,
        fp8: 0.55,
        fp4: 0.45
      },
      overhead: 0.8168,
      expertCompute: 1.05
    },
    hopper: {
      weightBandwidth: 0.9525,
      cacheBandwidth: 0.7697,
      compute: {
        bf16: 0.4444,
        fp8: 0.5245,
        fp4: 0.391
      },
      overhead: 0.6478,
      expertCompute: 0.9968
    },
    blackwell: {
      weightBandwidth: 0.9056,
      cacheBandwidth: 0.5431,
      compute: {
        bf16: 0.4857,
        fp8: 0.3562,
        fp4: 0.3629
      },
      overhead: 0.5479,
      expertCompute: 0.3138
    },
    ada: {
      weightBandwidth: 0.9004,
      cacheBandwidth: 0.7352,
      compute: {
        bf16: 0.5197,
        fp8: 0.4627,
        fp4: 0.391
      },
      overhead: 0.6031,
      expertCompute: 1.003
    },
    'blackwell-workstation': {
      weightBandwidth: 0.7281,
      cacheBandwidth: 0.7595,
      compute: {
        bf16: 0.6357,
        fp8: 0.4553,
        fp4: 0.3929
      },
      overhead: 0.6153,
      expertCompute: 0.4925
    },
    cdna3: {
      weightBandwidth: 0.8162,
      cacheBandwidth: 0.5512,
      compute: {
        bf16: 0.3949,
        fp8: 0.3094,
        fp4: 0.3041
      },
      overhead: 0.7377,
      expertCompute: 0.6587
    },
    'cdna3-2024': {
      weightBandwidth: 0.8591,
      cacheBandwidth: 0.3774,
      compute: {
        bf16: 0.04449,
        fp8: 0.2,
        fp4: 0.2
      },
      overhead: 1.585,
      expertCompute: 1.69
    },
    cdna2: {
      weightBandwidth: 0.5975,
      cacheBandwidth: 0.3505,
      compute: {
        bf16: 0.2508,
        fp8: 0.2,
        fp4: 0.2
      },
      overhead: 2.016,
      expertCompute: 1.0
    }
  },
  engine: {
    'tensorrt-llm': {
      layerOverhead: 4.561e-05,
      stepOverhead: 0.0002393,
      sequenceOverhead: 4.06e-06,
      expertCompute: 0.7611,
      expertOverhead: 5.464e-05,
      offlinePrefill: 0.7577,
      occupancy: 0.8287,
      firstTokenBase: 0.04331,
      firstTokenQueue: 0.7046,
      firstTokenSteps: 5.048,
      firstTokenBurst: 0.04744,
      interference: 0.5926,
      prefillLayerOverhead: 8.365e-05,
      prefillExpertOverhead: 0.0001351,
      allReduce: 1.455e-05
    },
    vllm: {
      layerOverhead: 0.0001009,
      stepOverhead: 0.0001583,
      sequenceOverhead: 1.169e-05,
      expertCompute: 0.6025,
      expertOverhead: 7.91e-06,
      offlinePrefill: 0.8995,
      occupancy: 0.9828,
      firstTokenBase: 0.01826,
      firstTokenQueue: 0.7179,
      firstTokenSteps: 1.973,
      firstTokenBurst: 0.04356,
      interference: 0.4099,
      prefillLayerOverhead: 8.487e-05,
      prefillExpertOverhead: 0.0001306,
      allReduce: 6.127e-06
    },
    sglang: {
      layerOverhead: 7.162e-05,
      stepOverhead: 0.0001918,
      sequenceOverhead: 1.201e-05,
      expertCompute: 0.4594,
      expertOverhead: 4.311e-05,
      offlinePrefill: 0.85,
      occupancy: 0.9,
      firstTokenBase: 0.09697,
      firstTokenQueue: 1.296,
      firstTokenSteps: 1.878,
      firstTokenBurst: 0.09505,
      interference: 0.7944,
      prefillLayerOverhead: 0.0001874,
      prefillExpertOverhead: 0.001036,
      allReduce: 7.442e-06
    },
    'vllm-2024': {
      layerOverhead: 0.0001286,
      stepOverhead: 0.0001955,
      sequenceOverhead: 6.8e-05,
      expertCompute: 1.114,
      expertOverhead: 4.253e-05,
      offlinePrefill: 1.0,
      occupancy: 0.664,
      firstTokenBase: 0.01846,
      firstTokenQueue: 1.013,
      firstTokenSteps: 0.9848,
      firstTokenBurst: 0.05026,
      interference: 0.7504,
      prefillLayerOverhead: 2.388e-05,
      prefillExpertOverhead: 9.008e-05,
      allReduce: 2.051e-05
    },
    'tensorrt-llm-2024': {
      layerOverhead: 0.0001092,
      stepOverhead: 0.0001529,
      sequenceOverhead: 1.152e-05,
      expertCompute: 0.9087,
      expertOverhead: 1.788e-05,
      offlinePrefill: 1.0,
      occupancy: 0.6586,
      firstTokenBase: 0.01844,
      firstTokenQueue: 0.9995,
      firstTokenSteps: 1.246,
      firstTokenBurst: 0.05004,
      interference: 0.833,
      prefillLayerOverhead: 4.087e-05,
      prefillExpertOverhead: 0.0001347,
      allReduce: 9.002e-06
    }
  },
  shared: {
    linkEfficiency: 0.3956,
    pcieLinkEfficiency: 0.3649,
    expertSpread: 0.4517,
    latentOverhead: 8.65e-05,
    latentPrefillOverhead: 0.0004834,
    statefulOverhead: 0.0001103,
    slidingOverhead: 5.522e-06,
    expandedExperts: 0.4058,
    expertPadding: 12.97,
    latentAttention: 0.8454
  }
};
