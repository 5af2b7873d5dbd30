import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Review } from '../../src/core/review/reviewModel.ts';
import { callCli } from '../support/callCli.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { folderWith } from '../support/testFolder.ts';
import { readJunit } from '../support/junitSchema.ts';
import { llamaText } from '../support/sampleTexts.ts';
import { sarifMistakes } from '../support/sarifSchema.ts';

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

describe('what prices did, told from what the configuration did', () => {
  /** A report at prices a tenth lower, as an older version of the product would have written it. */
  async function olderReport(cwd: string, change: object = {}): Promise<string> {
    const { output } = await callCli(cwd, ['report', '--format', 'json']);
    const report = JSON.parse(output) as {
      prices: { id: string };
      totals: { expected: number };
      deployments: { monthly: { expected: number } }[];
    };
    return JSON.stringify({
      ...report,
      prices: { ...report.prices, id: 'older' },
      totals: { ...report.totals, expected: report.totals.expected * 0.9 },
      deployments: report.deployments.map((one) => ({
        ...one,
        monthly: { ...one.monthly, expected: one.monthly.expected * 0.9 },
      })),
      ...change,
    });
  }


  test('with the old configs exactly, deployment by deployment', async () => {
    const old = { 'old/chat.yaml': llama8bText, 'old/llama.yaml': llamaText };
    const cwd = folderWith({ ...old, 'new/chat.yaml': more(3), 'new/llama.yaml': llamaText, 'new/talk.yaml': llama8bText.replace('name: chat ', 'name: talk ').replace('8B', '3B') });
    const plain = await reviewOf(cwd, 'old', 'new');
    expect(plain.totals.causes).toMatchObject({ prices: 0, undivided: 0 });
    expect(plain.totals.causes.configuration).toBeCloseTo(plain.totals.delta ?? NaN, 4);
    writeFileSync(join(cwd, 'then.json'), await olderReport(join(cwd, 'old')).then((text) => text.replaceAll('"chat.yaml', '"new/chat.yaml').replaceAll('"llama.yaml', '"new/llama.yaml')));
    const { totals, deployments, lines } = await reviewOf(cwd, 'old', 'new', '--snapshot', 'then.json');
    const before = (plain.totals.before ?? NaN) * 0.9;
    expect(totals.before).toBeCloseTo(before, 4);
    expect(totals.causes.prices).toBeCloseTo((plain.totals.before ?? NaN) - before, 4);
    expect(totals.causes.configuration).toBeCloseTo(plain.totals.delta ?? NaN, 4);
    expect(totals.causes.undivided).toBe(0);
    expect(Object.fromEntries(deployments.map(({ name, cause }) => [name, cause]))).toEqual({ chat: 'both', talk: null, 'llama-70b': 'prices', reranker: 'prices' });
    const added = deployments.find(({ name }) => name === 'talk');
    const moved = lines?.reduce((sum, { delta }) => sum + delta, 0);
    expect(moved).toBeCloseTo(totals.causes.configuration, 4);
    expect(added?.fromPrices).toBe(0);
    const { output } = await callCli(cwd, ['diff', 'old', 'new', '--snapshot', 'then.json']);
    expect(output.replaceAll(/\s+/g, ' ')).toMatch(/The prices differ: .* \(older\) before, .* after\. Of the difference, \+\$[\d,]+\/mo is theirs; \+\$[\d,]+\/mo is that of the configuration\./);
  });

  test('without them as far as that goes, and what is left is said', async () => {
    const cwd = folderWith({ 'chat.yaml': llama8bText, 'llama.yaml': llamaText });
    const now = folderWith({ 'chat.yaml': more(3), 'llama.yaml': llamaText, 'then.json': await olderReport(cwd) });
    const { totals, deployments } = await reviewOf(now, 'then.json', '.');
    const chat = deployments.find(({ name }) => name === 'chat');
    expect(chat?.fromPrices).toBeNull();
    expect(totals.causes.undivided).toBeCloseTo(chat?.delta ?? NaN, 4);
    const { prices, configuration, undivided } = totals.causes;
    expect(prices).toBeGreaterThan(0);
    expect(prices + configuration + undivided).toBeCloseTo(totals.delta ?? NaN, 4);
    const { output } = await callCli(now, ['diff', 'then.json', '.', '--format', 'markdown']);
    expect(output).toContain('without the old configs it cannot be told apart');
  });

  test('a report of other configs than those is no witness', async () => {
    const cwd = folderWith({ 'chat.yaml': more(5) });
    const now = folderWith({ 'old/chat.yaml': llama8bText, 'new/chat.yaml': more(3) });
    writeFileSync(join(now, 'then.json'), (await olderReport(cwd)).replaceAll('"chat.yaml', '"new/chat.yaml'));
    const { deployments } = await reviewOf(now, 'old', 'new', '--snapshot', 'then.json');
    expect(deployments[0]).toMatchObject({ cause: 'both', fromPrices: null });
  });

  test('another version that estimates in another way is no edit', async () => {
    const cwd = folderWith({ 'chat.yaml': llama8bText });
    const { prices } = JSON.parse((await callCli(cwd, ['report', '--format', 'json'])).output) as { prices: object };
    writeFileSync(join(cwd, 'then.json'), await olderReport(cwd, { prices, productVersion: '0.0.9' }));
    const review = await reviewOf(cwd, 'then.json', '.');
    expect(review.deployments[0]?.cause).toBe('prices');
    const { output } = await callCli(cwd, ['diff', 'then.json', '.']);
    expect(output).toContain('Estimates are of version 0.0.9 before');
    expect(output).not.toContain('The prices differ');
  });
});

