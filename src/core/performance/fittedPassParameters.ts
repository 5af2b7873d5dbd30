import type { PassParameters } from './passParameters.ts';

/** Written by scripts/fit/forms/fit.ts; edit the rows or the prior instead. */
export const fittedPassParameters: PassParameters = {
  asOf: '2026-11-23',
  source: 'not yet',
  transformer: { compute: 0.9, traffic: 7 },
  convolution: { compute: 0.75, traffic: 9.9 },
  diffusion: { compute: 0.5 },
  fusedTraffic: 0.63,
  launch: { eager: 8.6e-5, compiled: 1.7e-5 },
  energy: { volta: 0.25e12, ampere: 0.55e12, ada: 0.92e12 },
  cpu: {
    transformer: { compute: 0.4, traffic: 1 },
    convolution: { compute: 0.4, traffic: 1 },
    launch: 3e-5,
    decode: 0.5,
  },
  speech: { eager: 1.1e-3, compiled: 0.45e-3 },
};
