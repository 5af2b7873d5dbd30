import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Review } from '../../src/core/review/reviewModel.ts';
import { callCli } from '../support/callCli.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { folderWith } from '../support/testFolder.ts';
import { llamaText } from '../support/sampleTexts.ts';

const more = (replicas: number): string => llama8bText.replace('replicas: 2', `replicas: ${replicas}`);

async function reviewOf(cwd: string, ...args: readonly string[]): Promise<Review> {
  const { output, warnings } = await callCli(cwd, ['diff', ...args, '--format', 'json']);
  expect(warnings).toBe('');
  return JSON.parse(output) as Review;
}

const changes = ({ deployments }: Review): Readonly<Record<string, string>> =>
  Object.fromEntries(deployments.map(({ name, change }) => [name, change]));

describe('two files or folders', () => {
  test('what is in both, in one of them, and what it costs', async () => {
    const cwd = folderWith({
      'old/chat.yaml': llama8bText,
      'old/gone.yaml': llama8bText.replace('name: chat ', 'name: gone '),
      'new/chat.yaml': more(4),
      'new/llama.yaml': llamaText,
    });
    const review = await reviewOf(cwd, 'old', 'new');
    expect(review.version).toBe(1);
    expect(changes(review)).toEqual({ chat: 'changed', 'llama-70b': 'added', reranker: 'added', gone: 'removed' });
    const [chat] = review.deployments;
    expect(chat).toMatchObject({ file: 'new/chat.yaml', cause: 'configuration', changed: [{ field: 'replicas', before: 2, after: 4 }] });
    expect(chat?.delta).toBeCloseTo((chat?.after ?? NaN) - (chat?.before ?? NaN), 6);
    expect(chat?.after).toBeGreaterThan((chat?.before ?? NaN) * 1.9);
    const sum = review.deployments.reduce((total, { delta }) => total + (delta ?? NaN), 0);
    expect(review.totals.delta).toBeCloseTo(sum, 4);
    expect(review.lines?.reduce((total, { delta }) => total + delta, 0)).toBeCloseTo(sum, 4);
    expect(review.lines).toContainEqual(
      expect.objectContaining({ file: 'new/chat.yaml', line: 6, text: 'replicas: 4', deployments: ['chat'] }),
    );
  });

  test('the figures are those of two reports', async () => {
    const cwd = folderWith({ 'a.yaml': llama8bText, 'b.yaml': more(3) });
    const review = await reviewOf(cwd, 'a.yaml', 'b.yaml');
    const total = async (file: string): Promise<number> => {
      const { output } = await callCli(cwd, ['report', file, '--format', 'json']);
      return (JSON.parse(output) as { totals: { expected: number } }).totals.expected;
    };
    expect(review.totals.before).toBe(await total('a.yaml'));
    expect(review.totals.after).toBe(await total('b.yaml'));
    expect(changes(review)).toEqual({ chat: 'changed' });
  });

  test('each side has the assumptions above it', async () => {
    const cwd = folderWith({
      'x/.servingcost.yaml': 'discount: 0.5\n',
      'x/old/chat.yaml': llama8bText,
      'y/new/chat.yaml': llama8bText,
    });
    const { deployments } = await reviewOf(cwd, 'x/old', 'y/new');
    expect(deployments[0]?.after).toBeGreaterThan((deployments[0]?.before ?? NaN) * 1.5);
  });

  test('nothing differs between a folder and itself, and the output is the same each time', async () => {
    const cwd = folderWith({ 'a/chat.yaml': llama8bText, 'a/llama.yaml': llamaText });
    const review = await reviewOf(cwd, 'a', 'a');
    expect(review.totals.delta).toBe(0);
    expect(new Set(Object.values(changes(review)))).toEqual(new Set(['same']));
    expect(review.findings).toEqual({ introduced: [], resolved: [] });
    expect(await reviewOf(cwd, 'a', 'a')).toEqual(review);
  });
});

