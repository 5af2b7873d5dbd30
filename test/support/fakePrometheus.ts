import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeServer {
  readonly url: string;
  /** Every request so far, its address decoded. */
  readonly asked: readonly {
    readonly path: string;
    readonly query: URLSearchParams;
    readonly headers: IncomingMessage['headers'];
  }[];
  readonly close: () => Promise<void>;
}

/** A server on the loopback that answers as it is told. */
export async function fakeServer(
  answer: (url: URL, response: ServerResponse, count: number) => void,
): Promise<FakeServer> {
  const asked: { path: string; query: URLSearchParams; headers: IncomingMessage['headers'] }[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fake');
    asked.push({ path: url.pathname, query: url.searchParams, headers: request.headers });
    answer(url, response, asked.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

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
