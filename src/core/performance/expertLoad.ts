import type { ReplicaShape } from './replicaShape.ts';

/** What a batch of tokens asks of the routed experts. */
export interface ExpertLoad {
  /** Share of the experts that at least one token chooses, 0–1. */
  touched(tokens: number): number;
  /** Rows that the grouped multiplication of one layer computes, padding included. */
  rows(tokens: number): number;
}

/**
 * Load of the routed experts. `spread` below 1 says that tokens of one batch choose more alike than chance; `padding` is
 * by how many rows the tokens of one expert are padded to fill a tile.
 */
export function expertLoad(shape: ReplicaShape, spread: number, padding: number): ExpertLoad {
  const { experts } = shape.architecture;
  if (experts === null) return { touched: () => 0, rows: () => 0 };
  const chosen = Math.min(1, experts.perToken / experts.count);
  const touched = (tokens: number): number =>
    1 - Math.pow(1 - chosen, 1 + spread * Math.max(0, tokens - 1));
  return {
    touched,
    rows: (tokens) => tokens * experts.perToken + experts.count * touched(tokens) * padding,
  };
}
