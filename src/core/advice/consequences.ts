import type { Consequence } from '../model/finding.ts';

/** Of advice that changes nothing that runs: it names what is asked for already, or asks a question. */
export const nothingChanges: Consequence = {
  risk: 'none',
  effort: 'minutes',
  downtime: 'none',
  reversible: true,
};

/** Of a setting that the next rollout takes in, and that the answers do not depend on. */
export const settingChanges: Consequence = {
  risk: 'low',
  effort: 'minutes',
  downtime: 'rolling restart',
  reversible: true,
};
