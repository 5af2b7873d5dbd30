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
  [/firstTokenSteps/, 0.15],
  [/.*/, 0.35],
];

/** No share of a datasheet figure may exceed what hardware can reach, and none of chance what chance gives. */
function limitOf(path: readonly string[]): number {
  const name = path.join('.');
  if (/(weight|cache)Bandwidth$/.test(name)) return 0.96;
  if (name.includes('.compute.')) return 0.9;
  return /expertSpread|occupancy|blockBandwidth/.test(name) ? 1 : Infinity;
}

/** Of what kinds one member lists the shift that all have in common. */
const FIRST: Readonly<Record<string, string>> = { generation: 'hopper', engine: 'vllm' };

/** What engines have in common: the kernels of an accelerator are much the same under all, their schedulers are not. */
const KERNELS = /Overhead$|allReduce|expertCompute/;

/** Whether a number shares a shift with those of the other generations, or engines, of current software. */
function isShared([kind = '', member = '', ...field]: readonly string[]): boolean {
  if (!(kind in FIRST) || /2024|cdna2|llama-cpp/.test(member)) return false;
  return kind === 'generation' || KERNELS.test(field.join('.'));
}

/** How far one generation or engine may differ from the others, relative to how far all may differ from the prior. */
const OWN_SHARE: Readonly<Record<string, number>> = { generation: 0.2, engine: 0.5 };

/**
 * Every number of the parameters in a fixed order, and before them one shift for each that all generations, or all
 * engines, of current software have in common (its path names the generation or engine `*`), so that one with few rows
 * gets what the others reach.
 */
export function entriesOf(parameters: PerformanceParameters): readonly Entry[] {
  const entries: Entry[] = [];
  const walk = (tree: Tree, path: readonly string[]): void => {
    for (const [name, value] of Object.entries(tree)) {
      const here = [...path, name];
      if (typeof value === 'number') {
        const sigma = SIGMA.find(([pattern]) => pattern.test(here.join('.')))?.[1] ?? 0.35;
        const [kind = '', member = '', ...field] = here;
        const shares = isShared(here);
        if (shares && FIRST[kind] === member) {
          entries.push({ path: [kind, '*', ...field], prior: value, sigma });
        }
        const own = shares ? (OWN_SHARE[kind] ?? 1) : 1;
        entries.push({ path: here, prior: value, sigma: own * sigma });
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
  const common = new Map<string, number>();
  entries.forEach(({ path, prior: value }, index) => {
    const shift = shifts[index] ?? 0;
    const field = [path[0], ...path.slice(2)].join('.');
    if (path[1] === '*') {
      common.set(field, shift);
      return;
    }
    let tree = copy;
    for (const name of path.slice(0, -1)) tree = tree[name] as Tree;
    const moved = value * Math.exp(shift + (isShared(path) ? (common.get(field) ?? 0) : 0));
    tree[path.at(-1) ?? ''] = Math.min(moved, limitOf(path));
  });
  return copy as unknown as PerformanceParameters;
}
