import type { Measured } from '../../assumptions/resolved.ts';
import { rateWithin, timeWithin, type Within } from '../../cost/within.ts';
import {
  formatMilliseconds,
  formatNumber,
  formatPercent,
  formatTimeRange,
  formatWithin,
} from '../../report/format.ts';
import { nothingChanges } from '../consequences.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, Subject } from '../rule.ts';
import { isOutside, meanOf } from './outside.ts';

type Production = NonNullable<Measured['production']>['values'];

const tokenRate = (value: number): string => `${formatNumber(value)} tokens/s`;

/** Where replicas answered faster or slower in production than the model takes them to, at the same load. */
export function productionSpeed(subject: Subject): readonly FindingDraft[] {
  const { production } = subject.assumptions.measured;
  if (production === null) return [];
  const { values } = production;
  const differences = [
    ...latencies(subject, values),
    ...busiestHour(subject, values),
    ...busyShare(subject, values),
  ];
  if (differences.length === 0) return [];
  return [
    {
      kind: 'problem',
      ...placeOf(subject.deployment),
      consequence: nothingChanges,
      message: () =>
        `Measured ${formatTimeRange(values)} (${values.source}) is ${differences.join('; ')}. Capacity and cost rest on the estimated speed.`,
      tradeOffs: [],
      fixes: [],
    },
  ];
}

/** TTFT and TPOT, or the whole answer where monitoring has no other, with as many requests in flight as there were. */
function latencies(subject: Subject, values: Production): readonly string[] {
  const { concurrency = 0 } = values;
  const band = subject.estimate.performance?.band;
  const inputTokens = meanOf(values.inputTokens);
  const outputTokens = meanOf(values.outputTokens);
  const point = subject.speedAt({
    concurrency,
    arrivals: 'random',
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
  });
  if (band === undefined || point === null) return [];
  const told = (
    name: string,
    measured: number | undefined,
    estimated: number,
  ): readonly string[] => {
    const within = timeWithin(estimated, band);
    if (measured === undefined || !(estimated > 0) || !isOutside(measured, within)) return [];
    const at = `with ${formatNumber(concurrency)} in flight per replica`;
    return [`${name} ${formatMilliseconds(measured)} ${at}, estimated ${shown(estimated, within)}`];
  };
  const phase = subject.deployment.phase;
  const ttft = phase === 'decode' ? undefined : meanOf(values.ttftMs);
  const tpot = phase === 'prefill' ? undefined : meanOf(values.tpotMs);
  const found = [...told('TTFT', ttft, point.ttftMs), ...told('TPOT', tpot, point.tpotMs)];
  if (ttft !== undefined || tpot !== undefined || phase !== undefined) return found;
  const tokens = outputTokens ?? subject.workload.outputTokens.value;
  const whole = point.ttftMs + Math.max(0, tokens - 1) * point.tpotMs;
  return told('a whole answer', meanOf(values.e2eMs), whole);
}

/** A replica that made more tokens than the model holds to be possible. */
function busiestHour(
  { estimate }: Subject,
  { busiestOutputTokensPerSecond: measured }: Production,
): readonly string[] {
  const { performance } = estimate;
  if (performance === null || measured === undefined) return [];
  const most = performance.saturated.outputTokensPerSecond;
  const within = rateWithin(most, performance.band);
  if (!(most > 0) || measured <= within.max) return [];
  return [
    `${tokenRate(measured)} from a replica in its busiest hour, at most ${formatWithin(most, within, tokenRate)} estimated`,
  ];
}

/** What a cost monitor saw of the accelerators stands in where monitoring did not. */
function busyOf({ production, bill }: Measured): number | undefined {
  return production?.values.gpuUtilization ?? bill?.values.gpuUtilization;
}

/**
 * Accelerators cannot be busy for less than the share of what they can do at most that was asked of them. They may be busy
 * for more: a lone request keeps them busy too.
 */
function busyShare(
  { estimate, assumptions }: Subject,
  { requestsPerSecond, replicas }: Production,
): readonly string[] {
  const { performance } = estimate;
  const gpuUtilization = busyOf(assumptions.measured);
  if (performance === null || gpuUtilization === undefined) return [];
  if (requestsPerSecond === undefined || replicas === undefined || replicas <= 0) return [];
  const most = performance.saturated.requestsPerSecond * replicas;
  const share = Math.min(1, requestsPerSecond / most);
  const within = timeWithin(share, performance.band);
  if (!(most > 0) || gpuUtilization >= within.min) return [];
  return [
    `accelerators busy ${formatPercent(gpuUtilization)} of the time, at least ${formatPercent(within.min)} estimated for that traffic`,
  ];
}

function shown(estimated: number, within: Within): string {
  return formatWithin(estimated, within, formatMilliseconds);
}
