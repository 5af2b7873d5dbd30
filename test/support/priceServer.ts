import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

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
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = answers.get(request.url ?? '');
    if (answer === undefined) response.writeHead(404).end('<html>not here</html>');
    else if (typeof answer === 'string') response.end(answer);
    else answer(response, request);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    asked,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
