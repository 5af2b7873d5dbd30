import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report/reportModel.ts';
import { callCli } from '../support/callCli.ts';
import { llamaText } from '../support/sampleTexts.ts';
import { folderWith } from '../support/testFolder.ts';

async function jsonReport(cwd: string, args: readonly string[] = [], input?: string): Promise<Report> {
  const { output, warnings } = await callCli(
    cwd,
    ['report', ...args, '--format', 'json'],
    input === undefined ? {} : { input },
  );
  expect(warnings).toBe('');
  return JSON.parse(output) as Report;
}

const filesOf = (report: Report): readonly string[] => [
  ...new Set(report.deployments.map(({ file }) => file)),
];

describe('what is read', () => {
  test('a folder: every config in it, in order, named from the current folder', async () => {
    const cwd = folderWith({ 'b/llama.yaml': llamaText, 'a.yaml': llamaText, 'notes.yaml': 'x: 1\n' });
    const report = await jsonReport(cwd);
    expect(filesOf(report)).toEqual(['a.yaml', 'b/llama.yaml']);
    expect(report.deployments.map(({ name }) => name)).toEqual(['llama-70b', 'reranker', 'llama-70b', 'reranker']);
    expect(report.date).toBe('2026-11-22');
    expect(report.skipped).toEqual([]);
  });

  test('files and folders, each once, from anywhere', async () => {
    const cwd = folderWith({ 'a/x.yaml': llamaText, 'b/y.yaml': llamaText });
    expect(filesOf(await jsonReport(join(cwd, 'b'), ['../a', '../a/x.yaml', '.']))).toEqual(['../a/x.yaml', 'y.yaml']);
  });

  test('standard input, with the assumptions file of the current folder', async () => {
    const cwd = folderWith({ '.servingcost.yaml': 'region: eu-west-1\n' });
    const report = await jsonReport(cwd, ['-'], llamaText);
    expect(report.deployments.map(({ name, region }) => [name, region])).toEqual([
      ['llama-70b', 'eu-west-1'],
      ['reranker', 'eu-west-1'],
    ]);
  });

  test('the nearest assumptions file above a file, or the one that is named', async () => {
    const cwd = folderWith({
      '.servingcost.yaml': 'region: eu-west-1\n',
      'a/deep/llama.yaml': llamaText,
      'other.yaml': 'region: us-west-2\n',
    });
    const regions = async (...args: string[]) =>
      (await jsonReport(cwd, ['a/deep/llama.yaml', ...args])).deployments.map(({ region }) => region);
    expect(await regions()).toEqual(['eu-west-1', 'eu-west-1']);
    expect(await regions('--assumptions', 'other.yaml')).toEqual(['us-west-2', 'us-west-2']);
  });

  test('nothing that git ignores', async () => {
    const cwd = folderWith({
      '.gitignore': 'build/\n',
      'build/x.yaml': llamaText,
      'kept.yaml': llamaText,
      'folder with space/é.yaml': llamaText,
    });
    expect(spawnSync('git', ['init', '-q'], { cwd }).status).toBe(0);
    expect(filesOf(await jsonReport(cwd))).toEqual(['folder with space/é.yaml', 'kept.yaml']);
    expect(filesOf(await jsonReport(cwd, ['build']))).toEqual(['build/x.yaml']);
  });

  test('no program that the settings of a repository name is run', async () => {
    const cwd = folderWith({ 'kept.yaml': llamaText });
    spawnSync('git', ['init', '-q'], { cwd });
    writeFileSync(join(cwd, 'evil.sh'), `#!/bin/sh\ntouch '${cwd}/was-run'\n`, { mode: 0o755 });
    spawnSync('git', ['config', 'core.fsmonitor', join(cwd, 'evil.sh')], { cwd });
    expect(filesOf(await jsonReport(cwd))).toEqual(['kept.yaml']);
    expect(() => readFileSync(join(cwd, 'was-run'))).toThrow();
  });

  test('no tool folders outside of a repository, and no circle of links', async () => {
    const cwd = folderWith({ 'node_modules/x.yaml': llamaText, 'a/kept.yaml': llamaText });
    symlinkSync('..', join(cwd, 'a', 'up'));
    symlinkSync('nowhere.yaml', join(cwd, 'a', 'broken.yaml'));
    expect(filesOf(await jsonReport(cwd))).toEqual(['a/kept.yaml']);
  });

  test('globs, where the shell leaves them alone', async () => {
    const cwd = folderWith({
      '.gitignore': 'build/\n',
      'a/prod/x.yaml': llamaText,
      'a/dev/x.yaml': llamaText,
      'b/prod/y.json': '{}',
      'build/prod/x.yaml': llamaText,
      'l[i]teral.yaml': llamaText,
    });
    spawnSync('git', ['init', '-q'], { cwd });
    expect(filesOf(await jsonReport(cwd, ['**/prod']))).toEqual(['a/prod/x.yaml']);
    expect(filesOf(await jsonReport(cwd, ['a/{dev,stage}/*.yaml']))).toEqual(['a/dev/x.yaml']);
    expect(filesOf(await jsonReport(join(cwd, 'b'), ['../a/*/x.yaml']))).toEqual([
      '../a/dev/x.yaml',
      '../a/prod/x.yaml',
    ]);
    expect(filesOf(await jsonReport(cwd, [join(cwd, 'a', '?rod')]))).toEqual(['a/prod/x.yaml']);
    expect(filesOf(await jsonReport(cwd, ['l[i]teral.yaml']))).toEqual(['l[i]teral.yaml']);
  });

  test('nothing that is excluded, by option or by the assumptions file of a folder above', async () => {
    const cwd = folderWith({
      'a/fixtures/x.yaml': llamaText,
      'a/chat.yaml': llamaText,
      'b/fixtures/x.yaml': llamaText,
      'b/old chat.yaml': llamaText,
    });
    const read = async (...args: string[]) => filesOf(await jsonReport(cwd, args));
    expect(await read('--exclude', 'fixtures/')).toEqual(['a/chat.yaml', 'b/old chat.yaml']);
    expect(await read('--exclude', 'a/fixtures', '--exclude=old*')).toEqual(['a/chat.yaml', 'b/fixtures/x.yaml']);
    expect(await read('a/chat.yaml', 'b', '--exclude', '/a/chat.yaml', '--exclude', 'b/*/')).toEqual(['b/old chat.yaml']);
    writeFileSync(join(cwd, '.servingcost.yaml'), 'exclude: [fixtures/]\n');
    writeFileSync(join(cwd, 'b', '.servingcost.yaml'), 'exclude: ["/old *.yaml"]\n');
    expect(await read()).toEqual(['a/chat.yaml']);
    writeFileSync(join(cwd, 'other.yml'), 'exclude: [b/, a/fixtures]\n');
    expect(await read('--assumptions', 'other.yml')).toEqual(['a/chat.yaml']);
    expect(await read('--assumptions', 'other.yml', '--exclude', '*.yaml')).toEqual([]);
  });

  test('a file that cannot be read is listed with the reason', async () => {
    const cwd = folderWith({ 'good.yaml': llamaText, 'large.yaml': `# ${'x'.repeat(1_000_001)}\n` });
    writeFileSync(join(cwd, 'binary.yaml'), Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
    expect((await jsonReport(cwd)).skipped).toEqual([
      { file: 'binary.yaml', reason: 'is not UTF-8 text', line: null },
      { file: 'large.yaml', reason: 'is larger than 1 MB', line: null },
    ]);
  });
});

describe('status 2 and a sentence', () => {
  const cwd = folderWith({ 'a.yaml': llamaText, 'large.yaml': 'x'.repeat(1_000_001), 'notes.txt': 'x' });
  test.each([
    [['report', 'missing.yaml'], 'missing.yaml: no such file or folder.'],
    [['report', 'large.yaml'], 'Nothing could be read.\nlarge.yaml: is larger than 1 MB'],
    [['report', 'none/*.yaml'], 'none/*.yaml: no file has such a name.'],
    [['report', '--exclude', ' '], '--exclude needs a pattern, such as fixtures/.'],
    [['report', 'notes.txt'], 'Nothing could be read.\nnotes.txt: is no config file by its name'],
    [['report', '--format', 'xml'], '--format xml: expected one of text, markdown, json, csv, html, sarif, junit, focus.'],
    [['report', '--fail-over', 'lots'], '--fail-over lots: expected US dollars a month, such as 5000.'],
    [['report', '--assumptions', 'none.yaml'], 'none.yaml: no such file or folder.'],
    [['report', '--provider', 'acme'], '--provider acme is not known. Known are '],
    [['report', '--accelerator', 'H1000'], '--accelerator H1000 is not known. Known are '],
    [['report', '--formt', 'json'], "Unknown option '--formt'."],
    [['report', 'a.yaml', '--out', 'none/out.json'], 'none/out.json was not written: no such file or folder.'],
    [['diff', 'a', 'b'], 'b: no such file or folder.'],
    [['price'], 'price is no command. Commands are report, diff, merge, history, fix, optimize, compare, throughput, prices, measure, lsp, mcp.'],
    [['toString'], 'toString is no command.'],
    [['fix'], 'fix needs a file or a folder.'],
    [['fix', '-'], 'fix changes files: - cannot be one.'],
    [['optimize'], 'optimize needs a file or a folder.'],
    [['optimize', '-'], 'optimize changes files: - cannot be one.'],
    [['optimize', 'a.yaml', '--format', 'csv'], '--format csv: expected one of text, json.'],
    [['optimize', 'a.yaml', '--purchase', 'gift'], '--purchase gift: expected one of spot, '],
    [['optimize', 'a.yaml', '--allow', 'H1000'], '--allow H1000 is no known accelerator.'],
    [['optimize', 'a.yaml', '--spare', 'some'], '--spare some: expected a whole number.'],
    [['optimize', 'a.yaml', '--deployment', 'x'], '--deployment x is not there. There are '],
    [['fix', 'a.yaml', '--code', 'spott'], '--code spott is not known. Known are '],
    [['fix', 'a.yaml', '--deployment', 'x'], '--deployment x is not there. There are llama-70b, reranker.'],
    [['prices', '--instance', 'g99.huge'], '--instance g99.huge is not known.'],
    [['prices', '--instance', 'g6.xlarge', '--region', 'moon'], 'No price of g6.xlarge is known in moon.'],
    [['throughput', 'rows.ndjson'], 'throughput reads standard input alone.'],
  ])('%j', async (args, message) => {
    const { status, output, warnings } = await callCli(cwd, args);
    expect({ status, output }).toEqual({ status: 2, output: '' });
    expect(warnings).toContain(`serving-cost: ${message}`);
  });
});

describe('what is written', () => {
  const cwd = folderWith({ 'llama.yaml': llamaText });

  test('--out says the format by its name, unless --format does', async () => {
    const textOf = async (...args: string[]): Promise<string> => {
      const { status, warnings } = await callCli(cwd, ['report', 'llama.yaml', ...args]);
      expect({ status, warnings }).toEqual({ status: 0, warnings: '' });
      return readFileSync(join(cwd, args[1] ?? ''), 'utf8');
    };
    expect(await textOf('--out', 'out.md')).toMatch(/^# Serving cost: /);
    expect(await textOf('--out', 'out.html')).toMatch(/^<!doctype html>/);
    expect(await textOf('--out', 'out.csv')).toMatch(/^name,file,/);
    expect(await textOf('--out', 'out.md', '--format', 'json')).toMatch(/^\{/);
  });

  test('--out follows a link, and is refused by a folder', async () => {
    const folder = folderWith({ 'llama.yaml': llamaText, 'real.md': 'before', 'sub/a': '' });
    symlinkSync('real.md', join(folder, 'link.md'));
    await callCli(folder, ['report', 'llama.yaml', '--out', 'link.md']);
    expect(readFileSync(join(folder, 'real.md'), 'utf8')).toMatch(/^# Serving cost: /);
    const { status, warnings } = await callCli(folder, ['report', 'llama.yaml', '--out', 'sub']);
    expect({ status, warnings }).toEqual({
      status: 2,
      warnings: 'serving-cost: sub was not written: is a folder.\n',
    });
  });

  test('--out writes a file, nothing to the screen, and no colours', async () => {
    const { status, output } = await callCli(cwd, ['report', 'llama.yaml', '--out', 'out.txt'], { colors: true });
    expect({ status, output }).toEqual({ status: 0, output: '' });
    const written = readFileSync(join(cwd, 'out.txt'), 'utf8');
    expect(written).toBe((await callCli(cwd, ['report', 'llama.yaml'])).output);
  });

  test('colours only on a terminal, progress only where somebody watches', async () => {
    const plain = await callCli(cwd, ['report', 'llama.yaml']);
    expect(plain.output).not.toContain('\u001b');
    expect(plain.terminal.progressTexts).toEqual([]);
    const watched = await callCli(cwd, ['report', 'llama.yaml'], { colors: true, interactive: true });
    expect(watched.output).toContain('\u001b[1m');
    expect(watched.terminal.progressTexts.at(0)).toMatch(/^Reading/);
    expect(watched.terminal.progressTexts.at(-1)).toBe('');
  });

  test('the same bytes each time', async () => {
    const twice = [await jsonReport(cwd, ['llama.yaml']), await jsonReport(cwd, ['llama.yaml'])];
    expect(JSON.stringify(twice[0])).toBe(JSON.stringify(twice[1]));
  });

  test('--fail-over decides by the expected total', async () => {
    const { totals } = await jsonReport(cwd, ['llama.yaml']);
    const expected = totals.expected ?? Number.NaN;
    const status = async (limit: number) =>
      (await callCli(cwd, ['report', 'llama.yaml', '--fail-over', String(limit)])).status;
    expect(await status(Math.floor(expected))).toBe(1);
    expect(await status(Math.ceil(expected))).toBe(0);
    const { warnings } = await callCli(cwd, ['report', 'llama.yaml', '--fail-over', '10']);
    expect(warnings).toMatch(/^The month is expected to cost .*\/mo, above the limit of \$10\/mo\.\n$/);
  });

  test('a folder without serving configs says so', async () => {
    const empty = folderWith({ 'x.yaml': 'a: 1\n' });
    mkdirSync(join(empty, 'nothing'));
    for (const path of ['.', 'nothing']) {
      const { status, output } = await callCli(empty, ['report', path]);
      expect(status).toBe(0);
      expect(output).toMatch(/^No serving deployments found\.\n/);
    }
  });
});

test.each([[[]], [['report']], [['diff']], [['merge']], [['history']], [['fix']], [['optimize']], [['compare']], [['throughput']], [['prices']], [['measure']], [['lsp']], [['mcp']]])('help for %j', async (args) => {
  const { status, output } = await callCli(folderWith({}), [...args, '--help']);
  expect(status).toBe(0);
  await expect(output).toMatchFileSnapshot(`cli/help-${args[0] ?? 'all'}.txt`);
  for (const line of output.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});

describe('--currency', () => {
  const cwd = folderWith({ 'llama.yaml': llamaText });

  test('shows money in it, and says the rate and its day', async () => {
    const dollars = await jsonReport(cwd);
    const yen = await jsonReport(cwd, ['--currency', 'JPY=151.4@2026-11-20']);
    expect(yen.currency).toBe('JPY');
    expect(yen.exchangeRate).toEqual({ perUsd: 151.4, asOf: '2026-11-20' });
    expect(yen.totals.expected).toBeCloseTo((dollars.totals.expected ?? NaN) * 151.4, 2);
    const { output } = await callCli(cwd, ['report', '--currency', 'CHF=0.8']);
    expect(output).toContain('CHF ');
    expect(output).not.toContain('$');
  });

  test.each(['euro=1', 'EUR', 'EUR=0', 'EUR=-1', 'EUR=1@tomorrow', 'USD=2'])(
    '%s is a usage error',
    async (value) => {
      const { status, warnings } = await callCli(cwd, ['report', '--currency', value]);
      expect(status).toBe(2);
      expect(warnings).toContain(`--currency ${value}`);
    },
  );
});