describe('a committed report in the place of the old files', () => {
  test('drift of the configuration', async () => {
    const cwd = folderWith({ 'chat.yaml': llama8bText });
    await callCli(cwd, ['report', '--format', 'json', '--out', 'baseline.json']);
    expect((await reviewOf(cwd, 'baseline.json', '.')).totals.delta).toBe(0);
    const drifted = folderWith({
      'chat.yaml': more(5),
      'baseline.json': readFileSync(join(cwd, 'baseline.json'), 'utf8'),
    });
    const review = await reviewOf(drifted, 'baseline.json', '.');
    expect(review.deployments[0]).toMatchObject({ change: 'changed', cause: 'configuration' });
    expect(review.lines).toBeNull();
  });

  test('a change of prices is told apart from one of the configuration', async () => {
    const cwd = folderWith({ 'chat.yaml': llama8bText, 'llama.yaml': llamaText });
    const { output } = await callCli(cwd, ['report', '--format', 'json']);
    const report = JSON.parse(output) as {
      prices: { id: string };
      deployments: { name: string; monthly: { expected: number } }[];
    };
    const older = {
      ...report,
      prices: { ...report.prices, id: 'older' },
      deployments: report.deployments.map((one) => ({
        ...one,
        monthly: { ...one.monthly, expected: one.monthly.expected * 1.1 },
      })),
    };
    const now = folderWith({
      'chat.yaml': more(3),
      'llama.yaml': llamaText,
      'baseline.json': JSON.stringify(older),
    });
    const { deployments } = await reviewOf(now, 'baseline.json', '.');
    expect(Object.fromEntries(deployments.map(({ name, cause }) => [name, cause]))).toMatchObject({
      chat: 'both',
      'llama-70b': 'prices',
    });
    const text = await callCli(now, ['diff', 'baseline.json', '.']);
    expect(text.output).toContain('The prices differ');
    expect(text.output).toContain('other prices');
  });
});

describe('what CI refuses', () => {
  const files = { 'old/chat.yaml': llama8bText, 'new/chat.yaml': more(4) };

  test('a rise above the limit, with the reason', async () => {
    const cwd = folderWith(files);
    const refused = await callCli(cwd, ['diff', 'old', 'new', '--fail-over', '100']);
    expect(refused.status).toBe(1);
    expect(refused.warnings).toMatch(/The month changes by \+\$[\d,]+\/mo, above the limit of \$100\/mo\./);
    expect((await callCli(cwd, ['diff', 'old', 'new', '--fail-over', '1000000'])).status).toBe(0);
    expect((await callCli(cwd, ['diff', 'new', 'old', '--fail-over', '0'])).status).toBe(0);
  });

  const budget = 'policies: { budgets: { perDeployment: 2000 } }\n';

  test('a policy that the change breaks, and not one that was broken before and got no worse', async () => {
    const broken = folderWith({ '.servingcost.yaml': budget, ...files });
    const refused = await callCli(broken, ['diff', 'old', 'new']);
    expect(refused.status).toBe(1);
    expect(refused.warnings).toContain('policy-budget');
    const before = folderWith({
      '.servingcost.yaml': budget,
      'old/chat.yaml': more(8),
      'new/chat.yaml': more(7),
    });
    expect((await callCli(before, ['diff', 'old', 'new'])).status).toBe(0);
    expect((await callCli(before, ['diff', 'new', 'old'])).status).toBe(1);
  });
});

test('says what is wrong with a call', async () => {
  const cwd = folderWith({ 'a.yaml': llama8bText, 'b/c.yaml': llama8bText });
  const wrong = async (...args: readonly string[]): Promise<string> => {
    const { status, warnings } = await callCli(cwd, ['diff', ...args]);
    expect(status).toBe(2);
    return warnings;
  };
  expect(await wrong()).toContain('diff needs --base REF, or OLD and NEW');
  expect(await wrong('a.yaml')).toContain('OLD and NEW');
  expect(await wrong('a.yaml', 'b')).toContain('one is a file, one a folder');
  expect(await wrong('a.yaml', 'none')).toContain('none: no such file or folder');
  expect(await wrong('a.yaml', 'b', '--format', 'html')).toContain('expected one of text, markdown, json, csv, sarif');
  expect(await wrong('--base', 'main')).toContain('is in no git repository');
  expect(await wrong('--merge-base', 'a.yaml', 'b')).toContain('--merge-base needs --base');
});
