import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../../src/core/analysis.ts';
import { reportFormats, renderReport } from '../../../src/core/report/render.ts';
import { getReport } from '../../../src/core/report/report.ts';
import type { Report } from '../../../src/core/report/reportModel.ts';
import { renderText } from '../../../src/core/report/text.ts';
import { readJunit } from '../../support/junitSchema.ts';
import { sampleAnalysis } from '../../support/sampleAnalysis.ts';
import { sarifMistakes } from '../../support/sarifSchema.ts';

const base = 'file:///repo';
const report = getReport(sampleAnalysis, { base });
const empty: Report = { ...report, deployments: [], findings: [], skipped: [] };

/** The sample with `text` wherever a config or a fact can put text of its own. */
function withText(text: string): Report {
  const analysis: Analysis = {
    ...sampleAnalysis,
    deployments: sampleAnalysis.deployments.map((one) => ({
      ...one,
      deployment: { ...one.deployment, name: text, kind: text },
      findings: one.findings.map((finding) => ({
        ...finding,
        message: text,
        tradeOffs: [text],
        fixes: finding.fixes.map((fix) => ({ ...fix, title: text })),
      })),
      estimate: {
        ...one.estimate,
        missing: [text],
        components: one.estimate.components.map((part) => ({ ...part, name: text, formula: text })),
        assumptions: [
          {
            name: text,
            value: text,
            unit: text,
            origin: { kind: 'default', name: text, reason: text },
          },
        ],
      },
    })),
  };
  return getReport(analysis, { base, skipped: [{ file: text, reason: text, line: null }] });
}

describe('text', () => {
  test('fits 100 columns, whatever the names', () => {
    const texts = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(texts, (text) => {
        for (const line of renderText(withText(text)).split('\n')) {
          expect(Array.from(line).length).toBeLessThanOrEqual(100);
        }
      }),
    );
  });

  test('says why a price is not known', () => {
    const [one, ...others] = report.deployments;
    if (!one) throw new Error('nothing to report');
    const reason = 'no public price of L40S by the second on cerebrium is known';
    const open = { ...report, deployments: [{ ...one, missing: [reason] }, ...others] };
    expect(renderText(open)).toContain(`Not in the total\n  ${one.name}: ${reason}\n`);
    expect(renderReport(open, 'markdown')).toContain(`not in the total: ${reason}\n`);
    expect(renderText(report)).not.toContain('Not in the total');
  });

  test('colours only what it is told to, and without changing the layout', () => {
    const styles = new Set<string>();
    const painted = renderText(report, (style, text) => {
      styles.add(style);
      return `\u001b[1m${text}\u001b[0m`;
    });
    expect(styles).toEqual(new Set(['bold', 'dim', 'green', 'red']));
    expect(painted.replaceAll('\u001b[1m', '').replaceAll('\u001b[0m', '')).toBe(
      renderText(report),
    );
    expect(renderText(report)).not.toContain('\u001b');
  });

  test('no text of a config reaches the terminal as a control sequence', () => {
    expect(renderText(withText('\u001b]0;evil\u0007 \u202e\u009b31m'))).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/,
    );
  });
});

