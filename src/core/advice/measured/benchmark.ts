import type { Measured } from '../../assumptions/resolved.ts';
import { rateWithin, timeWithin, type Within } from '../../cost/within.ts';
import {
  formatMilliseconds,
  formatNumber,
  formatQuantity,
  formatTimeRange,
  formatWithin,
} from '../../report/format.ts';
import { nothingChanges } from '../consequences.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, Subject } from '../rule.ts';
import { isOutside } from './outside.ts';

type Benchmark = NonNullable<Measured['benchmark']>['values'];
type Point = Benchmark['points'][number];

interface Difference {
  /** How far apart they are, as a ratio of 1 or more. */
  readonly size: number;
  readonly text: string;
}

/** Where a benchmark of the deployment came to other speeds than the model, at the loads that were tried. */
export function benchmarkSpeed(subject: Subject): readonly FindingDraft[] {
  const { benchmark } = subject.assumptions.measured;
  if (benchmark === null) return [];
  const { values } = benchmark;
  const different = values.points.flatMap((point) => {
    const worst = differencesAt(point, values.replicas ?? 1, subject).toSorted(
      (a, b) => b.size - a.size,
    )[0];
    return worst === undefined ? [] : [{ ...worst, point }];
  });
  const [worst] = different.toSorted((a, b) => b.size - a.size);
  if (worst === undefined) return [];
  const loads = formatQuantity(values.points.length, 'load');
  return [
    {
      kind: 'problem',
      ...placeOf(subject.deployment),
      consequence: nothingChanges,
      message: () =>
        `A benchmark ${formatTimeRange(values)} (${values.source}) differs from the estimate at ${different.length} of ${loads}, ` +
        `most with ${formatNumber(worst.point.concurrency)} in flight: ${worst.text}. Capacity and cost rest on the estimated speed.`,
      tradeOffs: [],
      fixes: [],
    },
  ];
}

function differencesAt(point: Point, replicas: number, subject: Subject): readonly Difference[] {
  const band = subject.estimate.performance?.band;
  const { inputTokens, outputTokens, concurrency, arrivals = 'closed-loop' } = point;
  const estimated = subject.speedAt({
    concurrency: concurrency / replicas,
    arrivals: arrivals === 'rate' ? 'random' : 'closed-loop',
    inputTokens,
    outputTokens,
    cached: false,
  });
  if (band === undefined || estimated === null) return [];
  const each = (total: number | undefined): number | undefined =>
    total === undefined ? undefined : total / replicas;
  const time = (name: string, measured: number | undefined, value: number): Difference[] =>
    difference(name, measured, value, timeWithin(value, band), formatMilliseconds);
  return [
    ...difference(
      '',
      each(point.outputTokensPerSecond),
      estimated.outputTokensPerSecond,
      rateWithin(estimated.outputTokensPerSecond, band),
      (value) => `${formatNumber(value)} tokens/s`,
    ),
    ...time('TTFT ', point.ttftMs, estimated.ttftMs),
    ...time('TPOT ', point.tpotMs, estimated.tpotMs),
  ];
}

function difference(
  name: string,
  measured: number | undefined,
  estimated: number,
  within: Within,
  format: (value: number) => string,
): Difference[] {
  if (measured === undefined || !(estimated > 0) || !isOutside(measured, within)) return [];
  const ratio = measured / estimated;
  const text = `${name}${format(measured)}, estimated ${formatWithin(estimated, within, format)}`;
  return [{ size: Math.max(ratio, 1 / ratio), text }];
}
