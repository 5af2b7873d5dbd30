import { run } from './run.ts';
import { processTerminal } from './terminal.ts';

// The reader of a pipe may leave early (`| head`): then there is nobody left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 2);
});

run(process.argv.slice(2), processTerminal()).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    // A mistake of the program itself: neither a limit that is exceeded (1) nor a price.
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`serving-cost: this should not happen, please report it.\n${what}\n`);
    process.exitCode = 2;
  },
);
