import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { History, HistoryCommit } from '../../src/core/history/historyModel.ts';
import { callCli } from '../support/callCli.ts';
import { importCommits, repositoryWith, runGit } from '../support/gitRepository.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { folderWith } from '../support/testFolder.ts';

const more = (replicas: number): string =>
  llama8bText.replace('replicas: 2', `replicas: ${replicas}`);

const monthOf = (commit: HistoryCommit | undefined): number | null => commit?.monthly.expected ?? null;

describe('what is kept', () => {
  const keptIn = (cacheFolder: string): string => {
    const folder = join(cacheFolder, 'history');
    return join(folder, readdirSync(folder)[0] ?? '');
  };

  test('a second run says the same, and reads no file again', async () => {
    const { path } = repositoryWith({ 'README.md': '' });
    importCommits(path, 1000, (index) => more(2 + (index % 7)));
    const cacheFolder = folderWith({});
    const first = await callCli(path, ['history', '--format', 'csv'], { cacheFolder, interactive: true });
    expect(first.output.split('\r\n')).toHaveLength(1002);
    const kept = readFileSync(keptIn(cacheFolder), 'utf8');
    const fresh = await callCli(path, ['history', '--format', 'csv', '--no-cache']);
    expect(fresh.output).toBe(first.output);
    removeBlobs(path);
    const second = await callCli(path, ['history', '--format', 'csv'], { cacheFolder });
    expect(second.output).toBe(first.output);
    expect(readFileSync(keptIn(cacheFolder), 'utf8')).toBe(kept);
    // Without the files only what is kept can answer.
    const lost = await callCli(path, ['history', '--format', 'csv', '--no-cache']);
    expect(lost.output).toContain('chat.yaml was not read: is not in this clone');
  });

  test('new commits are added to it; another environment has its own', async () => {
    const { path, write, commit } = repositoryWith({ 'chat.yaml': llama8bText });
    const cacheFolder = folderWith({});
    const call = async (...args: readonly string[]) =>
      JSON.parse((await callCli(path, ['history', '--format', 'json', ...args], { cacheFolder })).output) as History;
    const [first] = (await call()).commits;
    write('chat.yaml', more(3));
    commit('three');
    const { commits } = await call();
    expect(commits[1]).toEqual(first);
    expect(commits[0]?.delta).toBeGreaterThan(0);
    const far = await call('--region', 'eu-central-1');
    expect(monthOf(far.commits[1])).toBeGreaterThan(monthOf(first) ?? Infinity);
    expect(readdirSync(join(cacheFolder, 'history'))).toHaveLength(2);
    write('other.yaml', 'region: us-west-2\n');
    await call('--assumptions', 'other.yaml');
    write('other.yaml', 'region: us-east-2\n');
    await call('--assumptions', 'other.yaml');
    expect(readdirSync(join(cacheFolder, 'history'))).toHaveLength(4);
    expect(await call('--no-cache')).toEqual(await call());
  });

  test.each(['', '{', '[]', '{"version":1}', '{"version":1,"names":{},"currencies":{},"costs":{"a b":{"deployments":"x"}}}'])(
    'a damaged file counts as none: %s',
    async (damage) => {
      const { path } = repositoryWith({ 'chat.yaml': llama8bText });
      const cacheFolder = folderWith({});
      const call = () => callCli(path, ['history', '--format', 'json'], { cacheFolder });
      const { output } = await call();
      writeFileSync(keptIn(cacheFolder), damage);
      expect((await call()).output).toBe(output);
      expect(readFileSync(keptIn(cacheFolder), 'utf8')).toMatch(/^\{"version":1,"names":\{"/);
    },
  );

  test('a folder that cannot be written to is no reason to fail', async () => {
    const { path } = repositoryWith({ 'chat.yaml': llama8bText });
    const file = join(folderWith({ taken: '' }), 'taken');
    const { status, warnings } = await callCli(path, ['history'], { cacheFolder: file });
    expect([status, warnings]).toEqual([0, '']);
  });
});

/** Leaves commits and folders, and no file. */
function removeBlobs(path: string): void {
  const kept = runGit(path, ['rev-list', '--objects', '--all', '--filter=blob:none']);
  const ids = kept.split('\n').map((line) => line.split(' ')[0] ?? '');
  const packs = join(path, '.git/objects/pack');
  const old = readdirSync(packs);
  runGit(path, ['pack-objects', '--quiet', join(packs, 'pack')], ids.join('\n'));
  for (const name of old) rmSync(join(packs, name));
  for (const name of readdirSync(join(path, '.git/objects'))) {
    if (name.length === 2) rmSync(join(path, '.git/objects', name), { recursive: true });
  }
}
