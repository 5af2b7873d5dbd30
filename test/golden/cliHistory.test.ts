import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { History, HistoryCommit } from '../../src/core/history/historyModel.ts';
import type { Report } from '../../src/core/report/reportModel.ts';
import { callCli } from '../support/callCli.ts';
import { importCommits, repositoryWith, runGit } from '../support/gitRepository.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { llamaText } from '../support/sampleTexts.ts';
import { folderWith } from '../support/testFolder.ts';

const more = (replicas: number): string =>
  llama8bText.replace('replicas: 2', `replicas: ${replicas}`);
const named = (name: string): string => llama8bText.replace('name: chat ', `name: ${name} `);

async function historyOf(cwd: string, ...args: readonly string[]): Promise<History> {
  const { status, output, warnings } = await callCli(cwd, ['history', ...args, '--format', 'json']);
  expect([status, warnings]).toEqual([0, '']);
  return JSON.parse(output) as History;
}

/** What is told in short: newest first. */
const told = ({ commits }: History): readonly unknown[] =>
  commits.map(({ subject, deployments, changed }) => [
    subject,
    deployments,
    ...changed.map(({ name, change }) => `${name} ${change}`),
  ]);

async function reported(cwd: string): Promise<Report> {
  const { output } = await callCli(cwd, ['report', '--format', 'json']);
  return JSON.parse(output) as Report;
}

const monthOf = (commit: HistoryCommit | undefined): number | null => commit?.monthly.expected ?? null;