test('Markdown links to where it is told, and calls the base what it is told', async () => {
  const cwd = folderWith({ 'old/a (b).yaml': llama8bText, 'new/a (b).yaml': more(4), 'old/gone.yaml': llamaText });
  const links = ['--links', 'https://example.com/o/r/blob/abc/{file}#L{line}', '--name', 'main'];
  const { output } = await callCli(cwd, ['diff', 'old', 'new', '--format', 'markdown', ...links]);
  expect(output).toMatch(/^## Serving cost: .* since main$/m);
  expect(output).toContain('[chat](https://example.com/o/r/blob/abc/new/a%20%28b%29.yaml#L4)');
  expect(output).toMatch(/^\| llama-70b \| removed \|/m);
  expect(output).toContain('| new/gone.yaml | file removed | −41 lines |');
  const report = await callCli(cwd, ['report', 'new', '--format', 'markdown', ...links.slice(0, 2)]);
  expect(report.output).toContain('[chat](https://example.com/o/r/blob/abc/new/a%20%28b%29.yaml#L4)');
  for (const template of ['javascript:{file}', 'https://example.com/', 'https://example.com/{file})x']) {
    expect((await callCli(cwd, ['report', '--links', template])).status).toBe(2);
  }
});

test('more edits than are priced one by one are told', async () => {
  const lines = (word: string): string => Array.from({ length: 201 }, (_, index) => `# ${word} ${index}\n# same\n`).join('');
  const cwd = folderWith({ 'old/chat.yaml': lines('a') + llama8bText, 'new/chat.yaml': lines('b') + more(4) });
  const { status, output, warnings } = await callCli(cwd, ['diff', 'old', 'new']);
  expect([status, warnings]).toEqual([0, 'There are too many edits to price one by one: no lines are named.\n']);
  expect(output).not.toContain('Lines that moved');
});

test('several files at once, each in the format of its name', async () => {
  const cwd = folderWith({ 'old/chat.yaml': llama8bText, 'new/chat.yaml': more(4) });
  const outs = ['a.md', 'a.html', 'a.json', 'a.csv', 'a.sarif', 'a.xml', 'a.log'];
  const { status, output } = await callCli(cwd, ['diff', 'old', 'new', ...outs.map((file) => `--out=${file}`)]);
  expect([status, output]).toEqual([0, '']);
  expect(sarifMistakes(readFileSync(join(cwd, 'a.sarif'), 'utf8'))).toEqual([]);
  const starts = outs.map((file) => readFileSync(join(cwd, file), 'utf8').slice(0, 12));
  expect(starts).toEqual(['<!-- serving', '<!doctype ht', '{\n  "version', 'name,file,li', '{\n  "$schema', '<?xml versio', '~ chat      ']);
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

  test('as test cases: what fails is what the status says', async () => {
    const casesOf = async (cwd: string, ...args: readonly string[]) => {
      const { status, output } = await callCli(cwd, ['diff', ...args, '--format', 'junit']);
      const cases = readJunit(output);
      const failed = cases.filter(({ outcome }) => outcome === 'failed');
      expect(failed.length > 0).toBe(status === 1);
      return { cases, failed: failed.map(({ suite, name }) => [suite, name]) };
    };
    const cwd = folderWith({ '.servingcost.yaml': budget, ...files, 'new/talk.yaml': more(8) });
    expect((await casesOf(cwd, 'old', 'old', '--fail-over', '1')).failed).toEqual([]);
    expect((await casesOf(cwd, 'old', 'new', '--fail-over', '1')).failed).toEqual([
      ['change of the month', 'limit of the call'],
      ['findings introduced', 'policy-budget'],
      ['findings introduced', 'policy-budget'],
    ]);
    const worse = folderWith({ '.servingcost.yaml': budget, 'old/chat.yaml': more(7), 'new/chat.yaml': more(8) });
    for (const format of ['text', 'markdown', 'html']) {
      const { output } = await callCli(worse, ['diff', 'old', 'new', '--format', format, '--fail-over', '1']);
      expect(output, format).toMatch(/The month changes by [^.]*, above the limit of/);
      expect(output, format).toMatch(/1 finding made worse[^]*policy-budget/);
    }
    const { cases, failed } = await casesOf(worse, 'old', 'new');
    expect(failed).toEqual([['findings made worse', 'policy-budget']]);
    expect(cases.find(({ suite, name }) => suite === 'deployments' && name === 'chat')?.message).toMatch(
      /^changed: \+\$[\d,]+\/mo \(\+\d+%\); replicas 7 to 8/,
    );
  });

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
  await callCli(cwd, ['report', 'a.yaml', '--out', 'then.json']);
  expect(await wrong('a.yaml', 'then.json')).toContain('then.json is a report: only the older version can be one');
  writeFileSync(join(cwd, 'other.json'), '{}');
  expect(await wrong('other.json', 'b')).toContain('one is a file, one a folder, and other.json is no report');
  expect(await wrong('a.yaml', 'b', '--format', 'xml')).toContain('expected one of text, markdown, json, csv, html, sarif, junit');
  expect(await wrong('a.yaml', 'a.yaml', '--snapshot', 'none.json')).toContain('none.json: no such file or folder');
  expect(await wrong('a.yaml', 'a.yaml', '--snapshot', 'a.yaml')).toContain('a.yaml is no report in JSON');
  expect(await wrong('--base', 'main')).toContain('is in no git repository');
  expect(await wrong('--merge-base', 'a.yaml', 'b')).toContain('--merge-base needs --base');
});
