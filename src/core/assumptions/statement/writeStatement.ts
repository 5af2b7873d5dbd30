import type { StatedValues, StatedWorkload } from '../../model/statedComment.ts';
import { tidy } from './clause.ts';

/** The words that `readStatement` reads as these values: `12 rps, 800 in, 200 out, ttft < 1s`. */
export function writeStatement({
  provider,
  region,
  accelerator,
  purchase,
  workload = {},
}: StatedValues): string {
  const { shape, latencyClass, latency = {}, audioSeconds } = workload;
  return [
    ...rateWords(workload),
    tokenWords(workload.inputTokens, 'in'),
    tokenWords(workload.outputTokens, 'out'),
    percent(workload.cachedPrefixShare, '', ' cached'),
    typeof workload.cacheableShare === 'number'
      ? percent(workload.cacheableShare, '', ' cacheable')
      : undefined,
    audioSeconds === undefined ? undefined : `${plain(audioSeconds)}s audio`,
    shape,
    latencyClass,
    limitWords('ttft', latency.ttftMs),
    limitWords('tpot', latency.tpotMs),
    limitWords('e2e', latency.e2eMs),
    latency.percentile === undefined ? undefined : `p${plain(latency.percentile)}`,
    amount(workload.updatesPerMonth, 'updates/month'),
    provider === undefined ? undefined : `provider ${provider}`,
    region === undefined ? undefined : `region ${region}`,
    accelerator === undefined ? undefined : `on ${accelerator}`,
    purchase,
  ]
    .filter((words) => words !== undefined)
    .join(', ');
}

function rateWords(of: StatedWorkload): readonly (string | undefined)[] {
  const { users, requestsPerUserPerDay, maxRequestsPerSecond, peakFactor } = of;
  return [
    amount(of.requestsPerSecond, 'rps'),
    amount(of.requestsPerDay, 'requests/day'),
    amount(of.requestsPerMonth, 'requests/month'),
    amount(of.tokensPerMonth, 'tokens/month'),
    amount(users, 'users'),
    requestsPerUserPerDay === undefined
      ? undefined
      : `× ${plain(requestsPerUserPerDay)} requests/day`,
    maxRequestsPerSecond === undefined ? undefined : `max ${plain(maxRequestsPerSecond)} rps`,
    peakFactor === undefined ? undefined : `peak ${plain(peakFactor)}x`,
    percent(of.growthPerMonth, 'growth ', '/month'),
  ];
}

function amount(value: number | undefined, unit: string): string | undefined {
  return value === undefined ? undefined : `${plain(value)} ${unit}`;
}

function percent(share: number | undefined, before: string, after: string): string | undefined {
  return share === undefined ? undefined : `${before}${plain(tidy(share * 100))}%${after}`;
}

function tokenWords(stated: StatedWorkload['inputTokens'], side: string): string | undefined {
  if (typeof stated !== 'object') return amount(stated, side);
  const tail = stated.p95 === undefined ? '' : ` (p95 ${plain(stated.p95)})`;
  return `${plain(stated.mean)} ${side}${tail}`;
}

function limitWords(name: string, ms: number | undefined): string | undefined {
  if (ms === undefined) return undefined;
  return ms >= 1000 && ms % 100 === 0
    ? `${name} < ${plain(ms / 1000)}s`
    : `${name} < ${plain(ms)}ms`;
}

/** All digits, and no exponent: nobody reads or writes `1e-7` in a comment. */
function plain(value: number): string {
  const text = String(value);
  return text.includes('e') && Math.abs(value) < 1
    ? value.toFixed(20).replace(/\.?0+$/, '')
    : text.includes('e')
      ? BigInt(Math.round(value)).toString()
      : text;
}
