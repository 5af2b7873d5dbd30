import type { Terminal } from './terminal.ts';

/** One command of the command line. */
export interface Command {
  readonly summary: string;
  /** Without the leading name; one line a form, then the options. */
  readonly usage: string;
  /** Resolves to the exit status: 0 done, 1 a limit is exceeded, 2 wrong usage. Throws `UsageError` for the last. */
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<number>;
}
