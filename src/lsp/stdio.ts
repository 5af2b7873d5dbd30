import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve, type ServerOptions } from './server.ts';

/** Serves the client at the other end of this process's standard input and output, until it ends the connection. */
export function serveStdio(given: Omit<ServerOptions, 'exit'>): void {
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  serve(connection, {
    ...given,
    exit: (status) => {
      process.exit(status);
    },
  });
}