describe('commit by commit', () => {
  test('the month of each commit is the one a report had then, and differences add up', async () => {
    const { path, git, write, remove, commit } = repositoryWith({ 'README.md': 'Serving.\n' });
    write('chat.yaml', llama8bText);
    commit('chat');
    write('README.md', 'Nothing that costs.\n');
    commit('words');
    write('chat.yaml', more(5));
    write('new/llama.yaml', llamaText);
    commit('more');
    remove('chat.yaml');
    commit('less');
    const history = await historyOf(path);
    expect(told(history)).toEqual([
      ['less', 2, 'chat removed'],
      ['more', 3, 'chat changed', 'llama-70b added', 'reranker added'],
      ['chat', 1, 'chat added'],
    ]);
    const names = git('rev-list', 'HEAD').split('\n');
    expect(history.commits.map(({ commit: name }) => name)).toEqual([names[0], names[1], names[3]]);
    expect(history.commits[0]).toMatchObject({ parent: names[1], date: '2026-11-01T12:00:00Z' });
    let before = 0;
    for (const one of history.commits.toReversed()) {
      git('checkout', '--quiet', one.commit);
      const { totals } = await reported(path);
      expect(one.monthly).toEqual({ min: totals.min, expected: totals.expected, max: totals.max, lowerBound: false });
      expect(one.delta).toBeCloseTo((totals.expected ?? NaN) - before, 6);
      before = totals.expected ?? NaN;
    }
  });

  test('assumptions count as they were then; the currency is the one of now', async () => {
    const { path, write, commit } = repositoryWith({ 'a/chat.yaml': llama8bText });
    write('.servingcost.yaml', 'region: eu-central-1\n');
    commit('region');
    write('.servingcost.yaml', 'region: eu-central-1\ncurrency: { code: EUR, perUsd: 0.5, asOf: 2026-11-20 }\n');
    commit('euro');
    const history = await historyOf(join(path, 'a'));
    expect(told(history)).toEqual([['euro', 1], ['region', 1, 'chat changed'], ['first', 1, 'chat added']]);
    expect([history.currency, history.exchangeRate.perUsd]).toEqual(['EUR', 0.5]);
    const [euro, region, first] = history.commits;
    expect(euro?.delta).toBe(0);
    expect(monthOf(euro)).toBe(monthOf(region));
    expect(monthOf(region)).toBeGreaterThan(monthOf(first) ?? Infinity);
    expect(history.commits[2]?.changed[0]?.file).toBe('chat.yaml');
    const dollars = await historyOf(join(path, 'a'), '--currency', 'JPY=150');
    expect(monthOf(dollars.commits[0])).toBeCloseTo((monthOf(euro) ?? NaN) * 300, 3);
  });

  test('files that are moved and deployments that are renamed stay the same', async () => {
    const { path, git, write, commit } = repositoryWith({ 'a file.yaml': llama8bText });
    mkdirSync(join(path, 'in a folder'));
    git('mv', 'a file.yaml', 'in a folder/chat ü "1".yaml');
    commit('moved');
    write('in a folder/chat ü "1".yaml', named('talk'));
    commit('renamed');
    const [renamed, moved] = (await historyOf(path)).commits;
    expect(moved).toMatchObject({ delta: 0, changed: [{ name: 'chat', change: 'changed', renamedFrom: { file: 'a file.yaml' } }] });
    expect(renamed).toMatchObject({ delta: 0, changed: [{ name: 'talk', renamedFrom: { name: 'chat' } }] });
    expect(renamed?.changed[0]?.file).toBe('in a folder/chat ü "1".yaml');
  });

  test('merges are told as what they brought; their commits when asked for', async () => {
    const { path, git, write, commit } = repositoryWith({ 'chat.yaml': llama8bText });
    git('switch', '--quiet', '--create', 'feature');
    write('chat.yaml', more(3));
    commit('three');
    write('chat.yaml', more(4));
    commit('four');
    git('switch', '--quiet', 'main');
    write('llama.yaml', llamaText);
    commit('llama');
    git('merge', '--quiet', '--no-ff', '-m', 'merged', 'feature');
    const history = await historyOf(path);
    expect(told(history)).toEqual([
      ['merged', 3, 'chat changed'],
      ['llama', 3, 'llama-70b added', 'reranker added'],
      ['first', 1, 'chat added'],
    ]);
    expect(told(await historyOf(path, '--first-parent'))).toEqual(told(history));
    const all = await historyOf(path, '--all-parents');
    expect(all.commits.map(({ subject }) => subject).sort()).toEqual(['first', 'four', 'llama', 'merged', 'three']);
    const four = all.commits.find(({ subject }) => subject === 'four');
    expect(four?.delta).toBeCloseTo((history.commits[0]?.delta ?? NaN) / 2, 4);
  });

  test('only the paths that were asked for, also one that is gone', async () => {
    const { path, write, remove, commit } = repositoryWith({ 'a/chat.yaml': llama8bText, 'b/talk.yaml': named('talk') });
    write('a/chat.yaml', more(4));
    commit('a');
    remove('b');
    commit('no b');
    expect(told(await historyOf(path, 'b'))).toEqual([['no b', 0, 'talk removed'], ['first', 1, 'talk added']]);
    expect(monthOf((await historyOf(path, 'b')).commits[0])).toBe(0);
    expect(told(await historyOf(join(path, 'a')))).toEqual([['a', 1, 'chat changed'], ['first', 1, 'chat added']]);
    const { status, warnings } = await callCli(path, ['history', 'nowhere']);
    expect([status, warnings]).toEqual([2, expect.stringContaining('nowhere: no such file or folder, here or in the history')]);
  });

  test('a span of time, and so many commits at most', async () => {
    const { path } = repositoryWith({ 'README.md': '' });
    importCommits(path, 10, (index) => more(2 + index));
    const days = (history: History): readonly string[] => history.commits.map(({ date }) => date.slice(0, 10));
    expect(days(await historyOf(path, '--since', '2026-01-09'))).toEqual(['2026-01-10', '2026-01-09']);
    expect(days(await historyOf(path, '--until', '2026-01-02'))).toEqual(['2026-01-02', '2026-01-01']);
    expect(days(await historyOf(path, '--since=2026-01-03T00:00:01Z', '--until=2026-01-04'))).toEqual(['2026-01-04', '2026-01-03']);
    const two = await historyOf(path, '--max-count', '2');
    expect(days(two)).toEqual(['2026-01-10', '2026-01-09']);
    expect(two.commits[1]?.delta).toBeGreaterThan(0);
    expect((await historyOf(path, '--since', '2027-01-01')).commits).toEqual([]);
  });
});

