import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report/reportModel.ts';
import { callCli } from '../support/callCli.ts';
import { repositoryWith } from '../support/gitRepository.ts';
import { parseCsv } from '../support/parseCsv.ts';
import { llamaText } from '../support/sampleTexts.ts';
import { folderWith } from '../support/testFolder.ts';

type Tags = Readonly<Record<string, string>>;

/** Tags and resource of the rows, each combination once. */
async function rowsOf(
  cwd: string,
  args: readonly string[] = [],
  variables: Readonly<Record<string, string>> = {},
): Promise<readonly { readonly tags: Tags; readonly id: string; readonly file: string }[]> {
  const { status, output, warnings } = await callCli(cwd, ['report', ...args, '--format', 'focus'], { env: variables });
  expect({ status, warnings }).toEqual({ status: 0, warnings: '' });
  const rows = parseCsv(output).map((row) =>
    JSON.stringify({ tags: JSON.parse(row.Tags ?? '{}') as Tags, id: row.ResourceId, file: row.x_FilePath }),
  );
  return [...new Set(rows)].map((text) => JSON.parse(text) as { tags: Tags; id: string; file: string });
}

async function tagsOf(...args: Parameters<typeof rowsOf>): Promise<Tags> {
  const [first] = await rowsOf(...args);
  return Object.fromEntries(Object.entries(first?.tags ?? {}).filter(([key]) => key !== 'team'));
}

const clone = (address: string) => {
  const repository = repositoryWith({ 'deploy/llama.yaml': llamaText });
  repository.git('remote', 'add', 'origin', address);
  return { ...repository, head: repository.git('rev-parse', 'HEAD') };
};

const github = {
  GITHUB_REPOSITORY: 'acme/fleet',
  GITHUB_SHA: 'f'.repeat(40),
};

describe('repository and commit of a row', () => {
  test('are those of the clone, by the path of its origin and without what signs in', async () => {
    const { path, head } = clone('https://x-token:secret@github.com/acme/payments.git');
    const rows = await rowsOf(path);
    expect(rows[0]).toEqual({
      tags: { team: 'search', repository: 'acme/payments', commit: head },
      id: expect.stringMatching(/^acme\/payments\/deploy\/llama\.yaml#Deployment\//) as unknown,
      file: 'deploy/llama.yaml',
    });
    // From a folder of it, and by a path from outside.
    expect(await tagsOf(join(path, 'deploy'))).toEqual({ repository: 'acme/payments', commit: head });
    expect(await tagsOf('/', [join(path, 'deploy/llama.yaml')])).toEqual({ repository: 'acme/payments', commit: head });
  });

  test('options win over git, git over the variables of a CI service', async () => {
    const { path, head } = clone('git@gitlab.com:acme/group/search.git');
    expect(await tagsOf(path, [], github)).toEqual({ repository: 'acme/group/search', commit: head });
    expect(await tagsOf(path, ['--repository', 'x', '--commit', '1'], github)).toEqual({ repository: 'x', commit: '1' });
    expect(await tagsOf(path, ['--repository', 'x'], github)).toEqual({ repository: 'x', commit: head });
  });

  test('without git they are those of the service', async () => {
    const plain = folderWith({ 'llama.yaml': llamaText });
    expect(await tagsOf(plain)).toEqual({});
    expect(await tagsOf(plain, [], github)).toEqual({ repository: 'acme/fleet', commit: 'f'.repeat(40) });
    expect(await tagsOf(plain, [], { CI_PROJECT_PATH: 'g/p', CI_COMMIT_SHA: 'a' })).toEqual({ repository: 'g/p', commit: 'a' });
    expect(await tagsOf(plain, [], { BUILD_REPOSITORY_NAME: 'p', BUILD_SOURCEVERSION: 'b' })).toEqual({ repository: 'p', commit: 'b' });
    expect(await tagsOf(plain, [], { BITBUCKET_REPO_FULL_NAME: 'w/p', BITBUCKET_COMMIT: 'c' })).toEqual({ repository: 'w/p', commit: 'c' });
    expect(await tagsOf(plain, [], { ...github, GITHUB_SHA: '' })).toEqual({ repository: 'acme/fleet' });
  });

  test('a repository without an origin has the name of its service, else of its folder', async () => {
    const { path, git } = repositoryWith({ 'llama.yaml': llamaText });
    expect(await tagsOf(path, [], github)).toEqual({ repository: 'acme/fleet', commit: git('rev-parse', 'HEAD') });
    expect(await tagsOf(path)).toEqual({ repository: path.split('/').at(-1), commit: git('rev-parse', 'HEAD') });
  });

  test('several clones in a folder keep their own, whatever job looks at them', async () => {
    const folder = folderWith({ 'loose.yaml': llamaText });
    const heads = ['payments', 'search'].map((name) => {
      const { path, head } = clone(`https://github.com/acme/${name}`);
      renameSync(path, join(folder, `clone of ${name}`));
      return head;
    });
    const rows = await rowsOf(folder, [], github);
    const seen = rows.map(({ tags, file, id }) => [tags.repository, tags.commit, file, id.split('#')[0]]);
    expect(new Set(seen.map((one) => JSON.stringify(one)))).toEqual(
      new Set(
        [
          ['acme/payments', heads[0], 'deploy/llama.yaml', 'acme/payments/deploy/llama.yaml'],
          ['acme/search', heads[1], 'deploy/llama.yaml', 'acme/search/deploy/llama.yaml'],
          [undefined, undefined, 'loose.yaml', 'loose.yaml'],
        ].map((one) => JSON.stringify(one)),
      ),
    );
  });

  test('a submodule is a repository of its own', async () => {
    const inner = clone('https://github.com/acme/inner');
    const outer = clone('https://github.com/acme/outer');
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'vendor/inner');
    outer.git('-C', 'vendor/inner', 'remote', 'set-url', 'origin', 'https://github.com/acme/inner');
    const rows = await rowsOf(outer.path, ['.', 'vendor/inner']);
    expect(new Set(rows.map(({ id }) => id.split('#')[0]))).toEqual(
      new Set(['acme/outer/deploy/llama.yaml', 'acme/inner/deploy/llama.yaml']),
    );
  });

  test('a repository without a commit, or with a broken one, stops nothing', async () => {
    const empty = folderWith({ 'llama.yaml': llamaText });
    mkdirSync(join(empty, '.git'));
    expect(await tagsOf(empty)).toEqual({ repository: empty.split('/').at(-1) });
    const broken = clone('https://github.com/acme/broken');
    rmSync(join(broken.path, '.git', 'objects'), { recursive: true });
    expect((await tagsOf(broken.path)).commit).toBeUndefined();
  });

  test('standard input counts as a file of the current folder', async () => {
    const { path, head } = clone('https://github.com/acme/payments');
    const { output } = await callCli(path, ['report', '-', '--format', 'focus'], { input: llamaText });
    expect(JSON.parse(parseCsv(output)[0]?.Tags ?? '')).toMatchObject({ repository: 'acme/payments', commit: head });
  });
});

