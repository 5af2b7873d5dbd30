import type { Measurements } from '../measured.ts';
import { timeText } from '../../text/days.ts';
import type { Target } from '../target.ts';
import { readAnswer } from './answer.ts';
import { askAll, type Answered, type HourRange, type Steps } from './ask.ts';
import { askAccelerators, askDetails, type Details } from './details.ts';
import { metricFamilies } from './families/families.ts';
import type { MetricFamily } from './families/family.ts';
import { groupsOf, matchGroups, type Found } from './found.ts';
import { productionOf } from './production.ts';
import { oneOf, rateOf } from './promql.ts';

/** What is asked of a monitoring. */
export interface MeasurementPlan {
  readonly targets: readonly Target[];
  readonly range: HourRange;
  /** Matchers that every series has to meet. */
  readonly matchers: readonly string[];
  /** As a reader knows the monitoring: its host. */
  readonly host: string;
}

const hour = 3600;

/**
 * Reads from a Prometheus-compatible API how deployments are used: hands out queries and is handed their answers. All adding
 * up is done by the server; what comes back grows with the number of deployments and hours, not with that of pods or scrapes.
 * Ends with a reason where the API cannot be read at all.
 */
export function* measureSteps(
  plan: MeasurementPlan,
): Steps<Measurements | { readonly failed: string }> {
  const { targets, range, matchers } = plan;
  // What is not there, has no time or is no Prometheus says so before it is asked hundreds of times.
  const [greeting] = yield [{ kind: 'instant', expression: 'vector(1)', time: range.to }];
  const welcome = readAnswer(greeting ?? { failed: 'was not asked', tooMuch: false });
  if ('failed' in welcome) return { failed: welcome.failed };
  const [scraped, ...answers] = yield* askAll(
    [
      { about: 'what was scraped', kind: 'points', expression: () => 'count(up)' },
      ...metricFamilies.map((family) => ({
        about: `requests of ${family.name}`,
        kind: 'points' as const,
        expression: (window: string) => rateOf(family.requests, matchers, window),
      })),
    ],
    range,
  );
  const failure = answers.find(({ failed }) => failed !== null);
  if (failure?.failed != null) return { failed: failure.failed };
  const groups = metricFamilies.flatMap((family, index) =>
    groupsOf(family, answers[index]?.series ?? []),
  );
  const { found, undecided, notes } = matchGroups(groups, targets);
  const hours = knownHours(range, scraped, answers);
  const details = new Map<MetricFamily, Details>();
  for (const family of new Set(found.map((one) => one.family))) {
    const own = found.filter((one) => one.family === family);
    details.set(family, yield* askDetails(family, narrowed(matchers, own), range));
  }
  const accelerators: Details =
    found.length === 0 ? new Map() : yield* askAccelerators(matchers, range);
  const first = hours[0] ?? range.to;
  const times = { from: timeText(first - hour), to: timeText(range.to) };
  return {
    measured: found.map((one) => ({
      target: one.target,
      values: {
        production: {
          source: `${one.family.name} at ${plan.host}`,
          ...times,
          ...productionOf(one, details.get(one.family) ?? new Map(), accelerators, hours),
        },
      },
    })),
    notes: [
      ...notes,
      ...gapNotes(range, hours, found.length),
      ...silentNotes(
        targets.filter((one) => !undecided.has(one)),
        found,
        groups.length,
      ),
      ...partNotes([scraped, ...answers], [...details.values(), accelerators]),
    ],
  };
}

/** Ends of the hours in which something was scraped: what is missing then was not there. */
function knownHours(
  { from, to }: HourRange,
  scraped: Answered | undefined,
  answers: readonly Answered[],
): readonly number[] {
  const seen = new Set<number>();
  for (const { series } of scraped === undefined ? answers : [scraped, ...answers]) {
    for (const { values } of series) for (const [time] of values) seen.add(time);
  }
  const all = Array.from({ length: (to - from) / hour }, (_, index) => from + (index + 1) * hour);
  return all.filter((time) => seen.has(time));
}

/** Characters of matchers beyond which it is cheaper to ask for all. */
const longestMatchers = 1500;

/** Only the series of what was found, as far as labels tell: large servers have others. */
function narrowed(matchers: readonly string[], found: readonly Found[]): readonly string[] {
  const groups = found.flatMap((one) => one.groups);
  const by = (label: string, valueOf: (labels: (typeof groups)[number]['labels']) => unknown) => {
    const values = new Set(groups.map(({ labels }) => valueOf(labels)));
    const words = [...values].filter((value) => typeof value === 'string');
    return words.length === values.size ? [oneOf(label, words)] : [];
  };
  const all = [
    ...matchers,
    ...by('namespace', ({ namespace }) => namespace),
    ...by('model_name', ({ model_name }) => model_name),
    ...by('model', ({ model }) => model),
  ];
  return all.join().length > longestMatchers ? matchers : all;
}

/** That the time range is not covered, where it is not. */
function gapNotes(
  { from, to }: HourRange,
  hours: readonly number[],
  found: number,
): readonly string[] {
  const asked = (to - from) / hour;
  if (found === 0 || hours.length >= asked * mostlyKnown) return [];
  return [
    `Something was scraped in ${hours.length} of ${asked} hours; the others count for nothing.`,
  ];
}

/** Share of the hours from which on a gap is not worth a word. */
const mostlyKnown = 0.95;

/** Deployments that nothing was found for. */
function silentNotes(
  targets: readonly Target[],
  found: readonly Found[],
  groups: number,
): readonly string[] {
  if (groups === 0) return ['It has no series of vLLM, SGLang, TGI or Triton in that time.'];
  const names = targets
    .filter((target) => !found.some((one) => one.target === target))
    .map(({ deployment }) => deployment.name);
  return names.length === 0 ? [] : [`Nothing was found for ${[...new Set(names)].join(', ')}.`];
}

/** What could not be read, and what the server itself warns of: each once. */
function partNotes(
  answers: readonly (Answered | undefined)[],
  details: readonly Details[],
): readonly string[] {
  const all = [...answers, ...details.flatMap((one) => [...one.values()])];
  const failed = all.flatMap((answer) => answer?.failed ?? []);
  const warnings = all.flatMap((answer) => answer?.warnings ?? []);
  return [
    ...[...new Set(failed)].map((one) => `A part is missing: the monitoring ${one}.`),
    ...[...new Set(warnings)].slice(0, 3).map((one) => `The monitoring warns: ${one}`),
  ];
}