describe('html', () => {
  test('is one file without scripts or anything to load', () => {
    const html = renderReport(report, 'html');
    expect(html).not.toMatch(/<(script|link|img|iframe|object|form|svg)\b/i);
    expect(html).not.toMatch(/\son\w+=|url\(|@import|https?:\/\/(?!\S*<)/i);
    expect(html).toContain('$10,000/mo');
  });

  test('no text of a config becomes an element or an attribute', () => {
    const plain = renderReport(withText('x'), 'html');
    const hostile = renderReport(
      withText(`"><script>alert(1)</script><a href='javascript:x'>`),
      'html',
    );
    const tags = (html: string) => html.match(/<[^>]*>/g);
    expect(tags(hostile)).toEqual(tags(plain));
  });
});

describe('markdown', () => {
  test('no text of a config breaks a table or becomes a link, HTML or a mention', () => {
    const markdown = renderReport(
      withText('a | b\n# [x](javascript:x) <b>@octocat #1 `'),
      'markdown',
    );
    expect(markdown).not.toMatch(/(?<!\\)\]\(javascript/);
    expect(markdown).not.toMatch(/<b>|@octocat/);
    const rows = markdown.split('\n').filter((line) => line.startsWith('| '));
    for (const row of rows) expect([5, 6, 8]).toContain(row.split(/(?<!\\)\|/).length);
  });
});

describe('csv', () => {
  /** A reader after RFC 4180. */
  const read = (csv: string): string[][] => {
    const rows: string[][] = [];
    let row: string[] = [];
    for (const [, quoted, plain, end] of csv.matchAll(
      /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g,
    )) {
      row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
      if (end === ',') continue;
      rows.push(row);
      row = [];
    }
    return rows;
  };

  test('reads back as it was, with as many cells in every row', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (text) => {
        const [header, ...rows] = read(renderReport(withText(text), 'csv'));
        expect(rows).toHaveLength(4);
        for (const row of rows) {
          expect(row).toHaveLength(header?.length ?? 0);
          expect(row[0]?.replace(/^'(?=[=+\-@\t\r\n])/, '')).toBe(text);
        }
      }),
    );
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('%j is no formula', (text) => {
    expect(read(renderReport(withText(text), 'csv'))[1]?.[0]).toBe(`'${text}`);
  });

  test('without deployments there is a header alone', () => {
    expect(renderReport(empty, 'csv')).toMatch(/^name,file,[^\n]*\r\n$/);
  });
});

describe('sarif', () => {
  test.each([
    ['a report', report],
    ['an empty report', empty],
    ['odd names', withText('ü <x> "\\ \u202e')],
  ])('%s follows the standard', (_name, given) => {
    expect(sarifMistakes(renderReport(given, 'sarif'))).toEqual([]);
  });

  test('the schema of this test tells right from wrong', () => {
    const log = (driver: object) =>
      JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver }, results: [] }] });
    expect(sarifMistakes(log({ name: 'x' }))).toEqual([]);
    expect(sarifMistakes(log({}))).toHaveLength(1);
    expect(sarifMistakes(log({ name: 'x', nickname: 'y' }))).toHaveLength(1);
  });

  test('every result names its rule by index', () => {
    const { runs } = JSON.parse(renderReport(report, 'sarif')) as {
      runs: {
        tool: { driver: { rules: { id: string }[] } };
        results: { ruleId: string; ruleIndex: number }[];
      }[];
    };
    const [run] = runs;
    expect(run?.results).toHaveLength(5);
    for (const { ruleId, ruleIndex } of run?.results ?? []) {
      expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    }
  });
});

describe('junit', () => {
  test('budgets, months and findings are test cases; errors fail', () => {
    const cases = readJunit(renderReport(report, 'junit'));
    expect(cases.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name)).toEqual([
      'Team search',
      'does-not-fit',
    ]);
    expect(cases.filter(({ name }) => name === 'month')).toHaveLength(4);
    expect(cases.filter(({ suite }) => suite === 'budgets')).toHaveLength(2);
    // The budget says it already.
    expect(cases.filter(({ suite }) => suite === 'files')).toEqual([]);
  });

  test('a limit is one, too', () => {
    const held = {
      isExceeded: true,
      words: 'The month is expected to cost $2/mo, above the limit of $1/mo.',
    };
    const [first] = readJunit(renderReport(report, 'junit', { limit: held }));
    expect(first).toMatchObject({ outcome: 'failed', message: held.words });
    const kept = readJunit(
      renderReport(report, 'junit', { limit: { ...held, isExceeded: false } }),
    );
    expect(kept[0]).toMatchObject({ name: first?.name, outcome: 'passed' });
  });

  test('what has no price is skipped, not passed', () => {
    const [one, ...others] = report.deployments;
    if (!one) throw new Error('nothing to report');
    const monthly = { ...one.monthly, min: null, expected: null, max: null };
    const unpriced = { ...one, monthly, missing: ['no price of it'] };
    const cases = readJunit(
      renderReport({ ...report, deployments: [unpriced, ...others] }, 'junit'),
    );
    expect(cases.find(({ className }) => className === one.id)).toMatchObject({
      name: 'month',
      outcome: 'skipped',
      message: 'No price is known: no price of it',
    });
  });

  test('is read whatever the text of a config, each case with a name of its own', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (text) => {
        const cases = readJunit(renderReport(withText(text), 'junit'));
        const names = cases.map(({ suite, className, name }) => `${suite}\n${className}\n${name}`);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
    expect(renderReport(withText(']]><failure/>\u0000\ud800"'), 'junit')).not.toMatch(
      /[\u0000\ud800]|]]>/,
    );
  });
});

test('what people read says that the total is above the limit', () => {
  const words = 'The month is expected to cost $2/mo, above the limit of $1/mo.';
  for (const format of ['markdown', 'html'] as const) {
    const page = (isExceeded: boolean) =>
      renderReport(report, format, { limit: { isExceeded, words } });
    expect(page(true)).toContain('above the limit of');
    expect(page(false)).toBe(renderReport(report, format));
  }
});

test.each(reportFormats)('%s ends with a line break and says when there is nothing', (format) => {
  const text = renderReport(empty, format);
  expect(text.endsWith('\n')).toBe(true);
  if (['text', 'markdown', 'html'].includes(format)) {
    expect(text).toContain('No serving deployments found.');
  }
});

test('json is the report', () => {
  expect(JSON.parse(renderReport(report, 'json'))).toEqual(JSON.parse(JSON.stringify(report)));
});
