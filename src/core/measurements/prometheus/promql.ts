/** Labels by which series are told apart, and by which they are matched with deployments. */
const groupLabels = [
  'cluster',
  'namespace',
  'exported_namespace',
  'job',
  'service',
  'exported_service',
  'deployment',
  'application',
  'app',
  'container',
  'exported_container',
  'model_name',
  'model',
  'workload',
  'exported_workload',
] as const;

/**
 * What Kubernetes adds to the name of a workload for its pods: hashes of letters it draws from (no vowels) and numbers of
 * stateful sets and groups.
 */
const podName =
  '(.+?)(?:-[bcdfghjklmnpqrstvwxz2456789]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5}|-[0-9]+(?:-[0-9]+)?|-[bcdfghjklmnpqrstvwxz2456789]{5})?';

/** Names of workloads in the place of names of pods, so that answers do not grow with the number of pods. */
function byWorkload(expression: string): string {
  const own = `label_replace(${expression}, "workload", "$1", "pod", "${podName}")`;
  return `label_replace(${own}, "exported_workload", "$1", "exported_pod", "${podName}")`;
}

function selected(metric: string, matchers: readonly string[]): string {
  return matchers.length === 0 ? metric : `${metric}{${matchers.join(',')}}`;
}

/** The first of several metrics that has data, group by group. */
function firstOf(metrics: readonly string[], write: (metric: string) => string): string {
  return metrics.map(write).join(' or ');
}

function sumBy(expression: string, more: readonly string[] = []): string {
  return `sum by (${[...groupLabels, ...more].join(', ')}) (${byWorkload(expression)})`;
}

/** Mean rate a second of a counter, over the window that ends at each time. */
export function rateOf(
  metrics: readonly string[],
  matchers: readonly string[],
  window: string,
): string {
  return firstOf(metrics, (metric) => sumBy(`rate(${selected(metric, matchers)}[${window}])`));
}

/** By how much a counter rose in the window. */
export function increaseOf(
  metrics: readonly string[],
  matchers: readonly string[],
  window: string,
  more: readonly string[] = [],
): string {
  return firstOf(metrics, (metric) =>
    sumBy(`increase(${selected(metric, matchers)}[${window}])`, more),
  );
}

/** A gauge of each server, its mean over the window, summed over servers; of those that differ in `ranks` alone the highest. */
export function meanOf(
  metrics: readonly string[],
  matchers: readonly string[],
  window: string,
  ranks: readonly string[] = [],
): string {
  return firstOf(metrics, (metric) => {
    const each = `avg_over_time(${selected(metric, matchers)}[${window}])`;
    return sumBy(ranks.length === 0 ? each : `max without (${ranks.join(', ')}) (${each})`);
  });
}

/** The highest mean rate over five minutes in the window. */
export function peakRateOf(
  metrics: readonly string[],
  matchers: readonly string[],
  window: string,
): string {
  return `max_over_time((${rateOf(metrics, matchers, '5m')})[${window}:5m])`;
}

/** Servers that report the metric: pods, or what is scraped where there are no pods. */
export function serversOf(metrics: readonly string[], matchers: readonly string[]): string {
  const server = ['pod', 'exported_pod', 'instance'];
  return firstOf(metrics, (metric) => {
    const each = `group by (${[...groupLabels, ...server].join(', ')}) (${selected(metric, matchers)})`;
    return sumBy(each);
  });
}

/** A gauge of a share, and what of it is all: 1 or, in percent, 100. */
export interface ShareGauge {
  readonly metric: string;
  readonly all: 1 | 100;
}

/** Sum of the samples of a gauge in the window, as shares; over their number it is the mean of all that report it. */
export function shareSamplesOf(
  gauges: readonly ShareGauge[],
  matchers: readonly string[],
  window: string,
): string {
  return gauges
    .map(({ metric, all }) => {
      const sum = `sum_over_time(${selected(metric, matchers)}[${window}])`;
      return sumBy(all === 1 ? sum : `${sum} / ${all}`);
    })
    .join(' or ');
}

export function sampleCountOf(
  gauges: readonly ShareGauge[],
  matchers: readonly string[],
  window: string,
): string {
  return gauges
    .map(({ metric }) => sumBy(`count_over_time(${selected(metric, matchers)}[${window}])`))
    .join(' or ');
}

/** A matcher for one of several values of a label. */
export function oneOf(label: string, values: readonly string[]): string {
  const pattern = values.map((value) => value.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')).join('|');
  return `${label}=~${JSON.stringify(pattern)}`;
}

const matcher = /^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*("(?:[^"\\\n]|\\.)*")\s*(?:,|$)/;

/** Matchers as a person writes them, `namespace="prod",cluster=~"eu-.*"`; null for what is none, so that no query breaks. */
export function readMatchers(text: string): readonly string[] | null {
  const found: string[] = [];
  let rest = text.trim().replace(/^\{([\s\S]*)\}$/, '$1');
  while (rest.trim() !== '') {
    const match = matcher.exec(rest);
    if (match === null) return null;
    found.push(`${match[1] ?? ''}${match[2] ?? ''}${match[3] ?? ''}`);
    rest = rest.slice(match[0].length);
  }
  return found;
}
