import type { ReplicaShape } from './replicaShape.ts';

/** What a batch of tokens asks of the routed experts. */
export interface ExpertLoad {
  /** Share of the experts that at least one token chooses, 0–1. */
  touched(tokens: number): number;
  /** Weights read by the busiest expert-parallel rank over the mean. */
  imbalance(tokens: number): number;
  /** Rows that the grouped multiplication of one layer computes, padding included. */
  rows(tokens: number): number;
}

/**
 * Load of the routed experts. `spread` below 1 says that tokens of one batch choose more alike than chance; `padding` is
 * by how many rows the tokens of one expert are padded to fill a tile. A rank's touched experts are as many random
 * draws, and all ranks wait for the one that drew most.
 */
export function expertLoad(shape: ReplicaShape, spread: number, padding: number): ExpertLoad {
  const { experts } = shape.architecture;
  if (experts === null) return { touched: () => 0, imbalance: () => 1, rows: () => 0 };
  const chosen = Math.min(1, experts.perToken / experts.count);
  const groups = Math.min(shape.replica.expertParallel, experts.count);
  const touched = (tokens: number): number =>
    1 - Math.pow(1 - chosen, 1 + spread * Math.max(0, tokens - 1));
  return {
    touched,
    imbalance: (tokens) => {
      if (groups <= 1) return 1;
      const share = touched(tokens);
      const mean = Math.max(1, experts.count * share) / groups;
      const busiest = mean + Math.sqrt(2 * mean * Math.log(groups) * (1 - share));
      return Math.min(groups, busiest / mean);
    },
    rows: (tokens) => tokens * experts.perToken + experts.count * touched(tokens) * padding,
  };
}
