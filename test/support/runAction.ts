import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/root.ts';
import { readAction } from './gitHubFiles.ts';

export interface ActionCall {
  /** The checkout. */
  readonly cwd: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event: string;
  readonly payload: object;
  /** Commit and ref that the workflow runs for. */
  readonly sha: string;
  readonly ref: string;
  /** Of the server in the place of GitHub. */
  readonly url: string;
  readonly token: string;
  /** Where the action was checked out. */
  readonly action?: string;
}

export interface ActionResult {
  readonly status: number;
  readonly output: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly file: (extension: string) => string;
}

/** Runs the steps of `action.yml` as a runner does: inputs into variables, the script under bash, files for what it answers. */
export async function runAction(call: ActionCall): Promise<ActionResult> {
  const { inputs, runs } = readAction(readFileSync(join(root, 'action.yml'), 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'serving-cost-runner-'));
  const files = {
    event: join(folder, 'event.json'),
    summary: join(folder, 'summary'),
    output: join(folder, 'output'),
  };
  writeFileSync(files.event, JSON.stringify(call.payload));
  const evaluated = (text: string): string =>
    text.replace(/\$\{\{ (?:inputs\.([\w-]+)|github\.token) \}\}/g, (_all, name?: string) =>
      name === undefined
        ? call.token
        : (call.inputs?.[name] ?? evaluated(inputs[name]?.default ?? 'no such input')),
    );
  let output = '';
  for (const { run = '', env = {} } of runs.steps) {
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
      cwd: call.cwd,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        GITHUB_ACTION_PATH: call.action ?? root,
        GITHUB_WORKSPACE: call.cwd,
        GITHUB_EVENT_NAME: call.event,
        GITHUB_EVENT_PATH: files.event,
        GITHUB_SHA: call.sha,
        GITHUB_REF: call.ref,
        GITHUB_REPOSITORY: 'o/r',
        GITHUB_SERVER_URL: 'https://github.example.com',
        GITHUB_API_URL: call.url,
        GITHUB_GRAPHQL_URL: `${call.url}/graphql`,
        GITHUB_STEP_SUMMARY: files.summary,
        GITHUB_OUTPUT: files.output,
        RUNNER_TEMP: folder,
        ...Object.fromEntries(Object.entries(env).map(([name, text]) => [name, evaluated(text)])),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part: Buffer) => (output += part.toString('utf8')));
    }
    const status = await new Promise<number>((resolve) => {
      child.on('close', (code) => {
        resolve(code ?? 2);
      });
    });
    if (status !== 0) return result(status);
  }
  return result(0);

  function result(status: number): ActionResult {
    const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');
    const lines = read(files.output)
      .split('\n')
      .filter((line) => line !== '');
    return {
      status,
      output,
      summary: read(files.summary),
      outputs: Object.fromEntries(
        lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
      ),
      file: (extension) => read(join(folder, `serving-cost.${extension}`)),
    };
  }
}