describe('what cannot be read', () => {
  test('a row that says so, and never zero', async () => {
    const { path, write, commit } = repositoryWith({ 'chat.yaml': llama8bText });
    write('chat.yaml', `${llama8bText.slice(0, 300)}\n  - [ broken\n: {`);
    commit('broken');
    writeFileSync(join(path, 'chat.yaml'), Buffer.from(llama8bText.replace('the public', 'for caf\u00e9'), 'latin1'));
    commit('latin');
    write('chat.yaml', llama8bText);
    write('other.yaml', `<<<<<<< a\n${named('a')}=======\n${named('b')}>>>>>>> b\n`);
    commit('conflict');
    write('other.yaml', named('other'));
    commit('healed');
    const history = await historyOf(path);
    const [healed, conflict, latin, broken, first] = history.commits;
    expect(first?.monthly.lowerBound).toBe(false);
    expect(broken?.unread[0]?.file).toBe('chat.yaml');
    expect([broken?.monthly.lowerBound, broken?.delta]).toEqual([true, null]);
    expect(monthOf(broken)).not.toBe(0);
    expect(latin?.monthly).toEqual({ min: null, expected: null, max: null, lowerBound: true });
    expect(latin?.unread).toEqual([{ file: 'chat.yaml', reason: 'is not UTF-8 text' }]);
    expect(conflict?.unread[0]?.reason).toContain('merge conflict');
    expect([conflict?.monthly.expected, conflict?.monthly.lowerBound, conflict?.delta]).toEqual([monthOf(first), true, null]);
    expect(healed).toMatchObject({ unread: [], delta: null, monthly: { lowerBound: false } });
    const { output } = await callCli(path, ['history']);
    expect(output).toMatch(/not known\s+not known\s+latin/);
    expect(output).toContain('chat.yaml was not read: is not UTF-8 text');
  });

  test('what stays unread does not hide what changes beside it', async () => {
    const broken = `${llama8bText.slice(0, 300)}\n  - [ broken\n: {`;
    const { path, write, commit } = repositoryWith({ 'broken.yaml': broken, 'chat.yaml': llama8bText });
    write('chat.yaml', more(4));
    commit('four');
    const [four] = (await historyOf(path)).commits;
    expect(four?.monthly.lowerBound).toBe(true);
    expect(four?.delta).toBeGreaterThan(0);
  });

  test('a shallow clone says that the history is cut', async () => {
    const origin = repositoryWith({ 'chat.yaml': llama8bText });
    for (const replicas of [3, 4, 5]) {
      origin.write('chat.yaml', more(replicas));
      origin.commit(String(replicas));
    }
    const clone = join(folderWith({}), 'clone');
    runGit(origin.path, ['clone', '--quiet', '--depth=2', `file://${origin.path}`, clone]);
    const history = await historyOf(clone);
    expect(history.shallow).toBe(true);
    expect(history.commits.map(({ subject, delta }) => [subject, delta === null])).toEqual([['5', false], ['4', true]]);
    expect(history.commits[1]?.changed).toEqual([]);
    expect((await callCli(clone, ['history'])).output).toContain('git fetch --unshallow');
    expect((await historyOf(clone, '--max-count', '1')).shallow).toBe(false);
    expect((await historyOf(origin.path)).shallow).toBe(false);
  });

  test('a partial clone lacks files, and nothing is fetched for it', async () => {
    const origin = repositoryWith({ 'chat.yaml': llama8bText });
    origin.git('config', 'uploadpack.allowFilter', 'true');
    origin.write('chat.yaml', more(3));
    origin.commit('three');
    const blobless = join(folderWith({}), 'clone');
    runGit(origin.path, ['clone', '--quiet', '--filter=blob:none', `file://${origin.path}`, blobless]);
    // A program that the repository names for its remote must not run.
    const trap = join(blobless, 'trap');
    runGit(blobless, ['config', 'remote.origin.uploadpack', `touch ${trap}; git-upload-pack`]);
    const cacheFolder = folderWith({});
    const call = () => callCli(blobless, ['history', '--format', 'json'], { cacheFolder });
    const { commits } = JSON.parse((await call()).output) as History;
    expect(commits.map(({ unread, monthly }) => [unread.map(({ reason }) => reason), monthly.expected === null])).toEqual([
      [[], false],
      [['is not in this clone'], true],
    ]);
    expect(commits[0]?.delta).toBeNull();
    expect(readdirSync(blobless)).not.toContain('trap');
    // What is fetched later is read then.
    runGit(blobless, ['config', '--unset', 'remote.origin.uploadpack']);
    runGit(blobless, ['cat-file', '-p', 'HEAD~1:chat.yaml']);
    const then = JSON.parse((await call()).output) as History;
    expect(then.commits[1]?.unread).toEqual([]);
  });

  test('files of a treeless clone are one gap, not a row for each commit', async () => {
    const origin = repositoryWith({ 'chat.yaml': llama8bText });
    origin.git('config', 'uploadpack.allowFilter', 'true');
    for (const replicas of [3, 4, 5]) {
      origin.write('chat.yaml', more(replicas));
      origin.commit(String(replicas));
    }
    const treeless = join(folderWith({}), 'clone');
    runGit(origin.path, ['clone', '--quiet', '--filter=tree:0', `file://${origin.path}`, treeless]);
    const { commits } = await historyOf(treeless);
    expect(commits.map(({ subject, monthly }) => [subject, monthly.expected === null])).toEqual([['5', false], ['first', true]]);
    expect(commits[1]?.unread).toEqual([{ file: null, reason: 'The files of this commit are not in this clone.' }]);
  });
});

