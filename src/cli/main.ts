import { run } from './run.ts';
import { processTerminal } from './terminal.ts';

// The reader of a pipe may leave early (`| head`): then there is nobody left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 2);
});

void run(process.argv.slice(2), processTerminal()).then((status) => {
  process.exitCode = status;
});
