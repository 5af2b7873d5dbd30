import { describe, expect, it } from 'vitest';
import type {
  PrometheusQuery,
  WireAnswer,
} from '../../../src/core/measurements/prometheus/answer.ts';
import { askPrometheus } from '../../../src/host/askPrometheus.ts';
import type { FakeServer } from '../../support/fakeServer.ts';
import { fakeServers } from '../../support/fakeServers.ts';

const serve = fakeServers();

/** Steps that ask once, and end with the answers. */
function* once(
  count: number,
): Generator<readonly PrometheusQuery[], readonly WireAnswer[], readonly WireAnswer[]> {
  return yield Array.from({ length: count }, (_, index) => ({
    kind: 'instant',
    expression: `q${index}`,
    time: 60,
  }));
}

function ask(
  { url }: FakeServer,
  count: number,
  { timeout = 20_000, signal = new AbortController().signal } = {},
): Promise<readonly WireAnswer[] | null> {
  const endpoint = { url: new URL(`${url}/prometheus/`), headers: {}, timeout };
  return askPrometheus(once(count), endpoint, { signal, progress: () => undefined });
}

describe('monitoring', () => {
  it('answers in the order in which it is asked, below the path of its address', async () => {
    const server = await serve((url, response, count) => {
      setTimeout(() => response.end(url.searchParams.get('query')), (count * 7) % 20);
    });
    const answers = await ask(server, 12);
    expect(answers).toEqual(
      Array.from({ length: 12 }, (_, index) => ({
        status: 200,
        text: `q${index}`,
        retryAfter: null,
      })),
    );
    expect(server.asked[0]?.path).toBe('/prometheus/api/v1/query');
  });

  it('is asked again when it says that it is busy, as often as is polite', async () => {
    const server = await serve((_, response, count) => {
      response.writeHead(count < 3 ? 429 : 200, { 'retry-after': '0' });
      response.end(`${count}`);
    });
    expect(await ask(server, 1)).toMatchObject([{ status: 200, text: '3' }]);
    const busy = await serve((_, response) => {
      response.writeHead(429, { 'retry-after': '0' });
      response.end('busy');
    });
    expect(await ask(busy, 1)).toMatchObject([{ status: 429 }]);
    expect(busy.asked).toHaveLength(3);
  });

  it('is asked no more after several answers took too long', async () => {
    const server = await serve(() => undefined);
    const answers = (await ask(server, 40, { timeout: 100 })) ?? [];
    const said = answers.map((answer) => ('failed' in answer ? answer.failed : ''));
    expect(new Set(said)).toEqual(
      new Set(['does not answer within 0.1 s', 'takes too long, again and again']),
    );
    expect(server.asked.length).toBeLessThan(12);
  });

  it('is left alone once a person stops it', async () => {
    const stop = new AbortController();
    const server = await serve(() => {
      stop.abort();
    });
    expect(await ask(server, 40, { signal: stop.signal })).toBeNull();
    expect(server.asked.length).toBeLessThan(9);
  });
});
