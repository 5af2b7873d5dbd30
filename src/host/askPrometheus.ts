import type { PrometheusQuery, WireAnswer } from '../core/measurements/prometheus/answer.ts';
import { fetchText, type Fetched } from './fetchText.ts';
import { trimmedEnd } from '../core/text/trimmedEnd.ts';

/** A Prometheus-compatible API and who asks it. What is in here is never shown or logged but for the host. */
export interface PrometheusEndpoint {
  /** With a path in front of `/api/v1` where it has one: `https://mimir.example.com/prometheus`. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds for one answer. */
  readonly timeout: number;
}

export interface Asking {
  readonly signal: AbortSignal;
  /** Told how many answers there are. */
  readonly progress: (answers: number) => void;
}

/** Queries under way at once: monitoring has others to serve. */
const atOnce = 4;

/** Bytes of one answer. Aggregated by hour, that of a company with thousands of deployments is smaller. */
const mostBytes = 32_000_000;

/** Queries that take too long, after which no more are asked: who waits for one wants to know before an hour is over. */
const mostTimeouts = 8;

/** Times that a busy server is asked again, and seconds until then where it does not say. */
const patience = [1, 4] as const;
const longestWait = 30;

/**
 * Takes steps that hand out queries, asks the API and hands back its answers. Null when it was stopped. The steps see every
 * failure as an answer; nothing is thrown.
 */
export async function askPrometheus<Result>(
  steps: Generator<readonly PrometheusQuery[], Result, readonly WireAnswer[]>,
  endpoint: PrometheusEndpoint,
  { signal, progress }: Asking,
): Promise<Result | null> {
  let count = 0;
  let timeouts = 0;
  let step = steps.next([]);
  while (step.done !== true) {
    const queries = step.value;
    const answers = new Array<WireAnswer>(queries.length);
    let next = 0;
    const work = async (): Promise<void> => {
      for (let index = next++; index < queries.length; index = next++) {
        const query = queries[index];
        if (query === undefined || signal.aborted) return;
        if (timeouts >= mostTimeouts) {
          answers[index] = { failed: 'takes too long, again and again', tooMuch: false };
          continue;
        }
        const fetched = await ask(query, endpoint, signal);
        if ('reason' in fetched && fetched.reason === 'timeout') timeouts++;
        answers[index] = wireAnswer(fetched);
        progress(++count);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    if (signal.aborted) return null;
    step = steps.next(answers);
  }
  return step.value;
}

async function ask(
  query: PrometheusQuery,
  { url, headers, timeout }: PrometheusEndpoint,
  signal: AbortSignal,
): Promise<Fetched> {
  const address = addressOf(query, url);
  for (let turn = 0; ; turn++) {
    const fetched = await fetchText(address, { headers, timeout, mostBytes, signal });
    const wait = patience[turn];
    if (!isBusy(fetched) || wait === undefined) return fetched;
    const seconds = 'retryAfter' in fetched ? (fetched.retryAfter ?? wait) : wait;
    await pause(Math.min(longestWait, seconds) * 1000, signal);
    if (signal.aborted) return fetched;
  }
}

function isBusy(fetched: Fetched): boolean {
  return 'status' in fetched && fetched.status === 429;
}

function wireAnswer(fetched: Fetched): WireAnswer {
  if (!('failed' in fetched)) return fetched;
  const { failed, reason } = fetched;
  return { failed, tooMuch: reason === 'timeout' || reason === 'size' };
}

function addressOf(query: PrometheusQuery, url: URL): string {
  const address = new URL(url);
  const path = query.kind === 'range' ? 'query_range' : 'query';
  const { pathname } = url;
  address.pathname = `${pathname.slice(0, trimmedEnd(pathname, '/'))}/api/v1/${path}`;
  address.searchParams.set('query', query.expression);
  if (query.kind === 'range') {
    address.searchParams.set('start', String(query.start));
    address.searchParams.set('end', String(query.end));
    address.searchParams.set('step', String(query.step));
  } else {
    address.searchParams.set('time', String(query.time));
  }
  return address.toString();
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
