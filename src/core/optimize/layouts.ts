import type { ModelFacts } from '../model/modelFacts.ts';

/** How the accelerators of a replica divide the work. */
export interface Layout {
  readonly tensor: number;
  readonly pipeline: number;
  readonly data: number;
  readonly expert: boolean;
}

/**
 * All ways to divide a model among so many accelerators: tensor ranks divide its attention heads, stages are no more than
 * its layers, and experts are only spread where there are some.
 */
export function layoutsOf(count: number, { architecture }: ModelFacts): readonly Layout[] {
  const heads = architecture?.attentionHeads ?? null;
  const layers = architecture?.layers ?? Infinity;
  const divisors = Array.from({ length: count }, (_, index) => index + 1).filter(
    (divisor) => count % divisor === 0,
  );
  return divisors
    .filter((tensor) => heads === null || heads % tensor === 0)
    .flatMap((tensor) =>
      divisors
        .filter((pipeline) => (count / tensor) % pipeline === 0 && pipeline <= layers)
        .map((pipeline) => ({ tensor, pipeline, data: count / tensor / pipeline })),
    )
    .flatMap((layout): Layout[] => {
      const spreads = architecture?.experts != null && layout.tensor * layout.data > 1;
      return spreads
        ? [
            { ...layout, expert: false },
            { ...layout, expert: true },
          ]
        : [{ ...layout, expert: false }];
    });
}
