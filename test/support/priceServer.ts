import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen } from './loopback.ts';

type Answer = string | ((response: ServerResponse, request: IncomingMessage) => void);

/** A server on this machine that answers by path; everything else is not there. */
export interface PriceServer {
  readonly address: string;
  /** Paths that were asked for, with their queries. */
  readonly asked: readonly string[];
  /** Answers that may be changed between requests. */
  readonly answers: Map<string, Answer>;
  close(): Promise<void>;
}

export async function priceServer(): Promise<PriceServer> {
  const answers = new Map<string, Answer>();
  const asked: string[] = [];
  const { url, close } = await listen((request, response) => {
    asked.push(request.url ?? '');
    const answer = answers.get(request.url ?? '');
    if (answer === undefined) response.writeHead(404).end('<html>not here</html>');
    else if (typeof answer === 'string') response.end(answer);
    else answer(response, request);
  });
  return { address: url, asked, answers, close };
}