describe('hostile repositories', () => {
  test('subjects and names are inert in every format', async () => {
    const { path, write, commit } = repositoryWith({});
    write('--out=x.yaml', named('"=cmd()"'));
    write('line\nbreak.yaml', named('b'));
    commit('=HYPERLINK("http://evil")|**x** <img> @you #1 \u001b[31m');
    const csv = (await callCli(path, ['history', '--format', 'csv'])).output;
    expect(csv).toContain('"\'=HYPERLINK(""http://evil"")|');
    expect(csv).toContain(",'=cmd(); b,");
    const markdown = (await callCli(path, ['history', '--format', 'markdown'])).output;
    expect(markdown).toContain('\\|\\*\\*x\\*\\* &lt;img&gt; &#64;you &#35;1');
    const text = (await callCli(path, ['history'])).output;
    expect(text).not.toContain('\u001b');
    expect(text.split('\n').every((line) => Array.from(line).length <= 100)).toBe(true);
    expect(readdirSync(path).sort()).toEqual(['--out=x.yaml', '.git', 'line\nbreak.yaml']);
  });

  test('commits that no program of today would write', async () => {
    const { path } = repositoryWith({ 'chat.yaml': llama8bText });
    const text = more(3);
    const head = 'commit refs/heads/main\n';
    const who = 'A <a@example.com>';
    const file = `M 100644 inline chat.yaml\ndata ${text.length}\n${text}\n`;
    const latin = Buffer.from('Preis f\u00fcr K\u00f6ln', 'latin1');
    runGitBytes(path, [
      `${head}author ${who} 99999999999999 +0000\ncommitter ${who} 1700000000 +0000\nencoding ISO-8859-1\ndata ${latin.length}\n`,
      latin,
      `\nfrom refs/heads/main^0\n${file}\n`,
    ]);
    const [odd] = (await historyOf(path)).commits;
    expect([odd?.subject, odd?.date]).toEqual(['Preis für Köln', '']);
    expect((await callCli(path, ['history'])).output).toMatch(/^no date /m);
  });

  test('a signature is not checked by the program that the repository names', async () => {
    const { path, git } = repositoryWith({ 'chat.yaml': llama8bText });
    const trap = join(path, 'trap.sh');
    writeFileSync(trap, `#!/bin/sh\ntouch ${join(path, 'trapped')}\n`, { mode: 0o755 });
    for (const [key, value] of [
      ['log.showSignature', 'true'],
      ['gpg.program', trap],
      ['core.fsmonitor', trap],
      ['core.pager', trap],
      ['diff.external', trap],
      ['core.hooksPath', path],
    ] as const) git('config', key, value);
    expect((await historyOf(path)).commits).toHaveLength(1);
    expect(readdirSync(path)).not.toContain('trapped');
  });

  test('links, submodules and deep folders are left alone', async () => {
    const { path, git, write, commit } = repositoryWith({ 'chat.yaml': llama8bText });
    const deep = `${'a/'.repeat(120)}deep.yaml`;
    write(deep, named('deep'));
    git('config', 'core.symlinks', 'true');
    runGit(path, ['update-index', '--add', '--cacheinfo', `120000,${git('hash-object', '-w', 'chat.yaml')},link.yaml`]);
    commit('odd');
    expect(told(await historyOf(path))).toEqual([['first', 1, 'chat added']]);
  });
});

describe('wrong usage', () => {
  test.each([
    [['--since', 'yesterday'], 'expected a day such as'],
    [['--until', '2026-02-30'], 'expected a day such as'],
    [['--until', '2026-13-45'], 'expected a day such as'],
    [['--max-count', '0'], 'expected a number of commits'],
    [['--format', 'html'], 'expected one of text, markdown, csv, json'],
    [['--first-parent', '--all-parents'], 'only one of them'],
    [['..'], 'is in no git repository'],
  ])('%j is refused with status 2', async (args, reason) => {
    const { path } = repositoryWith({ 'chat.yaml': llama8bText });
    const { status, warnings, output } = await callCli(path, ['history', ...args]);
    expect([status, output]).toEqual([2, '']);
    expect(warnings).toContain(reason);
  });

  test('outside of a repository, and in one without a commit', async () => {
    const folder = folderWith({ 'chat.yaml': llama8bText });
    expect(await callCli(folder, ['history'])).toMatchObject({ status: 2, warnings: expect.stringContaining('is in no git repository') as string });
    runGit(folder, ['init', '--quiet']);
    expect(await callCli(folder, ['history'])).toMatchObject({ status: 2, warnings: expect.stringContaining('There is no commit yet') as string });
  });

  test('the name of the file says the format; nothing found is told', async () => {
    const { path } = repositoryWith({ 'README.md': '' });
    expect((await callCli(path, ['history'])).output).toContain('No commit touches a serving config.');
    const { status, output } = await callCli(path, ['history', '--out', 'cost.csv']);
    expect([status, output]).toEqual([0, '']);
    expect(readFileSync(join(path, 'cost.csv'), 'utf8')).toMatch(/^commit,date,subject,deployments,monthly_min_usd,/);
    rmSync(join(path, 'cost.csv'));
  });
});

function runGitBytes(path: string, parts: readonly (string | Buffer)[]): void {
  const input = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  runGit(path, ['fast-import', '--quiet', '--force', '--date-format=raw-permissive'], input);
  runGit(path, ['reset', '--quiet', '--hard']);
}
