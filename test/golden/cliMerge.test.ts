import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report/reportModel.ts';
import { callCli, type CliResult } from '../support/callCli.ts';
import { parseCsv } from '../support/parseCsv.ts';
import { llamaText } from '../support/sampleTexts.ts';
import { folderWith } from '../support/testFolder.ts';

const team = (name: string): string => `deployments:\n  '*': { team: ${name}, environment: dev }\n`;
const work = folderWith({
  'payments/deploy/llama.yaml': llamaText,
  'payments/.servingcost.yaml': team('payments'),
  'search/deploy/llama.yaml': llamaText.replace('team: search', 'team: payments').replace('replicas: 2', 'replicas: 5'),
  'search/.servingcost.yaml': team('search'),
  'broken/llama.yaml': llamaText,
  'broken/.servingcost.yaml': 'policies: { budgets: { total: 10 } }\n',
  'empty/x.yaml': 'a: 1\n',
});

/** What `report --format json` says of a repository, written where merge finds it. */
async function make(name: string, options: readonly string[] = [], file = `${name}.json`): Promise<Report> {
  const out = join(work, file);
  await callCli(join(work, name), ['report', '--out', out, ...options]);
  return JSON.parse(readFileSync(out, 'utf8')) as Report;
}

const merge = (...args: readonly string[]): Promise<CliResult> => callCli(work, ['merge', ...args]);

async function merged(...args: readonly string[]): Promise<Report & { readonly warnings: string }> {
  const { status, output, warnings } = await merge(...args, '--format', 'json');
  expect(status).toBe(0);
  return { ...(JSON.parse(output) as Report), warnings };
}

let payments: Report;
let search: Report;
beforeAll(async () => {
  payments = await make('payments', ['--repository', 'acme/payments', '--commit', 'aaaa']);
  search = await make('search', ['--repository', 'acme/search', '--tag', 'cost_center=7']);
  await make('empty');
});

const sum = (...reports: readonly Report[]): number =>
  reports.reduce((total, { totals }) => total + (totals.expected ?? Number.NaN), 0);

