import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Review } from '../../src/core/review/reviewModel.ts';
import { callCli } from '../support/callCli.ts';
import { longHistory, repositoryWith, runGit } from '../support/gitRepository.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { llamaText } from '../support/sampleTexts.ts';
import { folderWith } from '../support/testFolder.ts';

const more = (replicas: number): string =>
  llama8bText.replace('replicas: 2', `replicas: ${replicas}`);

async function since(cwd: string, ref: string, ...args: readonly string[]): Promise<Review> {
  const { output, warnings } = await callCli(cwd, ['diff', '--base', ref, ...args, '--format', 'json']);
  expect(warnings).toBe('');
  return JSON.parse(output) as Review;
}

const changes = ({ deployments }: Review): Readonly<Record<string, string>> =>
  Object.fromEntries(deployments.map(({ name, change }) => [name, change]));

describe('against a commit', () => {
  test('what was edited, added and removed since, committed or not', async () => {
    const { path, write, remove, commit } = repositoryWith({
      'chat.yaml': llama8bText,
      'gone.yaml': llama8bText.replace('name: chat ', 'name: gone '),
    });
    write('chat.yaml', more(3));
    commit('three');
    write('chat.yaml', more(4));
    write('new/llama.yaml', llamaText);
    remove('gone.yaml');
    const review = await since(path, 'HEAD~1');
    expect(changes(review)).toEqual({ chat: 'changed', 'llama-70b': 'added', reranker: 'added', gone: 'removed' });
    expect(review.base.name).toBe('HEAD~1');
    expect(review.deployments[0]?.changed).toEqual([{ field: 'replicas', before: 2, after: 4 }]);
    expect((await since(path, 'HEAD')).deployments[0]?.changed).toEqual([{ field: 'replicas', before: 3, after: 4 }]);
  });

  test('a branch, from the commit it left the other at', async () => {
    const { path, git, write, commit } = repositoryWith({ 'chat.yaml': llama8bText, 'llama.yaml': llamaText });
    git('switch', '--quiet', '--create', 'feature');
    write('chat.yaml', more(4));
    commit('four');
    git('switch', '--quiet', 'main');
    write('llama.yaml', llamaText.replace('replicas: 2', 'replicas: 7'));
    commit('elsewhere');
    git('switch', '--quiet', 'feature');
    const fromMergeBase = await since(path, 'main', '--merge-base');
    expect(changes(fromMergeBase)).toMatchObject({ chat: 'changed', 'llama-70b': 'same' });
    expect(fromMergeBase.base.name).toBe('the merge base with main');
    expect(changes(await since(path, 'main'))).toMatchObject({ chat: 'changed', 'llama-70b': 'changed' });
    git('merge', '--quiet', '--no-edit', 'main');
    expect(changes(await since(path, 'main'))).toMatchObject({ chat: 'changed', 'llama-70b': 'same' });
  });

  test('files that were moved, and deployments that were renamed', async () => {
    const { path, git, write, commit } = repositoryWith({ 'a file.yaml': llama8bText, 'llama.yaml': llamaText });
    mkdirSync(join(path, 'in a folder'));
    git('mv', 'a file.yaml', 'in a folder/chat ü.yaml');
    commit('moved');
    const moved = await since(path, 'HEAD~1');
    const chat = moved.deployments.find(({ name }) => name === 'chat');
    expect(chat).toMatchObject({ change: 'changed', delta: 0, file: 'in a folder/chat ü.yaml', renamedFrom: { file: 'a file.yaml' } });
    expect(moved.lines).toEqual([]);
    write('in a folder/chat ü.yaml', more(3).replace('name: chat ', 'name: talk '));
    const renamed = await since(path, 'HEAD~1');
    const talk = renamed.deployments.find(({ name }) => name === 'talk');
    expect(talk?.renamedFrom?.name).toBe('chat');
    expect(renamed.deployments).toHaveLength(3);
    expect(renamed.lines).toEqual([expect.objectContaining({ text: 'replicas: 3', deployments: ['talk'] })]);
  });

  test('from a folder of the repository, and files outside of it left alone', async () => {
    const { path, write } = repositoryWith({
      '.servingcost.yaml': 'region: us-west-2\n',
      'a/chat.yaml': llama8bText,
      'b/llama.yaml': llamaText,
    });
    write('a/chat.yaml', more(3));
    write('b/llama.yaml', '');
    write('.servingcost.yaml', 'region: eu-central-1\n');
    const review = await since(join(path, 'a'), 'HEAD');
    expect(changes(review)).toEqual({ chat: 'changed' });
    expect(review.deployments[0]?.file).toBe('chat.yaml');
    expect(review.deployments[0]?.changed.map(({ field }) => field)).toContain('replicas');
    expect(review.deployments[0]?.changed.map(({ field }) => field)).toContain('region');
    expect(changes(await since(path, 'HEAD', 'b'))).toEqual({ 'llama-70b': 'removed', reranker: 'removed' });
  });

  test('a path that is only in the commit', async () => {
    const { path, remove } = repositoryWith({ 'a/chat.yaml': llama8bText, 'b/llama.yaml': llamaText });
    remove('a');
    expect(changes(await since(path, 'HEAD', 'a'))).toEqual({ chat: 'removed' });
    const { status, warnings } = await callCli(path, ['diff', '--base', 'HEAD', 'nowhere']);
    expect([status, warnings]).toEqual([2, expect.stringContaining('nowhere: no such file or folder, here or in HEAD')]);
  });

  test('globs and excludes hold on both sides', async () => {
    const { path, write, remove } = repositoryWith({
      'a/prod/chat.yaml': llama8bText,
      'b/prod/gone.yaml': llama8bText.replace('name: chat ', 'name: gone '),
      'b/dev/.servingcost.yaml': 'region: us-west-2\n',
      'b/dev/llama.yaml': llamaText,
    });
    write('a/prod/chat.yaml', more(3));
    remove('b/prod');
    expect(changes(await since(path, 'HEAD', '**/prod'))).toEqual({ chat: 'changed', gone: 'removed' });
    expect(changes(await since(path, 'HEAD', 'b/prod/*.yaml'))).toEqual({ gone: 'removed' });
    expect(changes(await since(path, 'HEAD', '--exclude', 'prod/'))).toEqual({ 'llama-70b': 'same', reranker: 'same' });
    write('b/dev/.servingcost.yaml', '');
    const moved = await since(path, 'HEAD', 'b/*/*.yaml', '--exclude', '/b/prod');
    expect(moved.deployments[0]?.changed.map(({ field }) => field)).toContain('region');
    const { status, warnings } = await callCli(path, ['diff', '--base', 'HEAD', 'c/*.yaml']);
    expect([status, warnings]).toEqual([2, expect.stringContaining('c/*.yaml: no such file or folder, here or in HEAD')]);
  });

  test('an exclude list of its own on each side', async () => {
    const { path, write, commit } = repositoryWith({ 'chat.yaml': llama8bText, 'old/llama.yaml': llamaText });
    write('.servingcost.yaml', 'exclude: [old/]\n');
    expect(changes(await since(path, 'HEAD'))).toEqual({ chat: 'same', 'llama-70b': 'removed', reranker: 'removed' });
    commit('excluded');
    write('old/llama.yaml', llamaText.replace('replicas: 2', 'replicas: 7'));
    const review = await since(path, 'HEAD');
    expect(changes(review)).toEqual({ chat: 'same' });
    expect(review.lines).toEqual([]);
  });

  test('the config.json of a model of one’s own, as it was in the commit, also where it is excluded', async () => {
    const dimensions = (layers: number): string =>
      JSON.stringify({ model_type: 'llama', architectures: ['LlamaForCausalLM'], num_hidden_layers: layers, hidden_size: 4096, num_attention_heads: 32, num_key_value_heads: 8, intermediate_size: 14336, vocab_size: 128256, torch_dtype: 'bfloat16' });
    const { path, write } = repositoryWith({
      '.servingcost.yaml': 'models:\n  acme/chat: { config: weights/config.json }\nexclude: [weights/]\n',
      'weights/config.json': dimensions(32),
      'deploy/chat.yaml': llama8bText.replace(/meta-llama\/[\w.-]+/, 'acme/chat'),
    });
    const unchanged = await since(path, 'HEAD', 'deploy');
    expect(changes(unchanged)).toEqual({ chat: 'same' });
    expect(unchanged.deployments[0]?.unit.perMillionTokens.before).toBeGreaterThan(0);
    write('weights/config.json', dimensions(16));
    const { deployments } = await since(path, 'HEAD', 'deploy');
    const { before, after } = deployments[0]?.performance.tpotMs ?? {};
    expect(after).toBeLessThan((before ?? NaN) * 0.7);
  });

  test('other line ends in the work tree are no difference', async () => {
    const { path, git, write } = repositoryWith({ 'chat.yaml': llama8bText });
    git('config', 'core.autocrlf', 'true');
    write('chat.yaml', llama8bText.replaceAll('\n', '\r\n'));
    expect((await since(path, 'HEAD')).lines).toEqual([]);
    write('chat.yaml', more(3).replaceAll('\n', '\r\n'));
    expect((await since(path, 'HEAD')).lines).toEqual([expect.objectContaining({ text: 'replicas: 3' })]);
  });
});