describe('options', () => {
  const cwd = folderWith({ 'llama.yaml': llamaText });

  test('--tag adds, in the order of its keys', async () => {
    const { output } = await callCli(cwd, ['report', '--format', 'focus', '--tag', 'tier=1=a', '--tag', '__proto__=x', '--tag', 'cost_center=7']);
    expect(parseCsv(output)[0]?.Tags).toBe('{"team":"search","__proto__":"x","cost_center":"7","tier":"1=a"}');
  });

  test.each([
    [['--tag', 'x'], '--tag x: expected KEY=VALUE.'],
    [['--tag', '=x'], '--tag =x: expected KEY=VALUE.'],
    [['--tag', 'team=x'], '--tag team=x: team comes from the configs or .servingcost.yaml.'],
    [['--tag', 'commit=x'], '--tag commit=x: give --commit instead.'],
    [['--month', '2026-13'], '--month 2026-13: expected a year and a month, such as 2026-07.'],
    [['--month', '2026-07-01'], '--month 2026-07-01: expected a year and a month, such as 2026-07.'],
    [['--billing-account', ' '], '--billing-account: expected the id of an account.'],
  ])('%j is a usage error', async (args, message) => {
    const { status, output, warnings } = await callCli(cwd, ['report', '--format', 'focus', ...args]);
    expect({ status, output, warnings }).toEqual({ status: 2, output: '', warnings: `serving-cost: ${message}\n` });
  });

  test('--out says the format by its name, --billing-account the account', async () => {
    const { status } = await callCli(cwd, ['report', '--out', 'a.focus.csv']);
    expect(status).toBe(0);
    const { output } = await callCli(cwd, ['report', '--format', 'focus', '--billing-account', '123456789012']);
    expect(new Set(parseCsv(output).map((row) => row.BillingAccountId))).toEqual(new Set(['123456789012']));
  });

  test('a report in JSON keeps what the options say, and nothing that depends on the machine', async () => {
    const { path } = clone('https://github.com/acme/payments');
    const jsonOf = async (...args: readonly string[]) =>
      JSON.parse((await callCli(path, ['report', '--format', 'json', ...args], { env: github })).output) as Report;
    expect((await jsonOf()).repositories).toEqual([]);
    const [repository] = (await jsonOf('--repository', 'a/b', '--commit', 'c', '--tag', 'k=v')).repositories;
    expect(repository).toMatchObject({ name: 'a/b', commit: 'c', folder: null, tags: { k: 'v' }, deployments: 2 });
  });
});

test('hostile names stay on their line and are no formulas', async () => {
  const name = '=HYPERLINK("http://x")\\r\\nnext';
  const cwd = folderWith({
    'servers.json': '{}',
    'litellm.yaml': `model_list:\n  - model_name: "${name.replaceAll('"', '\\"')}"\n    litellm_params: { model: openai/gpt-4o-mini }\n`,
    '.servingcost.yaml': 'workload: { requestsPerSecond: 1 }\n',
  });
  const { output } = await callCli(cwd, ['report', '--format', 'focus']);
  const rows = parseCsv(output);
  expect(rows.length).toBeGreaterThan(0);
  expect(output.split('\r\n')).toHaveLength(rows.length + 2);
  for (const row of rows) expect(row.ResourceName).toMatch(/^'=HYPERLINK\("http:\/\/x"\) next$/);
});
