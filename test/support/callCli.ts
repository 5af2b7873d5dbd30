import { run } from '../../src/cli/run.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { fakeTerminal, type FakeTerminal } from './fakeTerminal.ts';

export interface CliResult {
  readonly status: number;
  readonly output: string;
  readonly warnings: string;
  readonly terminal: FakeTerminal;
}

/** Runs the command line in this process. */
export async function callCli(
  cwd: string,
  args: readonly string[],
  given: Partial<Terminal> & { input?: string } = {},
): Promise<CliResult> {
  const terminal = fakeTerminal(cwd, given);
  const status = await run(args, terminal);
  return { status, output: terminal.output(), warnings: terminal.warnings(), terminal };
}
