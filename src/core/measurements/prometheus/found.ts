import {
  matchOf,
  measurementName,
  modelsIn,
  namespaceOf,
  workloadOf,
  type Labels,
} from '../match.ts';
import type { Target } from '../target.ts';
import type { PrometheusSeries } from './answer.ts';
import type { MetricFamily } from './families/family.ts';
import { groupKey } from './groups.ts';

/** A group of series of one family, and how many requests a second it had on average. */
export interface ServingGroup {
  readonly family: MetricFamily;
  readonly labels: Labels;
  readonly key: string;
  readonly rates: ReadonlyMap<number, number>;
}

/** The groups that are one deployment's. */
export interface Found {
  readonly target: Target;
  readonly family: MetricFamily;
  readonly groups: readonly ServingGroup[];
}

export interface Matched {
  readonly found: readonly Found[];
  /** Deployments that something was found for which may be another one's, or is there more than once. */
  readonly undecided: ReadonlySet<Target>;
  /** What could not be told apart, and what belongs to nobody; a sentence each. */
  readonly notes: readonly string[];
}

/** The groups in the answers to what a family's requests were. */
export function groupsOf(
  family: MetricFamily,
  series: readonly PrometheusSeries[],
): readonly ServingGroup[] {
  const groups = new Map<string, ServingGroup & { rates: Map<number, number> }>();
  for (const { labels, values } of series) {
    const key = groupKey(labels);
    const known = groups.get(key) ?? { family, labels, key, rates: new Map<number, number>() };
    groups.set(key, known);
    for (const [time, value] of values) known.rates.set(time, value);
  }
  return [...groups.values()];
}

/** Unmatched groups that are worth a line each. */
const mostNamed = 5;

/** Whose each group is. What may be several deployments', or is one deployment's more than once, is said and left out. */
export function matchGroups(groups: readonly ServingGroup[], targets: readonly Target[]): Matched {
  const notes: string[] = [];
  const nobodys: string[] = [];
  const undecided = new Set<Target>();
  const byTarget = new Map<Target, ServingGroup[]>();
  for (const group of groups) {
    const { labels, family } = group;
    const match = matchOf({ labels, engines: family.engines }, targets);
    const [target, ...others] = match;
    const name = `${family.name} ${measurementName(labels)}`;
    if (target === undefined) nobodys.push(name);
    else if (others.length > 0) {
      for (const one of match) undecided.add(one);
      const names = match.map(({ deployment }) => placeName(deployment));
      notes.push(
        `${name} may be ${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}: metricLabels in the assumptions file tell them apart.`,
      );
    } else byTarget.set(target, [...(byTarget.get(target) ?? []), group]);
  }
  const found: Found[] = [];
  for (const [target, own] of byTarget) {
    const one = oneService(own, target);
    if ('ambiguous' in one) {
      undecided.add(target);
      notes.push(`${placeName(target.deployment)} is left out: ${one.ambiguous}`);
    } else found.push({ target, ...one });
  }
  if (nobodys.length > 0) {
    const more = nobodys.length > mostNamed ? ` and ${nobodys.length - mostNamed} more` : '';
    notes.push(`No deployment was found for ${nobodys.slice(0, mostNamed).join('; ')}${more}.`);
  }
  return { found, undecided, notes };
}

function placeName({ namespace, name }: Target['deployment']): string {
  return namespace === null ? name : `${namespace}/${name}`;
}

/** The groups that together are one service, or why they are more than that. */
function oneService(
  groups: readonly ServingGroup[],
  target: Target,
):
  | { readonly family: MetricFamily; readonly groups: readonly ServingGroup[] }
  | { ambiguous: string } {
  // Recording rules give the same requests under a second name: the first family that has any counts.
  const [first] = groups;
  if (first === undefined) return { ambiguous: 'nothing was found.' };
  const own = groups.filter(({ family }) => family === first.family);
  const told = 'metricLabels in the assumptions file or a selector choose one.';
  for (const [what, valueOf] of [
    ['clusters', (labels: Labels) => labels.cluster ?? null],
    ['namespaces', namespaceOf],
  ] as const) {
    const values = distinct(own.map(({ labels }) => valueOf(labels)));
    if (values.length > 1) {
      return {
        ambiguous: `its series are in the ${what} ${values.map(String).join(', ')}; ${told}`,
      };
    }
  }
  const served = servedOnly(own, target);
  if (served === null) {
    const models = distinct(own.map(({ labels }) => modelsIn(labels)[0] ?? null));
    return { ambiguous: `its series are of the models ${models.map(String).join(', ')}; ${told}` };
  }
  const twice = scrapedTwice(served);
  if (twice !== null) {
    return { ambiguous: `its servers seem to be scraped twice, by ${twice}; ${told}` };
  }
  return { family: first.family, groups: served };
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}

/** Of the models of an ensemble, each of which counts every request, the one that callers ask; null where none says so. */
function servedOnly(
  groups: readonly ServingGroup[],
  { models, deployment }: Target,
): readonly ServingGroup[] | null {
  if (groups[0]?.family.id !== 'triton') return groups;
  const names = distinct(groups.map(({ labels }) => labels.model));
  if (names.length < 2) return groups;
  const asked = [deployment.name, ...models, 'ensemble', 'tensorrt_llm_bls'];
  const chosen = asked.find((name) => names.includes(name));
  return chosen === undefined ? null : groups.filter(({ labels }) => labels.model === chosen);
}

/** The jobs or services that see the same workload serve the same model; null where there is one. */
function scrapedTwice(groups: readonly ServingGroup[]): string | null {
  const seen = new Map<string, ServingGroup>();
  for (const group of groups) {
    const { labels } = group;
    const workload = workloadOf(labels);
    if (workload === null) continue;
    const key = JSON.stringify([workload, labels.container, ...modelsIn(labels)]);
    const other = seen.get(key);
    seen.set(key, group);
    if (other === undefined || !isAtOnce(other, group)) continue;
    const names = [other, group].map(({ labels: { job, service } }) => job ?? service ?? '?');
    return names.join(' and ');
  }
  return null;
}

/** Series that follow each other are those of before and after a renaming. */
function isAtOnce(a: ServingGroup, b: ServingGroup): boolean {
  const common = [...a.rates].filter(([time, rate]) => rate > 0 && (b.rates.get(time) ?? 0) > 0);
  return common.length > 1;
}