describe('one report of many', () => {
  test('adds up, and keeps files of the same name apart', async () => {
    const all = await merged('payments.json', 'search.json', 'empty.json');
    expect(all.warnings).toBe('');
    expect(all.totals.expected).toBeCloseTo(sum(payments, search), 4);
    expect(all.totals.jointSaving).toBeCloseTo(
      (payments.totals.jointSaving ?? 0) + (search.totals.jointSaving ?? 0),
      4,
    );
    expect([...new Set(all.deployments.map(({ file }) => file))]).toEqual([
      'acme/payments/deploy/llama.yaml',
      'acme/search/deploy/llama.yaml',
    ]);
    expect(new Set(all.deployments.map(({ id }) => id)).size).toBe(all.deployments.length);
    expect(all.repositories.map(({ name, commit, tags, deployments }) => ({ name, commit, tags, deployments }))).toEqual([
      { name: 'acme/payments', commit: 'aaaa', tags: {}, deployments: 2 },
      { name: 'acme/search', commit: null, tags: { cost_center: '7' }, deployments: 2 },
      { name: 'empty', commit: null, tags: {}, deployments: 0 },
    ]);
    const byTeam = new Map(all.byTeam.map(({ name, expected }) => [name, expected]));
    for (const name of ['payments', 'search']) {
      const own = [payments, search].flatMap((report) => report.byTeam.filter((group) => group.name === name));
      expect(byTeam.get(name)).toBeCloseTo(own.reduce((total, { expected }) => total + (expected ?? 0), 0), 4);
    }
    const parts = all.categories.reduce((total, { expected }) => total + expected, 0);
    expect(parts).toBeCloseTo(all.totals.expected ?? Number.NaN, 3);
    expect(all.checklist.flatMap(({ answers }) => answers.map(({ deployment }) => deployment))).toContain(
      all.deployments[0]?.id,
    );
    expect(all.deployments.every(({ insight }) => insight === null)).toBe(true);
  });

  test('is the same when parts of it were merged before', async () => {
    const { output } = await merge('payments.json', 'search.json', '--format', 'json');
    writeFileSync(join(work, 'two.json'), output);
    const again = await merge('two.json', '--format', 'json');
    expect(again.output).toBe(output);
    const three = await merged('two.json', 'empty.json');
    expect(three).toEqual(await merged('payments.json', 'search.json', 'empty.json'));
  });

  test('a name in front of a file goes before what the report says, a folder stands for its files', async () => {
    const { repositories } = await merged('pay=payments.json', 'search.json');
    expect(repositories.map(({ name }) => name)).toEqual(['pay', 'acme/search']);
    const folder = folderWith({
      'in/a.json': readFileSync(join(work, 'payments.json'), 'utf8'),
      'in/deep/b.json': readFileSync(join(work, 'empty.json'), 'utf8'),
      'in/notes.txt': 'no report',
    });
    const { output } = await callCli(folder, ['merge', 'in', '--format', 'json']);
    expect((JSON.parse(output) as Report).repositories.map(({ name }) => name)).toEqual(['acme/payments', 'in/deep/b']);
  });

  test('in every format, with the sum by repository for people', async () => {
    const formats = [
      ['text', /^By repository$/m, /acme\/payments\s+\$/],
      ['markdown', /^\| By repository /m, /^\| acme\/payments /m],
      ['html', /By repository/, /acme\/payments/],
      ['csv', /,repository\r$/m, /,acme\/search\r$/m],
      ['focus', /^BilledCost,/, /acme\/search/],
    ] as const;
    for (const [format, ...texts] of formats) {
      const { status, output, warnings } = await merge('payments.json', 'search.json', '--format', format);
      expect({ status, warnings }).toEqual({ status: 0, warnings: '' });
      for (const text of texts) expect(output, format).toMatch(text);
    }
    expect((await merge('payments.json', '--format', 'sarif')).status).toBe(2);
  });

  test('rows of FOCUS are those of the repositories one by one', async () => {
    const rows = async (name: string, ...options: readonly string[]) =>
      parseCsv((await callCli(join(work, name), ['report', '--format', 'focus', ...options])).output);
    const each = [
      ...(await rows('payments', '--repository', 'acme/payments', '--commit', 'aaaa')),
      ...(await rows('search', '--repository', 'acme/search', '--tag', 'cost_center=7')),
    ];
    const { output } = await merge('payments.json', 'search.json', '--format', 'focus');
    expect(parseCsv(output)).toEqual(each);
  });
});

