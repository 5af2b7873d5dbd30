import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen, type LoopbackServer } from './loopback.ts';

export interface FakeServer extends LoopbackServer {
  /** Every request so far, its address decoded. */
  readonly asked: readonly {
    readonly path: string;
    readonly query: URLSearchParams;
    readonly headers: IncomingMessage['headers'];
  }[];
}

/** A server on the loopback that answers as it is told. */
export async function fakeServer(
  answer: (url: URL, response: ServerResponse, count: number) => void,
): Promise<FakeServer> {
  const asked: { path: string; query: URLSearchParams; headers: IncomingMessage['headers'] }[] = [];
  const server = await listen((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fake');
    asked.push({ path: url.pathname, query: url.searchParams, headers: request.headers });
    answer(url, response, asked.length);
  });
  return { ...server, asked };
}
