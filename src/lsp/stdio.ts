import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './server.ts';

/** Serves the client at the other end of this process's standard input and output, until it ends the connection. */
export function serveStdio(today: () => string): void {
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  serve(connection, {
    today,
    exit: (status) => {
      process.exit(status);
    },
  });
}
