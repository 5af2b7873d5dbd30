/** A series with its labels, its value, and when, in seconds since 1970. */
export type Sample = readonly [series: string, value: number, time: number];

/** Samples as `promtool` takes them for a past: those of a metric together, in their order. */
export function openMetrics(samples: readonly Sample[]): string {
  const byMetric = new Map<string, string[]>();
  for (const [series, value, time] of samples) {
    const metric = series.slice(0, series.indexOf('{'));
    const lines = byMetric.get(metric) ?? [];
    byMetric.set(metric, lines);
    lines.push(`${series} ${value} ${time}\n`);
  }
  return `${[...byMetric.values()].map((lines) => lines.join('')).join('')}# EOF\n`;
}