describe('repositories of all kinds', () => {
  test('a detached head', async () => {
    const { path, git, write, commit } = repositoryWith({ 'chat.yaml': llama8bText });
    write('chat.yaml', more(3));
    commit('three');
    git('checkout', '--quiet', 'HEAD~1');
    expect((await since(path, 'main')).totals.delta).toBeLessThan(0);
  });

  test('a shallow clone says what it lacks, and how to get it', async () => {
    const origin = repositoryWith({ 'chat.yaml': llama8bText });
    const first = origin.git('rev-parse', 'HEAD');
    origin.write('chat.yaml', more(3));
    origin.commit('three');
    const clone = join(folderWith({}), 'clone');
    runGit(origin.path, ['clone', '--quiet', '--depth=1', `file://${origin.path}`, clone]);
    const refused = await callCli(clone, ['diff', '--base', first]);
    expect([refused.status, refused.warnings]).toEqual([2, expect.stringMatching(/shallow.*git fetch --depth=1/)]);
    expect((await since(clone, 'HEAD')).totals.delta).toBe(0);
  });

  test('a partial clone says what it lacks: left out, it would look like added', async () => {
    const origin = repositoryWith({ 'chat.yaml': llama8bText });
    origin.git('config', 'uploadpack.allowFilter', 'true');
    origin.write('chat.yaml', more(3));
    origin.commit('three');
    const clone = join(folderWith({}), 'clone');
    runGit(origin.path, ['clone', '--quiet', '--filter=blob:none', `file://${origin.path}`, clone]);
    const refused = await callCli(clone, ['diff', '--base', 'HEAD~1']);
    expect([refused.status, refused.warnings]).toEqual([2, expect.stringMatching(/chat\.yaml as it was then is not in this clone/)]);
    const [, advice = ''] = /(git diff --stat \w+)/.exec(refused.warnings) ?? [];
    runGit(clone, advice.split(' ').slice(1));
    expect(changes(await since(clone, 'HEAD~1'))).toEqual({ chat: 'changed' });
  });

  test('a kustomization at the top of the repository', async () => {
    const { path, write } = repositoryWith({
      'kustomization.yaml': 'resources: [chat.yaml]\nreplicas: [{ name: chat, count: 3 }]\n',
      'chat.yaml': llama8bText,
    });
    write('README.md', 'Nothing.\n');
    expect(changes(await since(path, 'HEAD'))).toEqual({ chat: 'same' });
  });

  test('a submodule is a repository of its own', async () => {
    const inner = repositoryWith({ 'inner.yaml': llamaText });
    const { path, git, write, commit } = repositoryWith({ 'chat.yaml': llama8bText });
    git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', `file://${inner.path}`, 'sub');
    commit('submodule');
    write('chat.yaml', more(3));
    expect(changes(await since(path, 'HEAD'))).toEqual({ chat: 'changed' });
    write('sub/inner.yaml', llamaText.replace('replicas: 2', 'replicas: 5'));
    expect(changes(await since(join(path, 'sub'), 'HEAD'))).toMatchObject({ 'llama-70b': 'changed' });
  });

  test('a thousand commits', async () => {
    const { path } = repositoryWith({ 'chat.yaml': llama8bText });
    longHistory(path, 'chat.yaml', 1000, (index) => more(2 + (index % 7)));
    const review = await since(path, 'HEAD~900');
    expect(review.deployments).toHaveLength(1);
    expect(review.deployments[0]?.changed.length).toBeLessThanOrEqual(1);
  });

  test('what git sets for its hooks is not about other folders', async () => {
    const { path, git, write } = repositoryWith({ 'sub/chat.yaml': llama8bText });
    const tree = join(folderWith({}), 'tree');
    git('worktree', 'add', '--quiet', tree);
    write('sub/chat.yaml', more(3));
    writeFileSync(join(tree, 'sub/chat.yaml'), more(4));
    vi.stubEnv('GIT_DIR', join(path, '.git/worktrees/tree'));
    vi.stubEnv('GIT_INDEX_FILE', join(path, '.git/worktrees/tree/index'));
    vi.stubEnv('GIT_PREFIX', 'sub/');
    for (const [cwd, replicas] of [[join(tree, 'sub'), 4], [join(path, 'sub'), 3]] as const) {
      const { deployments } = await since(cwd, 'HEAD');
      expect(deployments).toMatchObject([{ file: 'chat.yaml', renamedFrom: null, changed: [{ after: replicas }] }]);
    }
    vi.unstubAllEnvs();
  });

  test('names of commits are never options', async () => {
    const { path } = repositoryWith({ 'chat.yaml': llama8bText });
    const { status, warnings } = await callCli(path, ['diff', '--base=--output=x']);
    expect([status, warnings]).toEqual([2, expect.stringContaining('names no commit of this repository')]);
    expect(readdirSync(path).sort()).toEqual(['.git', 'chat.yaml']);
  });
});
