import { Ajv } from 'ajv';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { differences, documentedJson } from '../../support/documentedJson.ts';
import { repositoryWith } from '../../support/gitRepository.ts';
import { llama8bText } from '../../support/llama8bText.ts';
import { reviewSchema } from '../../support/reviewSchema.ts';
import { llamaText } from '../../support/sampleTexts.ts';
import { folderWith } from '../../support/testFolder.ts';
import { installCli, reportOf, reviewOf } from '../installedCli.ts';

const cli = await installCli();
const replicas = (count: number): string =>
  llama8bText.replace('replicas: 2', `replicas: ${count}`);
const named = (name: string): string => llama8bText.replace('name: chat ', `name: ${name} `);

const folder = folderWith({
  'old/chat.yaml': llama8bText,
  'old/gone.yaml': named('gone'),
  'old/same.yaml': named('same'),
  'new/chat.yaml': replicas(4),
  'new/llama.yaml': llamaText,
  'new/same.yaml': named('same'),
});
const outcome = cli.run(folder, ['diff', 'old', 'new', '--format', 'json']);
const review = reviewOf(outcome);

describe('diff --format json', () => {
  it('has the promised properties, with the promised types', () => {
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    const ajv = new Ajv({ strict: true, allowUnionTypes: true });
    ajv.validate(reviewSchema, review);
    expect(ajv.errors).toBeNull();
    expect(differences(documentedJson('docs/command-line.md')[1], review)).toEqual([]);
  });

  it('says what happened to each deployment', () => {
    const changes = review.deployments.map(({ name, change }) => [name, change] as const);
    expect(Object.fromEntries(changes)).toEqual({
      chat: 'changed',
      gone: 'removed',
      same: 'same',
      'llama-70b': 'added',
      reranker: 'added',
    });
    // Named as in the newer version, also what was removed.
    for (const { file } of review.deployments) expect(file).toMatch(/^new\/\w+\.yaml$/);
  });

  it('has the expected months of two reports', () => {
    const month = (path: string) =>
      reportOf(cli.run(folder, ['report', path, '--format', 'json'])).totals.expected;
    expect(review.totals.before).toBe(month('old'));
    expect(review.totals.after).toBe(month('new'));
    const { before, after, delta } = review.totals;
    expect(delta).toBeCloseTo((after ?? NaN) - (before ?? NaN), 4);
    for (const one of review.deployments) {
      expect(one.delta).toBeCloseTo((one.after ?? NaN) - (one.before ?? NaN), 4);
    }
  });
});

describe('diff', () => {
  it('compares the work tree with a commit, a branch or a tag', () => {
    const { path, git, write } = repositoryWith({
      'chat.yaml': llama8bText,
      'a/b.yaml': named('b'),
    });
    git('tag', 'v1');
    write('chat.yaml', replicas(3));
    for (const reference of ['main', 'v1', git('rev-parse', 'HEAD')]) {
      const { deployments, base } = reviewOf(
        cli.run(path, ['diff', '--base', reference, '--format', 'json']),
      );
      expect(base.name).toContain(reference.slice(0, 7));
      expect(deployments.map(({ name, change }) => `${name} ${change}`).sort()).toEqual([
        'b same',
        'chat changed',
      ]);
    }
    const below = reviewOf(cli.run(path, ['diff', '--base', 'v1', 'a', '--format', 'json']));
    expect(below.deployments.map(({ name }) => name)).toEqual(['b']);
    expect(cli.run(path, ['diff', '--base', 'no-such-ref']).status).toBe(2);
  });

  it('compares with a report that was saved', () => {
    cli.run(folder, ['report', 'old', '--format', 'json', '--out', 'before.json']);
    const saved = reviewOf(cli.run(folder, ['diff', 'before.json', 'new', '--format', 'json']));
    expect(saved.totals).toMatchObject({
      before: review.totals.before,
      after: review.totals.after,
    });
  });

  it.each([
    ['text', /since old: /],
    ['markdown', /^\| /m],
    ['csv', /^\w+(,\w+)+$/m],
    ['sarif', /"version": ?"2\.1\.0"/],
  ])('--format %s, and --out the same', (format, start) => {
    const { status, stdout } = cli.run(folder, ['diff', 'old', 'new', '--format', format]);
    expect(status).toBe(0);
    expect(stdout).toMatch(start);
    cli.run(folder, ['diff', 'old', 'new', '--format', format, '--out', 'review']);
    expect(readFileSync(join(folder, 'review'), 'utf8')).toBe(stdout);
  });

  it('--fail-over is about the rise, not the total', () => {
    writeFileSync(join(folder, 'new/unrelated.yaml'), 'a: 1\n');
    const rise = review.totals.delta ?? NaN;
    expect(rise).toBeGreaterThan(1);
    const limited = (from: string, to: string, limit: number) =>
      cli.run(folder, ['diff', from, to, '--fail-over', String(limit)]).status;
    expect(limited('old', 'new', rise - 1)).toBe(1);
    expect(limited('old', 'new', rise + 1)).toBe(0);
    expect(limited('new', 'old', 0)).toBe(0);
  });
});
