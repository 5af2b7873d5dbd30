import type { PassParameters } from './passParameters.ts';

/** Written by scripts/fit/forms/fit.ts; edit the rows or the prior instead. */
export const fittedPassParameters: PassParameters = {
  asOf: '2026-11-23',
  source: 'scripts/fit/forms on 977 published measurements (docs/accuracy.md)',
  transformer: {
    compute: 0.95,
    traffic: 7.631,
  },
  convolution: {
    compute: 0.8697,
    traffic: 9.598,
  },
  diffusion: {
    compute: 0.8163,
  },
  fusedTraffic: 0.6363,
  launch: {
    eager: 0.00008347,
    compiled: 0.00001319,
  },
  energy: {
    volta: 195300000000,
    ampere: 404400000000,
    ada: 753200000000,
  },
  cpu: {
    transformer: {
      compute: 0.3014,
      traffic: 1.991,
    },
    convolution: {
      compute: 0.3455,
      traffic: 2.066,
    },
    launch: 0.0001121,
    decode: 0.5165,
  },
  speech: {
    eager: 0.001409,
    compiled: 0.0005097,
  },
};
