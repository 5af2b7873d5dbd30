export type Labels = Readonly<Record<string, string>>;

/** Groups of series for an expression; `time` ends a window. Undefined = none. */
export type Answering = (
  expression: string,
  time: number,
) => readonly (readonly [labels: Labels, value: number])[];

/** What an API of Prometheus answers to a query, by a function of its expression and time. */
export function apiAnswer(url: URL, answering: Answering): string {
  const { searchParams } = url;
  const expression = searchParams.get('query') ?? '';
  const sample = (time: number, value: number) => [time, String(value)];
  if (url.pathname.endsWith('/query_range')) {
    const [start, end, step] = ['start', 'end', 'step'].map((name) =>
      Number(searchParams.get(name)),
    );
    const groups = new Map<string, { metric: Labels; values: unknown[] }>();
    for (let time = start ?? 0; time <= (end ?? 0); time += step ?? 3600) {
      for (const [labels, value] of answering(expression, time)) {
        const key = JSON.stringify(labels);
        const group = groups.get(key) ?? { metric: labels, values: [] };
        groups.set(key, group);
        group.values.push(sample(time, value));
      }
    }
    const result = [...groups.values()];
    return JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
  }
  const time = Number(searchParams.get('time'));
  const result = answering(expression, time).map(([metric, value]) => ({
    metric,
    value: sample(time, value),
  }));
  return JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });
}
