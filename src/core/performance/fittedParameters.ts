import type { PerformanceParameters } from './parameters.ts';

/** Written by scripts/fit; do not edit by hand. */
export const fittedParameters: PerformanceParameters = {
  asOf: '2026-11-22',
  source: 'starting values, fitted on published measurements',
  generation: {
    ampere: {
      weightBandwidth: 0.7862,
      cacheBandwidth: 0.7575,
      compute: {
        bf16: 0.7069,
        fp8: 0.6,
        fp4: 0.6
      },
      overhead: 0.5927,
      expertCompute: 1.0
    },
    hopper: {
      weightBandwidth: 0.9025,
      cacheBandwidth: 0.7229,
      compute: {
        bf16: 0.6845,
        fp8: 0.6502,
        fp4: 0.6
      },
      overhead: 0.8889,
      expertCompute: 0.9999
    },
    blackwell: {
      weightBandwidth: 0.8441,
      cacheBandwidth: 0.5683,
      compute: {
        bf16: 0.3914,
        fp8: 0.5069,
        fp4: 0.416
      },
      overhead: 0.596,
      expertCompute: 1.0
    },
    ada: {
      weightBandwidth: 0.8263,
      cacheBandwidth: 0.7561,
      compute: {
        bf16: 0.5825,
        fp8: 0.5495,
        fp4: 0.6
      },
      overhead: 0.9943,
      expertCompute: 0.852
    },
    'blackwell-workstation': {
      weightBandwidth: 0.7212,
      cacheBandwidth: 0.7731,
      compute: {
        bf16: 0.7784,
        fp8: 0.6,
        fp4: 0.4725
      },
      overhead: 1.014,
      expertCompute: 0.9762
    },
    cdna3: {
      weightBandwidth: 0.9498,
      cacheBandwidth: 0.2325,
      compute: {
        bf16: 0.12,
        fp8: 0.4228,
        fp4: 0.6
      },
      overhead: 1.99,
      expertCompute: 0.9365
    },
    cdna2: {
      weightBandwidth: 0.5451,
      cacheBandwidth: 0.2989,
      compute: {
        bf16: 0.5229,
        fp8: 0.6,
        fp4: 0.6
      },
      overhead: 2.0,
      expertCompute: 0.8
    }
  },
  engine: {
    'tensorrt-llm': {
      layerOverhead: 2.096e-05,
      stepOverhead: 0.0002757,
      sequenceOverhead: 7.097e-06,
      expertCompute: 0.6683,
      expertOverhead: 3.36e-05,
      offlinePrefill: 0.9315,
      occupancy: 0.8032,
      firstTokenBase: 0.08728,
      firstTokenQueue: 0.3001,
      firstTokenSteps: 5.469,
      firstTokenBurst: 0.08568,
      interference: 0.7564
    },
    vllm: {
      layerOverhead: 2.289e-05,
      stepOverhead: 0.0002086,
      sequenceOverhead: 6.812e-06,
      expertCompute: 0.2461,
      expertOverhead: 3.792e-05,
      offlinePrefill: 0.6508,
      occupancy: 1.586,
      firstTokenBase: 0.01973,
      firstTokenQueue: 0.409,
      firstTokenSteps: 5.169,
      firstTokenBurst: 0.0752,
      interference: 0.6131
    },
    sglang: {
      layerOverhead: 2.447e-05,
      stepOverhead: 0.0003117,
      sequenceOverhead: 1.493e-05,
      expertCompute: 0.1,
      expertOverhead: 3.039e-05,
      offlinePrefill: 0.9,
      occupancy: 1.572,
      firstTokenBase: 0.2826,
      firstTokenQueue: 0.3301,
      firstTokenSteps: 5.999,
      firstTokenBurst: 0.05,
      interference: 0.9592
    },
    'vllm-2024': {
      layerOverhead: 0.000112,
      stepOverhead: 0.000112,
      sequenceOverhead: 6.849e-05,
      expertCompute: 0.9993,
      expertOverhead: 2.709e-05,
      offlinePrefill: 2.5,
      occupancy: 0.6,
      firstTokenBase: 0.03,
      firstTokenQueue: 1.3,
      firstTokenSteps: 0.7,
      firstTokenBurst: 0.08,
      interference: 0.8
    },
    'tensorrt-llm-2024': {
      layerOverhead: 2.074e-05,
      stepOverhead: 0.0009685,
      sequenceOverhead: 6.863e-06,
      expertCompute: 0.8943,
      expertOverhead: 9.016e-06,
      offlinePrefill: 1.917,
      occupancy: 0.6,
      firstTokenBase: 0.03,
      firstTokenQueue: 1.3,
      firstTokenSteps: 0.7,
      firstTokenBurst: 0.08,
      interference: 0.8
    }
  },
  shared: {
    allReduce: 2.11e-05,
    linkEfficiency: 0.425,
    pcieLinkEfficiency: 0.4035,
    expertSpread: 0.7538,
    fourBitExperts: 0.5274,
    latentOverhead: 5.011e-05,
    statefulOverhead: 0.000142,
    slidingOverhead: 6.871e-05
  }
};
