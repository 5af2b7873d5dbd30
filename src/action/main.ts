import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tell } from './commands.ts';
import { review } from './review.ts';
import { ActionError, type Runner } from './runner.ts';

/** Bytes a program may print. */
const mostBytes = 1 << 28;

const runner: Runner = {
  environment: process.env,
  readFile: (path) => readFileSync(path, 'utf8'),
  appendFile: appendFileSync,
  run: (program, args, environment = {}) => {
    const { status, stdout, stderr, error } = spawnSync(program, args, {
      encoding: 'utf8',
      maxBuffer: mostBytes,
      env: { ...withoutToken(process.env), GIT_TERMINAL_PROMPT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return { status: status ?? 2, stdout, stderr: error?.message ?? stderr };
  },
  commandLine: join(__dirname, 'cli.js'),
  fetch,
  randomWord: randomUUID,
  log: (line) => {
    process.stdout.write(`${line}\n`);
  },
};

/** What reads the files of a pull request needs no token. */
function withoutToken(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => name !== 'INPUT_TOKEN'));
}

async function main(): Promise<number> {
  try {
    if (!existsSync(runner.commandLine)) {
      throw new ActionError(
        'This commit of the action has no built command line: use that of a tag built-v….',
      );
    }
    return await review(runner);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    tell('error', error.message, runner);
    return 2;
  }
}

void main().then((status) => {
  process.exitCode = status;
});
