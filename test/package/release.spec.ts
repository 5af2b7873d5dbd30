import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { exampleFolders } from '../../scripts/exampleFolders.ts';
import { createTarball } from '../../scripts/package/npm.ts';
import { root } from '../../scripts/root.ts';
import { canInstallPackages, findProgram, installPackages } from '../../scripts/system/packages.ts';
import { mayBeConfigPath } from '../../src/core/cheapLook.ts';
import { productVersion } from '../../src/core/version.ts';
import { stepsOf } from '../support/gitHubFiles.ts';
import { repositoryWith, runGit, type GitRepository } from '../support/gitRepository.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { folderWith } from '../support/testFolder.ts';

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const built = ['cli', 'action', 'core', 'lsp', 'mcp'].map((name) => `dist/${name}.js`);
const tag = `built-v${productVersion}`;

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files?: string;
}
const hooks = parse(textOf('.pre-commit-hooks.yaml')) as readonly Hook[];

interface Ran {
  readonly status: number | null;
  readonly output: string;
}

function run(
  cwd: string,
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Ran {
  const identity = {
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@example.com',
  };
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      HOME: cwd,
      GIT_CONFIG_NOSYSTEM: '1',
      ...identity,
      ...environment,
    },
  });
  return { status, output: stdout + stderr };
}

/** What the workflow pushes to: this repository as far as a release is concerned. */
let origin: string;

beforeAll(async () => {
  const work = repositoryWith({
    '.gitignore': 'dist\nout\n',
    'package.json': textOf('package.json'),
    'action.yml': textOf('action.yml'),
    '.pre-commit-hooks.yaml': textOf('.pre-commit-hooks.yaml'),
  });
  origin = folderWith({});
  runGit(origin, ['init', '--quiet', '--bare', '--initial-branch=main']);
  work.git('remote', 'add', 'origin', `file://${origin}`);
  work.git('push', '--quiet', 'origin', 'main');
  const packed = join(work.path, 'out/release');
  mkdirSync(packed, { recursive: true });
  await createTarball(join(packed, `serving-cost-${productVersion}.tgz`));
  copyFileSync(join(root, 'dist/action.js'), join(packed, 'serving-cost-action.js'));
  const step = stepsOf(textOf('.github/workflows/release.yml')).find(
    ({ name }) => name === 'Tag what was built',
  );
  const script = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? 'false'];
  const { status, output } = run(work.path, 'bash', script, {
    GITHUB_REF_NAME: `v${productVersion}`,
  });
  expect(status, output).toBe(0);
});

it('is a tag that holds what was built, the command line to be run, and leaves branches alone', () => {
  const files = runGit(origin, ['ls-tree', '-r', tag]);
  for (const file of built) expect(files).toContain(`\t${file}`);
  expect(files).toMatch(/^100755 blob [0-9a-f]+\tdist\/cli\.js$/m);
  expect(runGit(origin, ['ls-tree', '-r', 'main'])).not.toContain('dist/');
  expect(runGit(origin, ['rev-parse', `${tag}^`])).toBe(runGit(origin, ['rev-parse', 'main']));
});

/** A repository with policies, and a change of it that is staged. */
function changed(replicas: number): GitRepository {
  const repository = repositoryWith({
    '.servingcost.yaml': 'policies: { budgets: { perDeployment: 2000 } }\n',
    'deploy/chat.yaml': llama8bText,
  });
  repository.write('deploy/chat.yaml', llama8bText.replace('replicas: 2', `replicas: ${replicas}`));
  repository.git('add', '--all');
  return repository;
}

describe('its hooks', () => {
  it('are scripts of the release', () => {
    const checkout = folderWith({});
    runGit(checkout, ['clone', '--quiet', '--branch', tag, `file://${origin}`, '.']);
    for (const { entry } of hooks) {
      const [script = '', ...args] = entry.split(' ');
      const call = (replicas: number): Ran =>
        run(changed(replicas).path, join(checkout, script), args);
      expect(call(1)).toMatchObject({ status: 0 });
      expect(call(4)).toMatchObject({
        status: 1,
        output: expect.stringContaining('policy-budget') as string,
      });
    }
  });

  it('look at every file that may hold a config', () => {
    const [{ files = '' } = { files: '' }] = hooks;
    const pattern = new RegExp(files.replace('(?i)', ''), 'i');
    const examples = runGit(root, ['ls-files', 'examples']).split('\n').filter(mayBeConfigPath);
    expect(exampleFolders().length).toBeGreaterThan(30);
    const names = [
      'a/models.config',
      'my_batching_config.txt',
      '.env',
      'prod.env.local',
      'Modelfile',
      'Modelfile.q4',
      'x.hcl',
      'values.yaml.j2',
    ];
    expect(names.filter((name) => !mayBeConfigPath(name))).toEqual([]);
    expect([...examples, ...names].filter((name) => !pattern.test(name))).toEqual([]);
    expect(['README.md', 'main.py', 'a.yaml.orig'].filter((name) => pattern.test(name))).toEqual(
      [],
    );
  });

  it('are run by pre-commit when something is committed', async ({ skip }) => {
    if (findProgram('pre-commit') === undefined && canInstallPackages()) {
      await installPackages('pre-commit').catch(() => undefined);
    }
    const program = findProgram('pre-commit');
    skip(program === undefined, 'pre-commit is not installed and cannot be');
    const commit = (replicas: number, ...args: readonly string[]): Ran => {
      const repository = changed(replicas);
      const hook = { id: 'serving-cost', ...(args.length === 0 ? {} : { args }) };
      writeFileSync(
        join(repository.path, '.pre-commit-config.yaml'),
        JSON.stringify({ repos: [{ repo: `file://${origin}`, rev: tag, hooks: [hook] }] }),
      );
      repository.git('add', '--all');
      const environment = { PRE_COMMIT_HOME: join(folderWith({}), 'cache') };
      const installed = run(repository.path, program ?? '', ['install'], environment);
      expect(installed.status, installed.output).toBe(0);
      return run(repository.path, 'git', ['commit', '--message', 'change'], environment);
    };
    const accepted = commit(1);
    expect(accepted.output).toMatch(/−\$[\d,]+\/mo \(−\d+%\) since HEAD/);
    expect(accepted.status).toBe(0);
    expect(commit(4)).toMatchObject({
      status: 1,
      output: expect.stringContaining('policy-budget') as string,
    });
    const limited = commit(2, '--fail-over', '0');
    expect(limited.status, limited.output).toBe(0);
  });
});
