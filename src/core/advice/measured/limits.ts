import { formatMilliseconds, formatTimeRange } from '../../report/format.ts';
import { nothingChanges } from '../consequences.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, Subject } from '../rule.ts';

/** The percentile that monitoring is asked for. */
const measuredPercentile = 95;

/** Latency limits that were missed in production. Limits at a lower percentile may hold where the 95th does not. */
export function missedLimits({
  deployment,
  workload,
  assumptions,
}: Subject): readonly FindingDraft[] {
  const { production } = assumptions.measured;
  if (production === null || workload.percentile.value < measuredPercentile) return [];
  const { values } = production;
  const missed = [
    ['TTFT', values.ttftMs, workload.ttftMs],
    ['TPOT', values.tpotMs, workload.tpotMs],
    ['whole answer', values.e2eMs, workload.e2eMs],
  ] as const;
  const texts = missed.flatMap(([name, measured, limit]) => {
    const p95 = typeof measured === 'object' ? measured.p95 : undefined;
    return limit === null || p95 === undefined || p95 <= limit.value
      ? []
      : [`p95 ${name} ${formatMilliseconds(p95)}, limit ${formatMilliseconds(limit.value)}`];
  });
  if (texts.length === 0) return [];
  return [
    {
      kind: 'problem',
      level: 'warning',
      ...placeOf(deployment),
      consequence: nothingChanges,
      message: () =>
        `Missed its latency objective ${formatTimeRange(values)} (${values.source}): ${texts.join('; ')}.`,
      tradeOffs: [],
      fixes: [],
    },
  ];
}
