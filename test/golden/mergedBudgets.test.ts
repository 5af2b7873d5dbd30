import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { BudgetReport, Report } from '../../src/core/report/reportModel.ts';
import { callCli } from '../support/callCli.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { folderWith } from '../support/testFolder.ts';

const rules = (total: number): string => `deployments: { '*': { team: search } }
policies: { budgets: { total: ${total}, teams: { search: 9000 } } }
`;
const named = (name: string): string => llama8bText.replace('name: chat ', `name: ${name} `);
const work = folderWith({
  'mono/.servingcost.yaml': rules(4000),
  'mono/a/chat.yaml': llama8bText,
  'mono/b/talk.yaml': named('talk'),
  'mono/b/echo.yaml': named('echo'),
  'other/.servingcost.yaml': rules(2500),
  'other/chat.yaml': llama8bText,
});

/** A report of the paths of a repository, written to a file beside the repositories. */
async function make(repository: string, file: string, ...args: readonly string[]): Promise<Report> {
  const out = join(work, file);
  const call = ['report', ...args, '--repository', repository, '--commit', 'c', '--out', out];
  await callCli(join(work, repository), call);
  return JSON.parse(readFileSync(out, 'utf8')) as Report;
}

async function merged(...args: readonly string[]): Promise<Report> {
  const { output } = await callCli(work, ['merge', ...args, '--format', 'json']);
  return JSON.parse(output) as Report;
}

const a = await make('mono', 'a.json', 'a');
const b = await make('mono', 'b.json', 'b');
const other = await make('other', 'other.json');
const inEuro = await make('other', 'euro.json', '--currency', 'EUR=0.5');
const month = ({ totals }: Report): number => totals.expected ?? Number.NaN;
const told = ({ budgets }: Report): readonly unknown[] =>
  budgets.map(({ file, holdsFor, deployments }) => `${file} ${holdsFor} ${deployments}`);
const total = ({ budgets }: Report, file: string): BudgetReport | undefined =>
  budgets.find((one) => one.holdsFor === 'total' && one.file === file);

describe('budgets of merged reports', () => {
  test('two parts of one repository share its budgets', async () => {
    const whole = await merged('a.json', 'b.json');
    expect(told(whole)).toEqual(['mono/.servingcost.yaml total 3', 'mono/.servingcost.yaml team 3']);
    expect(total(whole, 'mono/.servingcost.yaml')).toMatchObject({ budget: 4000, isExceeded: true });
    for (const { cost } of whole.budgets) expect(cost).toBeCloseTo(month(a) + month(b), 4);
    // One after the other is the same as one report of all.
    const once = await make('mono', 'mono.json');
    expect(told(whole)).toEqual(once.budgets.map(({ holdsFor, deployments }) => `mono/.servingcost.yaml ${holdsFor} ${deployments}`));
    for (const { cost } of once.budgets) expect(whole.budgets[0]?.cost).toBeCloseTo(cost, 4);
  });

  test('a budget that each part keeps and their sum does not is told', async () => {
    for (const { budgets } of [a, b]) expect(budgets.map(({ isExceeded }) => isExceeded)).toEqual([false, false]);
    const { status, warnings } = await callCli(work, ['merge', 'a.json', 'b.json', '--format', 'csv']);
    expect([status, warnings.replaceAll(/\s+/g, ' ')]).toEqual([
      0,
      expect.stringMatching(
        /A budget that no report exceeds alone is exceeded by their sum\. All in mono: \$4,540\/mo of \$4,000\/mo, \$538\/mo above it \(mono\/\.servingcost\.yaml:2\)\./,
      ),
    ]);
    const { output } = await callCli(work, ['merge', 'a.json', 'b.json']);
    expect(output).toContain('is exceeded by their sum');
    expect((await merged('a.json', 'other.json')).remarks).toEqual([]);
    // A sum that is added to others is no report that exceeds it alone.
    await callCli(work, ['merge', 'a.json', 'b.json', '--out', 'sum.json']);
    expect(await merged('sum.json')).toEqual(await merged('a.json', 'b.json'));
    expect((await merged('sum.json', 'other.json')).remarks).toHaveLength(1);
  });

  test('two repositories keep their own, of the same team, too', async () => {
    const all = await merged('a.json', 'other.json');
    expect(told(all)).toEqual([
      'mono/.servingcost.yaml total 1',
      'mono/.servingcost.yaml team 1',
      'other/.servingcost.yaml total 1',
      'other/.servingcost.yaml team 1',
    ]);
    expect(all.budgets.map(({ cost }) => cost)).toEqual([...a.budgets, ...other.budgets].map(({ cost }) => cost));
    expect(total(all, 'other/.servingcost.yaml')?.budget).toBe(2500);
  });

  test('amounts in another currency are brought into one before they are compared', async () => {
    expect(inEuro.budgets[0]?.budget).toBe(1250);
    expect((await merged('a.json', 'euro.json')).budgets).toEqual((await merged('a.json', 'other.json')).budgets);
    const shown = await merged('a.json', 'euro.json', '--currency', 'EUR=0.5');
    expect(total(shown, 'mono/.servingcost.yaml')?.budget).toBe(2000);
    expect(total(shown, 'mono/.servingcost.yaml')?.cost).toBeCloseTo(month(a) / 2, 4);
    expect(total(shown, 'mono/.servingcost.yaml')?.isExceeded).toBe(total(await merged('a.json'), 'mono/.servingcost.yaml')?.isExceeded);
  });

  test('what two reports hold counts once', async () => {
    await make('mono', 'both.json', 'a', 'b');
    const once = await merged('a.json', 'b.json');
    expect((await merged('a.json', 'both.json')).budgets).toEqual(once.budgets);
    expect((await merged('both.json', 'b.json', 'a.json')).budgets).toEqual(once.budgets);
  });
});
