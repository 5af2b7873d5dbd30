import type { PerformanceParameters } from '../../src/core/performance/parameters.ts';

/** One fitted number: where it stands in the parameters, and how far it may move from its prior. */
export interface Entry {
  readonly path: readonly string[];
  readonly prior: number;
  /** Standard deviation of the logarithm. */
  readonly sigma: number;
}

interface Tree {
  [name: string]: Tree | number | string;
}

const SIGMA: readonly (readonly [RegExp, number])[] = [
  [/(2024|cdna2)\.compute/, 0.6],
  [/Bandwidth$/, 0.15],
  [/^generation.*compute/, 0.2],
  [/overhead|Overhead|allReduce/, 0.5],
  [/firstUse/, 0.5],
  [/firstToken(Queue|Steps)/, 0.15],
  [/interference/, 0.1],
  [/.*/, 0.35],
];

/** No share of a datasheet figure may exceed what hardware can reach, and none of chance what chance gives. */
function limitOf(path: readonly string[]): number {
  const name = path.join('.');
  if (/(weight|cache)Bandwidth$/.test(name)) return 0.96;
  if (name.includes('.compute.')) return 0.9;
  return /expertSpread|occupancy|blockBandwidth/.test(name) ? 1 : Infinity;
}

/** Generations that share what current software reaches: a common shift, and a small one of their own. */
const hasCommonShift = (generation: string): boolean => !/2024|cdna2/.test(generation);

/**
 * Every number of the parameters in a fixed order, and before them one shift for each efficiency that all generations of
 * current software have in common (its path names the generation `*`), so that a generation without rows gets what the
 * others reach.
 */
export function entriesOf(parameters: PerformanceParameters): readonly Entry[] {
  const entries: Entry[] = [];
  const walk = (tree: Tree, path: readonly string[]): void => {
    for (const [name, value] of Object.entries(tree)) {
      const here = [...path, name];
      if (typeof value === 'number') {
        const sigma = SIGMA.find(([pattern]) => pattern.test(here.join('.')))?.[1] ?? 0.35;
        const isOwn = here[0] === 'generation' && hasCommonShift(here[1] ?? '');
        if (here[0] === 'generation' && here[1] === 'hopper') {
          entries.push({ path: ['generation', '*', ...here.slice(2)], prior: value, sigma });
        }
        entries.push({ path: here, prior: value, sigma: isOwn ? OWN_SHARE * sigma : sigma });
      } else if (typeof value === 'object') walk(value, here);
    }
  };
  walk(parameters as unknown as Tree, []);
  return entries;
}

/** How far one generation may differ from the others, relative to how far all may differ from the prior. */
const OWN_SHARE = 0.2;

/** The parameters with other values: `shifts` are logarithms of factors on the priors. */
export function parametersAt(
  prior: PerformanceParameters,
  entries: readonly Entry[],
  shifts: readonly number[],
): PerformanceParameters {
  const copy = structuredClone(prior) as unknown as Tree;
  const common = new Map<string, number>();
  entries.forEach(({ path, prior: value }, index) => {
    const shift = shifts[index] ?? 0;
    const field = path.slice(2).join('.');
    if (path[1] === '*') {
      common.set(field, shift);
      return;
    }
    const isShared = path[0] === 'generation' && hasCommonShift(path[1] ?? '');
    let tree = copy;
    for (const name of path.slice(0, -1)) tree = tree[name] as Tree;
    const moved = value * Math.exp(shift + (isShared ? (common.get(field) ?? 0) : 0));
    tree[path.at(-1) ?? ''] = Math.min(moved, limitOf(path));
  });
  return copy as unknown as PerformanceParameters;
}
