import type { PerformanceParameters } from './parameters.ts';

/** Written by scripts/fit; do not edit by hand. */
export const fittedParameters: PerformanceParameters = {
  asOf: '2026-11-22',
  source: 'starting values, fitted on published measurements',
  generation: {
    ampere: {
      weightBandwidth: 0.82,
      cacheBandwidth: 0.72,
      compute: {
        bf16: 0.6,
        fp8: 0.55,
        fp4: 0.45
      },
      overhead: 1.0,
      expertCompute: 1.0
    },
    hopper: {
      weightBandwidth: 0.82,
      cacheBandwidth: 0.72,
      compute: {
        bf16: 0.6,
        fp8: 0.55,
        fp4: 0.45
      },
      overhead: 1.0,
      expertCompute: 1.0
    },
    blackwell: {
      weightBandwidth: 0.82,
      cacheBandwidth: 0.72,
      compute: {
        bf16: 0.6,
        fp8: 0.55,
        fp4: 0.45
      },
      overhead: 1.0,
      expertCompute: 1.0
    },
    ada: {
      weightBandwidth: 0.82,
      cacheBandwidth: 0.72,
      compute: {
        bf16: 0.6,
        fp8: 0.55,
        fp4: 0.45
      },
      overhead: 1.0,
      expertCompute: 1.0
    },
    'blackwell-workstation': {
      weightBandwidth: 0.82,
      cacheBandwidth: 0.72,
      compute: {
        bf16: 0.6,
        fp8: 0.55,
        fp4: 0.45
      },
      overhead: 1.0,
      expertCompute: 1.0
    },
    cdna3: {
      weightBandwidth: 0.75,
      cacheBandwidth: 0.6,
      compute: {
        bf16: 0.45,
        fp8: 0.4,
        fp4: 0.35
      },
      overhead: 1.2,
      expertCompute: 1.0
    },
    'cdna3-2024': {
      weightBandwidth: 0.9281,
      cacheBandwidth: 0.2748,
      compute: {
        bf16: 0.0493,
        fp8: 0.4174,
        fp4: 0.6
      },
      overhead: 1.71,
      expertCompute: 1.181
    },
    cdna2: {
      weightBandwidth: 0.5609,
      cacheBandwidth: 0.269,
      compute: {
        bf16: 0.3277,
        fp8: 0.6,
        fp4: 0.6
      },
      overhead: 2.169,
      expertCompute: 0.8
    }
  },
  engine: {
    'tensorrt-llm': {
      layerOverhead: 2.226e-05,
      stepOverhead: 0.0003754,
      sequenceOverhead: 6.629e-06,
      expertCompute: 0.7,
      expertOverhead: 3.983e-05,
      offlinePrefill: 0.8382,
      occupancy: 0.8437,
      firstTokenBase: 0.03,
      firstTokenQueue: 0.5,
      firstTokenSteps: 2.0,
      firstTokenBurst: 0.09018,
      interference: 0.6799,
      prefillLayerOverhead: 0.0001,
      prefillExpertOverhead: 0.0002,
      allReduce: 1.2e-05
    },
    vllm: {
      layerOverhead: 3.813e-05,
      stepOverhead: 0.0001507,
      sequenceOverhead: 1.029e-05,
      expertCompute: 0.7,
      expertOverhead: 1.44e-05,
      offlinePrefill: 0.6845,
      occupancy: 0.95,
      firstTokenBase: 0.03,
      firstTokenQueue: 0.5,
      firstTokenSteps: 2.0,
      firstTokenBurst: 0.04598,
      interference: 0.5527,
      prefillLayerOverhead: 0.0001,
      prefillExpertOverhead: 0.0002,
      allReduce: 1.2e-05
    },
    sglang: {
      layerOverhead: 2.517e-05,
      stepOverhead: 0.0002602,
      sequenceOverhead: 1.993e-05,
      expertCompute: 0.7,
      expertOverhead: 2.856e-05,
      offlinePrefill: 0.9,
      occupancy: 0.95,
      firstTokenBase: 0.03,
      firstTokenQueue: 0.5,
      firstTokenSteps: 2.0,
      firstTokenBurst: 0.1001,
      interference: 0.7972,
      prefillLayerOverhead: 0.0001,
      prefillExpertOverhead: 0.0002,
      allReduce: 1.2e-05
    },
    'vllm-2024': {
      layerOverhead: 0.0001152,
      stepOverhead: 0.0001008,
      sequenceOverhead: 6.303e-05,
      expertCompute: 0.7,
      expertOverhead: 5.15e-05,
      offlinePrefill: 2.5,
      occupancy: 0.6244,
      firstTokenBase: 0.03,
      firstTokenQueue: 0.5,
      firstTokenSteps: 2.0,
      firstTokenBurst: 0.0805,
      interference: 0.8546,
      prefillLayerOverhead: 0.0001,
      prefillExpertOverhead: 0.0002,
      allReduce: 2e-05
    },
    'tensorrt-llm-2024': {
      layerOverhead: 2.951e-05,
      stepOverhead: 0.0008686,
      sequenceOverhead: 6.216e-06,
      expertCompute: 0.7,
      expertOverhead: 7.213e-06,
      offlinePrefill: 1.917,
      occupancy: 0.6371,
      firstTokenBase: 0.03,
      firstTokenQueue: 0.5,
      firstTokenSteps: 2.0,
      firstTokenBurst: 0.08195,
      interference: 1.109,
      prefillLayerOverhead: 0.0001,
      prefillExpertOverhead: 0.0002,
      allReduce: 2e-05
    }
  },
  shared: {
    linkEfficiency: 0.4581,
    pcieLinkEfficiency: 0.4122,
    expertSpread: 0.8,
    latentOverhead: 7.167e-05,
    statefulOverhead: 0.0001102,
    slidingOverhead: 1.923e-05,
    expandedExperts: 0.7,
    expertPadding: 48.0,
    latentAttention: 0.5
  }
};
