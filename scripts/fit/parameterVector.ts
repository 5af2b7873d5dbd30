import type { PerformanceParameters } from '../../src/core/performance/parameters.ts';

/** One fitted number: where it stands in the parameters, and how far it may move from its prior. */
export interface Entry {
  readonly path: readonly string[];
  readonly prior: number;
  /** Standard deviation of the logarithm. */
  readonly sigma: number;
}

type Tree = { [name: string]: Tree | number | string };

const SIGMA: readonly (readonly [RegExp, number])[] = [
  [/(2024|cdna2)\.compute/, 0.6],
  [/Bandwidth$/, 0.15],
  [/^generation.*compute/, 0.2],
  [/overhead|Overhead|allReduce/, 0.5],
  [/.*/, 0.35],
];

/** No share of a datasheet figure may exceed what hardware can reach, and none of chance what chance gives. */
function limitOf(path: readonly string[]): number {
  const name = path.join('.');
  if (name.endsWith('Bandwidth')) return 0.96;
  if (name.includes('.compute.')) return 0.9;
  return /expertSpread|occupancy|expandedExperts/.test(name) ? 1 : Infinity;
}

/** Every number of the parameters, in a fixed order. */
export function entriesOf(parameters: PerformanceParameters): readonly Entry[] {
  const entries: Entry[] = [];
  const walk = (tree: Tree, path: readonly string[]): void => {
    for (const [name, value] of Object.entries(tree)) {
      const here = [...path, name];
      if (typeof value === 'number') {
        const sigma = SIGMA.find(([pattern]) => pattern.test(here.join('.')))?.[1] ?? 0.35;
        entries.push({ path: here, prior: value, sigma });
      } else if (typeof value === 'object') walk(value, here);
    }
  };
  walk(parameters as unknown as Tree, []);
  return entries;
}

/** The parameters with other values: `shifts` are logarithms of factors on the priors. */
export function parametersAt(
  prior: PerformanceParameters,
  entries: readonly Entry[],
  shifts: readonly number[],
): PerformanceParameters {
  const copy = structuredClone(prior) as unknown as Tree;
  entries.forEach((entry, index) => {
    let tree = copy;
    for (const name of entry.path.slice(0, -1)) tree = tree[name] as Tree;
    const value = entry.prior * Math.exp(shifts[index] ?? 0);
    tree[entry.path.at(-1) ?? ''] = Math.min(value, limitOf(entry.path));
  });
  return copy as unknown as PerformanceParameters;
}
