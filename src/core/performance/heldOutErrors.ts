import type { HeldOutErrors } from './trust.ts';

/** Written by scripts/fit/report.ts from rows that were held out of the fit. */
export const heldOutErrors: HeldOutErrors = {
  seen: { accelerators: [], engines: [], models: [], precisions: [], parallelism: [], setUps: [] },
  measured: { low: 0.86, high: 1.2 },
  setUp: { dense: { low: 0.83, high: 1.23 }, mixture: { low: 0.83, high: 1.23 } },
  model: { dense: { low: 0.73, high: 1.29 }, mixture: { low: 0.73, high: 1.29 } },
  accelerator: { dense: { low: 0.82, high: 1.42 }, mixture: { low: 0.82, high: 1.42 } },
};
