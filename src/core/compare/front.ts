/** Less is better in both; a measure of null says nothing, and is on no front. */
export interface Point {
  readonly key: string;
  readonly cost: number;
  readonly measure: number | null;
}

/**
 * Keys of the points that no other point beats: none costs as little or less and measures as little or less, and one of the
 * two less. Cheapest first; of points that are alike in both the first one given.
 */
export function paretoFront(points: readonly Point[]): readonly string[] {
  const known = points.flatMap(({ key, cost, measure }) =>
    measure === null ? [] : { key, cost, measure },
  );
  let best = Infinity;
  return known
    .sort((a, b) => a.cost - b.cost || a.measure - b.measure)
    .flatMap(({ key, measure }) => {
      if (measure >= best) return [];
      best = measure;
      return key;
    });
}
