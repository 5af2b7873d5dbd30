import type { MeasuredProduction } from '../../assumptions/measuredSchema.ts';
import { namespaceOf, workloadOf } from '../match.ts';
import { rounded } from '../rounded.ts';
import { concurrencyOf, courseOf, peakFactorOf, quantileOf, type Hourly } from './course.ts';
import type { Detail, Details, MeanName } from './details.ts';
import type { MetricFamily } from './families/family.ts';
import type { Found } from './found.ts';
import { bucketsOf, groupKey, hourlyOf, totalOf } from './groups.ts';
import type { PrometheusSeries } from './answer.ts';

const hour = 3600;

/** What the answers say of one deployment. `hours` are the ends of the hours in which something was scraped at all. */
export function productionOf(
  { family, groups }: Found,
  details: Details,
  accelerators: Details,
  hours: readonly number[],
): Omit<MeasuredProduction, 'source' | 'from' | 'to'> {
  const keys = new Set(groups.map(({ key }) => key));
  const series = (detail: Detail): readonly PrometheusSeries[] => details.get(detail)?.series ?? [];
  const rates: Hourly = sumOf(groups.map((group) => group.rates));
  const { mean, series: course } = courseOf(rates, hours);
  const servers = hourlyOf(series('servers'), keys);
  const perHour = hourlyMeans(servers);
  const generated = hourlyOf(series('generated'), keys);
  const running = hourlyOf(series('running'), keys);
  const peaks = hourlyOf(series('peaks'), keys);
  const value = <K extends string>(name: K, figure: number | null): Partial<Record<K, number>> =>
    figure === null || !Number.isFinite(figure)
      ? {}
      : ({ [name]: rounded(figure) } as Record<K, number>);
  const total = (detail: Detail): number | null => totalOf(series(detail), keys);
  return {
    requestsPerSecond: rounded(mean),
    ...measuredMean('inputTokens', 'inputTokens', family, details, keys),
    ...measuredMean('outputTokens', 'outputTokens', family, details, keys),
    ...(course !== null && { series: course.map((each) => rounded(each, 3)) }),
    ...value('peakFactor', peakFactorOf(rates, peaks)),
    ...value('cachedPrefixShare', shareOf(total('cacheHits'), total('cacheQueries'))),
    ...value('replicas', meanReplicas(servers, hours)),
    ...value('concurrency', concurrencyOf(generated, running, perHour)),
    ...value('kvCacheUsage', shareOf(total('cacheUsed'), total('cacheSamples'))),
    ...measuredMean('ttftMs', 'ttft', family, details, keys),
    ...measuredMean('tpotMs', 'tpot', family, details, keys),
    ...measuredMean('e2eMs', 'endToEnd', family, details, keys),
    ...value('busiestOutputTokensPerSecond', busiest(generated, perHour)),
    ...value(
      'gpuUtilization',
      busyShare(details, keys) ?? busyShare(accelerators, podKeys(accelerators, groups)),
    ),
  };
}

function sumOf(all: readonly Hourly[]): Hourly {
  const sums = new Map<number, number>();
  for (const one of all) {
    for (const [time, value] of one) sums.set(time, (sums.get(time) ?? 0) + value);
  }
  return sums;
}

type Stated = 'inputTokens' | 'outputTokens' | 'ttftMs' | 'tpotMs' | 'e2eMs';

/** Mean, and the 95th percentile where there are buckets for it and it is not below the mean. */
function measuredMean<K extends Stated>(
  name: K,
  of: MeanName,
  family: MetricFamily,
  details: Details,
  keys: ReadonlySet<string>,
): Partial<Record<K, number | { mean: number; p95: number }>> {
  const scale = family[of]?.scale ?? 1;
  const total = (detail: Detail): number | null => totalOf(details.get(detail)?.series ?? [], keys);
  const sum = total(`${of}Sum`);
  const count = (total(`${of}Count`) ?? 0) - (total(`${of}Less`) ?? 0);
  if (sum === null || !(count > 0) || !(sum > 0)) return {};
  const mean = rounded((sum / count) * scale);
  const buckets = bucketsOf(details.get(`${of}Buckets`)?.series ?? [], keys);
  const quantile = quantileOf(buckets, 0.95);
  const p95 = quantile === null ? null : rounded(quantile * scale);
  const stated = p95 === null || p95 < mean ? mean : { mean, p95 };
  return { [name]: stated } as Record<K, number | { mean: number; p95: number }>;
}

function shareOf(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || !(whole > 0)
    ? null
    : Math.min(1, Math.max(0, part / whole));
}

/** Means of the samples of each hour, by its end. */
function hourlyMeans(samples: Hourly): Hourly {
  const sums = new Map<number, readonly [number, number]>();
  for (const [time, value] of samples) {
    const end = Math.ceil(time / hour) * hour;
    const [sum, count] = sums.get(end) ?? [0, 0];
    sums.set(end, [sum + value, count + 1]);
  }
  return new Map([...sums].map(([end, [sum, count]]) => [end, sum / count]));
}

/** Servers on average: none in the quarters of known hours in which none was seen. */
function meanReplicas(servers: Hourly, hours: readonly number[]): number | null {
  if (servers.size === 0 || hours.length === 0) return null;
  const known = new Set(hours);
  const sum = [...servers]
    .filter(([time]) => known.has(Math.ceil(time / hour) * hour))
    .reduce((total, [, value]) => total + value, 0);
  return sum / (hours.length * 4);
}

/** Tokens a second of a replica in the hour in which they were most; null where nothing was made. */
function busiest(generated: Hourly, replicas: Hourly): number | null {
  const rates = [...generated].flatMap(([time, rate]) => {
    const servers = replicas.get(time) ?? 0;
    return servers > 0 ? [rate / servers] : [];
  });
  const most = Math.max(0, ...rates);
  return most > 0 ? most : null;
}

function busyShare(details: Details, keys: ReadonlySet<string>): number | null {
  const of = (detail: Detail): number | null => totalOf(details.get(detail)?.series ?? [], keys);
  return shareOf(of('busy'), of('busySamples'));
}

/** Groups of accelerators that pods of the same workloads use. */
function podKeys(accelerators: Details, groups: Found['groups']): ReadonlySet<string> {
  const pods = new Set(
    groups.flatMap(({ labels }) => {
      const workload = workloadOf(labels);
      return workload === null ? [] : JSON.stringify([namespaceOf(labels), workload]);
    }),
  );
  const all = accelerators.get('busy')?.series ?? [];
  return new Set(
    all.flatMap(({ labels }) =>
      pods.has(JSON.stringify([namespaceOf(labels), workloadOf(labels)])) ? groupKey(labels) : [],
    ),
  );
}