describe('nothing is added up wrongly', () => {
  test('what two reports hold of one repository counts once, and is told', async () => {
    await make('payments', ['--repository', 'acme/payments', '--commit', 'aaaa'], 'again.json');
    const twice = await merged('payments.json', 'again.json');
    expect(twice.totals.expected).toBeCloseTo(sum(payments), 4);
    expect(twice.deployments).toHaveLength(payments.deployments.length);
    expect(twice.repositories).toHaveLength(1);
    expect(twice.checklist.map(({ answers }) => answers.length)).toEqual(
      payments.checklist.map(({ answers }) => answers.length),
    );
    expect(twice.warnings).toBe(
      '1 file in several reports, counted once: acme/payments/deploy/llama.yaml (payments.json, again.json).\n',
    );
    const given = await merged('payments.json', './payments.json');
    expect(given.totals.expected).toBeCloseTo(sum(payments), 4);
    expect(given.warnings).toBe('payments.json is given twice: it counts once.\n');
  });

  test('the first counts where they differ', async () => {
    await make('payments', ['--repository', 'acme/payments', '--region', 'eu-west-1'], 'elsewhere.json');
    const { totals, remarks, warnings } = await merged('payments.json', 'elsewhere.json');
    expect(totals.expected).toBeCloseTo(sum(payments), 4);
    // What all savings come to together was measured for each of them whole.
    expect(remarks.at(-1)).toContain('The reports differ on what they cost, the first one counts');
    expect(warnings).toContain(remarks.at(-1));
  });

  test('folders of one repository in reports of their own do add up', async () => {
    const mono = folderWith({ 'a/llama.yaml': llamaText, 'b/llama.yaml': llamaText });
    for (const name of ['a', 'b']) {
      await callCli(mono, ['report', name, '--repository', 'mono', '--commit', 'c', '--out', `${name}.json`]);
    }
    const { output, warnings } = await callCli(mono, ['merge', 'a.json', 'b.json', '--format', 'json']);
    expect(warnings).toBe('');
    const { deployments, repositories } = JSON.parse(output) as Report;
    expect(deployments).toHaveLength(4);
    expect(repositories.map((one) => one.deployments)).toEqual([4]);
  });

  test('a repository at two commits is refused', async () => {
    await make('payments', ['--repository', 'acme/payments', '--commit', 'bbbb'], 'later.json');
    const { status, output, warnings } = await merge('payments.json', 'later.json');
    expect({ status, output }).toEqual({ status: 2, output: '' });
    expect(warnings).toBe(
      'serving-cost: acme/payments is in payments.json at commit aaaa and in later.json at commit bbbb: leave one of them out.\n',
    );
  });

  test('other currencies come to dollars at the rates they state, or to the one that is asked for', async () => {
    const yen = await make('search', ['--repository', 'acme/search', '--currency', 'JPY=150@2026-11-20'], 'yen.json');
    expect(yen.currency).toBe('JPY');
    const dollars = await merged('payments.json', 'yen.json');
    expect(dollars.currency).toBe('USD');
    expect(dollars.totals.expected).toBeCloseTo(sum(payments, search), 3);
    expect(dollars.warnings).toBe(
      'The reports are in USD (payments.json), JPY at 150 per USD of 2026-11-20 (yen.json); their figures were brought to USD at these rates. Amounts in words are as they were written.\n',
    );
    // Every figure, not only the total.
    const plain = await merged('payments.json', 'search.json');
    const [converted, written] = [dollars, plain].map(({ deployments }) =>
      deployments.map(({ monthly, unit, components, assumptions, findings }) => ({
        monthly, unit, components, assumptions, savings: findings.map(({ fix }) => [fix?.monthlySaving, fix?.effect?.monthly]),
      })),
    );
    expectClose(converted, written);
    const euros = await merged('payments.json', 'yen.json', '--currency', 'EUR=0.9@2026-11-21');
    expect([euros.currency, euros.exchangeRate]).toEqual(['EUR', { perUsd: 0.9, asOf: '2026-11-21' }]);
    expect(euros.totals.expected).toBeCloseTo(sum(payments, search) * 0.9, 3);
    // The same currency at one rate stays.
    const same = await merged('yen.json');
    expect([same.currency, same.warnings]).toEqual(['JPY', '']);
  });

  test('different price lists and days are told', async () => {
    const older = {
      ...search,
      date: '2026-10-02',
      prices: { asOf: '2026-10-01', id: 'older', usedAsOf: null },
      repositories: search.repositories.map((one) => ({ ...one, date: '2026-10-02', prices: { asOf: '2026-10-01', id: 'older', usedAsOf: null } })),
    };
    writeFileSync(join(work, 'older.json'), JSON.stringify(older));
    const all = await merged('payments.json', 'older.json');
    expect(all.prices.asOf).toBe('2026-10-01');
    expect(all.prices.id).toContain('older');
    expect(all.date).toBe(payments.date);
    expect(all.remarks).toEqual([
      `Priced with 2 price lists: ${payments.prices.id} of ${payments.prices.asOf} (acme/payments), older of 2026-10-01 (acme/search). What differs between repositories may be the prices.`,
      `The reports were made between 2026-10-02 and ${payments.date}.`,
    ]);
    // Each row is in the month of its report.
    const { output } = await merge('payments.json', 'older.json', '--format', 'focus');
    const months = new Set(parseCsv(output).map((row) => `${row.BillingPeriodStart} ${row.x_PriceListId}`));
    expect([...months].toSorted()).toEqual([
      '2026-10-01T00:00:00Z older',
      `2026-11-01T00:00:00Z ${payments.prices.id}`,
    ]);
    const text = await merge('payments.json', 'older.json');
    expect([text.warnings, text.output.replaceAll('\n', ' ')]).toEqual(['', expect.stringContaining('Priced with 2 price lists')]);
  });

  test('--fail-over and broken policies give status 1', async () => {
    const total = sum(payments, search);
    const status = async (limit: number) => (await merge('payments.json', 'search.json', '--fail-over', String(limit))).status;
    expect(await status(Math.floor(total))).toBe(1);
    expect(await status(Math.ceil(total))).toBe(0);
    await make('broken');
    const broken = await merge('payments.json', 'broken.json', '--out', 'all.md');
    expect(broken.status).toBe(1);
    expect(broken.warnings).toMatch(/^broken\/\.servingcost\.yaml:1: policy-budget: /);
  });
});

