import { productVersion } from '../core/index.ts';
import type { Command } from './command.ts';
import { diff } from './diff.ts';
import { fix } from './fix.ts';
import { compare } from './compare.ts';
import { history } from './history.ts';
import { lsp } from './lsp.ts';
import { mcp } from './mcp.ts';
import { measure } from './measure.ts';
import { optimize } from './optimize.ts';
import { prices } from './prices.ts';
import { report } from './report.ts';
import type { Terminal } from './terminal.ts';
import { throughput } from './throughput.ts';
import { UsageError } from './usageError.ts';

const commands: Readonly<Record<string, Command>> = {
  report,
  diff,
  history,
  fix,
  optimize,
  compare,
  throughput,
  prices,
  measure,
  lsp,
  mcp,
};

const help = `serving-cost: what model-serving configs cost, and how they could cost less.

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(12)} ${summary}`)
  .join('\n')}

serving-cost COMMAND --help says more about a command; --version says which one this is.
`;

/** Runs one call of the command line; resolves to its exit status. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  try {
    if (name === undefined) {
      terminal.warn(help);
      return 2;
    }
    if (name === '--help' || name === '-h' || name === 'help') {
      await terminal.write(help);
      return 0;
    }
    if (name === '--version' || name === '-v') {
      await terminal.write(`${productVersion}\n`);
      return 0;
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) throw new UsageError(unknownCommand(name));
    if (rest.includes('--help') || rest.includes('-h')) {
      await terminal.write(`serving-cost ${command.usage}\n`);
      return 0;
    }
    return await command.run(rest, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.warn(`serving-cost: ${error.message}`);
    return 2;
  }
}

function unknownCommand(name: string): string {
  return `${name} is no command. Commands are ${Object.keys(commands).join(', ')}.`;
}
