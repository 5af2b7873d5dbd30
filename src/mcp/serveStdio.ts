import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Host } from './host.ts';
import { createServer } from './server.ts';

/** Serves this process's standard input and output until the client closes them. */
export async function serveStdio(host: Host): Promise<void> {
  const server = createServer(host);
  const transport = new StdioServerTransport();
  const closed = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    process.stdin.once('end', resolve);
  });
  await server.connect(transport);
  await closed;
  await server.close();
}
