import type { ScalingOutcome } from '../model/insight.ts';

/** Names of scaling policies with what they do, for people. */
export const scalingTitles: Readonly<Record<ScalingOutcome['policy'], string>> = {
  none: 'None: the peak, always',
  conservative: 'Conservative: half of the peak kept, 75% full, 10 min to go',
  balanced: 'Balanced: a quarter kept, 90% full, 5 min to go',
  aggressive: 'Aggressive: one kept, filled to capacity, 1 min to go',
};
