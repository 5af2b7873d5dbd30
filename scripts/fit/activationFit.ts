import { type ActivationConstants } from '../../src/core/performance/activations.ts';
import { memoryErrors, type MemoryErrors, type StartupLog } from './startupLogs.ts';

/** Errors beyond this are another launch than the log tells of, and count no more. */
const OUTLIER = 0.05;

function objective(logs: readonly StartupLog[], constants: ActivationConstants): number {
  return logs.reduce((sum, log) => {
    const error = Math.abs(memoryErrors(log, constants).tokens ?? 0);
    return sum + Math.min(OUTLIER, error);
  }, 0);
}

type Change = (constants: ActivationConstants, factor: number) => ActivationConstants;

const CHANGES: readonly Change[] = [
  (one, factor) => ({
    ...one,
    samplerCopies: [one.samplerCopies[0] * factor, one.samplerCopies[1]],
  }),
  (one, factor) => ({
    ...one,
    samplerCopies: [one.samplerCopies[0], one.samplerCopies[1] * factor],
  }),
  (one, factor) => ({ ...one, hiddenCopies: one.hiddenCopies * factor }),
  (one, factor) => ({ ...one, expertShare: one.expertShare * factor }),
];

/** Where a fit begins: round numbers that no log has touched. */
const START: ActivationConstants = { samplerCopies: [8, 8], hiddenCopies: 2, expertShare: 1 };

/** The activation constants that fit logs best: descent along one constant after the other, with ever smaller steps. */
export function fitActivations(logs: readonly StartupLog[]): ActivationConstants {
  let best = START;
  let lowest = objective(logs, best);
  for (let step = 0.5; step > 0.004; step /= 2) {
    for (let improved = true; improved;) {
      improved = false;
      for (const change of CHANGES) {
        for (const factor of [1 + step, 1 / (1 + step)]) {
          const next = change(best, factor);
          const value = objective(logs, next);
          if (value >= lowest - 1e-9) continue;
          best = next;
          lowest = value;
          improved = true;
        }
      }
    }
  }
  return best;
}

/** Errors of every log under constants fitted on the logs of all other groups. */
export function heldOutErrors(
  logs: readonly StartupLog[],
  groupOf: (log: StartupLog) => string,
): readonly MemoryErrors[] {
  const groups = [...new Set(logs.map(groupOf))];
  return groups.flatMap((group) => {
    const constants = fitActivations(logs.filter((log) => groupOf(log) !== group));
    return logs.filter((log) => groupOf(log) === group).map((log) => memoryErrors(log, constants));
  });
}
