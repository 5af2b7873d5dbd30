import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from '../../scripts/root.ts';
import { findProgram } from '../../scripts/system/packages.ts';
import { repositoryWith, runGit } from '../support/gitRepository.ts';
import { readJunit } from '../support/junitSchema.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { folderWith } from '../support/testFolder.ts';

const page = readFileSync(join(root, 'docs/ci.md'), 'utf8');
const snippet = (file: string): string =>
  [...page.matchAll(/^```yaml\n([^]*?)^```$/gm)]
    .map(([, text = '']) => text)
    .find((text) => text.startsWith(`# ${file}\n`)) ?? '';
const more = (replicas: number): string =>
  llama8bText.replace('replicas: 2', `replicas: ${replicas}`);

/** What the page sends there, and what is answered. */
let asked: { method: string; url: string; body: string }[];
let answer: (method: string) => unknown;
let server: Server;
let url: string;

beforeEach(async () => {
  asked = [];
  answer = () => ({});
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString('utf8')));
    request.on('end', () => {
      asked.push({ method: request.method ?? '', url: request.url ?? '', body });
      response.end(JSON.stringify(answer(request.method ?? '')));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

interface Ran {
  readonly status: number;
  readonly output: string;
}

/** A clone with a change of its branch, in which the lines are run one after the other as such a server runs them. */
function pipeline(replicas: number): { readonly path: string; readonly base: string } {
  const origin = repositoryWith({ 'chat.yaml': llama8bText });
  const base = origin.git('rev-parse', 'HEAD');
  origin.git('switch', '--quiet', '--create', 'feature');
  origin.write('chat.yaml', more(replicas));
  origin.commit('change');
  const path = join(folderWith({}), 'clone');
  runGit(origin.path, [
    'clone',
    '--quiet',
    '--branch',
    'feature',
    '--depth=1',
    `file://${origin.path}`,
    path,
  ]);
  return { path, base };
}

async function run(
  cwd: string,
  lines: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ran> {
  const programs = folderWith({});
  writeFileSync(
    join(programs, 'serving-cost'),
    `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'dist/cli.js')}" "$@"\n`,
    { mode: 0o755 },
  );
  writeFileSync(join(programs, 'npm'), '#!/bin/sh\n', { mode: 0o755 });
  const child = spawn('bash', ['-eo', 'pipefail', '-c', lines.join('\n')], {
    cwd,
    env: { PATH: `${programs}:${process.env.PATH ?? ''}`, HOME: cwd, ...environment },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => (output += part.toString('utf8')));
  }
  const status = await new Promise<number>((resolve) =>
    child.on('close', (code) => {
      resolve(code ?? 2);
    }),
  );
  return { status, output };
}

const hasCurl = findProgram('curl') !== undefined;

it.skipIf(!hasCurl)(
  'GitLab: a note that is added, then replaced, and a report of test cases',
  async () => {
    const { 'serving-cost': job } = parse(snippet('.gitlab-ci.yml')) as {
      'serving-cost': { script: string[]; artifacts: { reports: { junit: string } } };
    };
    const { path, base } = pipeline(12);
    const environment = {
      CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      CI_PROJECT_URL: 'https://gitlab.example.com/o/r',
      CI_COMMIT_SHA: 'abc',
      CI_API_V4_URL: url,
      CI_PROJECT_ID: '5',
      CI_MERGE_REQUEST_IID: '7',
      SERVING_COST_TOKEN: 'secret',
    };
    answer = () => [{ id: 1, body: 'hello' }];
    const first = await run(path, job.script, environment);
    expect(first.status, first.output).toBe(1);
    expect(asked.map(({ method, url: at }) => `${method} ${at}`)).toEqual([
      'GET /projects/5/merge_requests/7/notes?per_page=100&activity_filter=only_comments',
      'POST /projects/5/merge_requests/7/notes',
    ]);
    const note = new URLSearchParams(asked[1]?.body).get('body') ?? '';
    expect(note).toMatch(/^<!-- serving-cost-review -->\n## Serving cost: .* since main/);
    expect(note).toContain('(https://gitlab.example.com/o/r/-/blob/abc/chat.yaml#L');
    const failed = readJunit(readFileSync(join(path, job.artifacts.reports.junit), 'utf8')).filter(
      ({ outcome }) => outcome === 'failed',
    );
    expect(failed.map(({ name }) => name)).toEqual(['limit of the call']);

    asked = [];
    answer = (method) =>
      method === 'GET'
        ? [
            { id: 1, body: 'hello' },
            { id: 23, body: note },
          ]
        : {};
    await run(path, job.script, environment);
    expect(asked.map(({ method, url: at }) => `${method} ${at}`)[1]).toBe(
      'PUT /projects/5/merge_requests/7/notes/23',
    );

    asked = [];
    const quiet = await run(pipeline(3).path, job.script, {
      ...environment,
      SERVING_COST_TOKEN: '',
    });
    expect([quiet.status, asked]).toEqual([0, []]);
  },
);

it('Azure: a summary and test results of the merge commit', async () => {
  const { steps } = parse(snippet('azure-pipelines.yml')) as {
    steps: { script?: string; inputs?: { testResultsFiles: string } }[];
  };
  const origin = repositoryWith({ 'chat.yaml': llama8bText });
  origin.git('switch', '--quiet', '--create', 'feature');
  origin.write('chat.yaml', more(3));
  origin.commit('change');
  origin.git('switch', '--quiet', 'main');
  origin.git('merge', '--quiet', '--no-ff', '--no-edit', 'feature');
  const path = join(folderWith({}), 'clone');
  runGit(origin.path, ['clone', '--quiet', '--depth=2', `file://${origin.path}`, path]);
  const { status, output } = await run(path, ['set +e', steps[1]?.script ?? ''], {
    SYSTEM_PULLREQUEST_TARGETBRANCHNAME: 'main',
  });
  expect(status, output).toBe(0);
  expect(output).toContain(`##vso[task.uploadsummary]${path}/review.md`);
  expect(readFileSync(join(path, 'review.md'), 'utf8')).toContain('since main');
  expect(
    readJunit(readFileSync(join(path, steps[2]?.inputs?.testResultsFiles ?? ''), 'utf8')).length,
  ).toBeGreaterThan(1);
});

it.skipIf(!hasCurl)(
  'Bitbucket: test results in their folder, and a report through the proxy',
  async () => {
    const { pipelines } = parse(snippet('bitbucket-pipelines.yml')) as {
      pipelines: { 'pull-requests': { '**': { step: { script: string[] } }[] } };
    };
    const lines =
      pipelines['pull-requests']['**'][0]?.step.script.map((line) =>
        line.replace('http://localhost:29418', url),
      ) ?? [];
    const { path } = pipeline(12);
    const environment = {
      BITBUCKET_PR_DESTINATION_BRANCH: 'main',
      BITBUCKET_REPO_FULL_NAME: 'o/r',
      BITBUCKET_COMMIT: 'abc',
    };
    const { status, output } = await run(path, lines, environment);
    expect(status, output).toBe(1);
    expect(output).toContain('since main');
    expect(asked.map(({ method, url: at }) => `${method} ${at}`)).toEqual([
      'PUT http://api.bitbucket.org/2.0/repositories/o/r/commit/abc/reports/serving-cost',
    ]);
    const report = JSON.parse(asked[0]?.body ?? '') as {
      result: string;
      data: { value: number }[];
    };
    expect(report.result).toBe('FAILED');
    const [before = NaN, after = NaN, difference = NaN] = report.data.map(({ value }) => value);
    expect(Math.abs(after - before - difference)).toBeLessThanOrEqual(1);
    expect(existsSync(join(path, 'test-results/serving-cost.xml'))).toBe(true);
  },
);

it('Jenkins: what its shell runs', async () => {
  const script = /sh '''\n([^]*?)'''/.exec(page)?.[1] ?? '';
  const { path } = pipeline(3);
  runGit(path, ['fetch', '--quiet', '--unshallow']);
  mkdirSync(join(path, 'x'));
  const { status, output } = await run(path, [script], { CHANGE_TARGET: 'main' });
  expect(status, output).toBe(0);
  for (const file of ['review.txt', 'review.xml', 'review.sarif']) {
    expect(readFileSync(join(path, file), 'utf8').length).toBeGreaterThan(100);
  }
});