/** Equal but for the last of ten digits. */
function expectClose(a: unknown, b: unknown, path = ''): void {
  if (typeof a === 'number' && typeof b === 'number') {
    expect(Math.abs(a - b), path).toBeLessThanOrEqual(1e-8 * Math.abs(b) + 1e-12);
  } else if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) {
    expect(Object.keys(a), path).toEqual(Object.keys(b));
    for (const [key, value] of Object.entries(a)) expectClose(value, (b as Record<string, unknown>)[key], `${path}.${key}`);
  } else expect(a, path).toEqual(b);
}

describe('what is no report is refused with what is wrong', () => {
  const sentence = async (...args: readonly string[]): Promise<string> => {
    const { status, output, warnings } = await merge(...args);
    expect({ status, output }).toEqual({ status: 2, output: '' });
    return warnings.replace(/^serving-cost: /, '').trimEnd();
  };
  const given = async (text: string): Promise<string> => {
    writeFileSync(join(work, 'given.json'), text);
    return sentence('payments.json', 'given.json');
  };

  test('files', async () => {
    expect(await sentence()).toBe('merge needs reports: files that report --format json wrote.');
    expect(await sentence('none.json')).toBe('none.json: no such file or folder.');
    expect(await sentence('a=none.json')).toBe('none.json: no such file or folder.');
    expect(await sentence('empty')).toBe('empty: no .json file is in there.');
    writeFileSync(join(work, 'given.json'), Buffer.from([0xff, 0xfe, 0x00]));
    expect(await sentence('given.json')).toBe('given.json is not UTF-8 text.');
  });

  test('texts', async () => {
    expect(await given('')).toMatch(/^given\.json is no JSON: /);
    expect(await given('not json \u001b[31m')).not.toContain('\u001b');
    for (const text of ['null', '3', '[]', '{}', '"x"', '{"version":1}']) {
      expect(await given(text)).toBe('given.json is no report: serving-cost report --format json writes one.');
    }
    expect(await given('['.repeat(200_000))).toMatch(/^given\.json is no JSON: /);
    expect(await given('['.repeat(200_000) + ']'.repeat(200_000))).toMatch(/^given\.json is no report: /);
    const { output } = await callCli(work, ['diff', 'payments', 'search', '--format', 'json']);
    expect(await given(output)).toMatch(/^given\.json is no report: /);
  });

  test('other versions', async () => {
    expect(await given(JSON.stringify({ ...payments, version: 2 }))).toBe(
      'given.json is a report of version 2, and this program reads version 1: make both with the same one.',
    );
  });

  test('values of a wrong type, with their place', async () => {
    const [first] = payments.deployments;
    const wrong = { ...payments, deployments: [{ ...first, monthly: { ...first?.monthly, expected: '12' } }] };
    expect(await given(JSON.stringify(wrong))).toBe(
      'given.json is no report as this program writes it: deployments[0].monthly.expected: Invalid input: expected number, received string. Make it anew with the same one.',
    );
    expect(await given(JSON.stringify(payments).replace(/"expected":[\d.]+/, '"expected":1e999'))).toMatch(
      /expected: Invalid input: expected number, received /,
    );
    expect(await given(JSON.stringify({ ...payments, date: '2026-13-01' }))).toContain('date: expected a day such as 2026-11-20');
    expect(await given(JSON.stringify({ ...payments, currency: 'dollars' }))).toContain('currency: expected a currency such as USD');
  });

  test('names of prototypes are names', async () => {
    const text = JSON.stringify(payments)
      .replaceAll('"acme/payments"', '"__proto__"')
      .replaceAll('"team":"payments"', '"team":"constructor"')
      .replace(/^\{/, '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},');
    writeFileSync(join(work, 'proto.json'), text);
    const all = await merged('proto.json', 'search.json');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(all.repositories.map(({ name }) => name)).toEqual(['__proto__', 'acme/search']);
    expect(all.byTeam.map(({ name }) => name)).toContain('constructor');
    expect('polluted' in all).toBe(false);
    expect(all.totals.expected).toBeCloseTo(sum(payments, search), 4);
  });
});
