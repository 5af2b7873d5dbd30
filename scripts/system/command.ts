import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the command is ended and counts as failed. Default: none. */
  readonly timeout?: number;
}

/** A command that could not be started, ran too long, or ended with a status other than 0. */
class CommandError extends Error {
  override name = 'CommandError';

  constructor(message: string, output: string) {
    super(`${message}\n${tail(output, 25)}`);
  }
}

/** Runs a command to its end with no input and returns what it printed; throws a CommandError otherwise. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const shown = [command, ...args].join(' ');
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? plainEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeout,
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => {
      reject(new CommandError(`${shown}: ${error.message}`, output));
    });
    child.on('close', (status, signal) => {
      if (status === 0) resolve(output);
      else
        reject(new CommandError(`${shown}: ended with ${signal ?? status ?? 'no status'}`, output));
    });
  });
}

/** The environment without what npm adds for the script it runs: a nested npm must not inherit it. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const inherited = /^npm_(package|lifecycle|command|config_local_prefix|config_prefix)|^INIT_CWD$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
}

/** The last lines of a text, for messages about something that failed. */
export function tail(text: string, lines: number): string {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}
