import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import { renderJson } from '../../src/core/report/json.ts';
import { mergeReports } from '../../src/core/report/merge/mergeReports.ts';
import { readReport } from '../../src/core/report/merge/readReport.ts';
import { reportFormats, renderReport } from '../../src/core/report/render.ts';
import { getReport } from '../../src/core/report/report.ts';
import type { Report } from '../../src/core/report/reportModel.ts';
import { testEnvironment } from '../support/environment.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { sampleAnalysis } from '../support/sampleAnalysis.ts';
import { kserveText, llamaText } from '../support/sampleTexts.ts';

const base = 'file:///repo';
const currencies = [
  { code: 'USD', perUsd: 1, asOf: null },
  { code: 'EUR', perUsd: 0.9, asOf: '2026-11-20' },
  { code: 'JPY', perUsd: 150, asOf: '2026-11-20' },
] as const;
const texts = [
  llama8bText,
  llamaText,
  kserveText,
  llamaText.replace('replicas: 2', 'replicas: 9'),
  'x: 1\n',
];

/** The same few reports in every currency: pricing them is what takes time. */
const reports = currencies.map((currency) =>
  texts.map((text, index) =>
    getReport(
      analyze([{ uri: `${base}/deploy.yaml`, version: 0, text }], {
        ...testEnvironment(),
        currency,
      }),
      { base, repositories: [{ name: `r${index}`, commit: `c${index}`, folder: null, tags: {} }] },
    ),
  ),
);

/** USD a month of the text alone. */
const alone = (index: number): number => reports[0]?.[index]?.totals.expected ?? Number.NaN;

const given = fc.array(
  fc.record({ text: fc.nat(texts.length - 1), currency: fc.nat(currencies.length - 1) }),
  { minLength: 1, maxLength: 8 },
);

function merged(chosen: readonly { readonly text: number; readonly currency: number }[]): Report {
  const result = mergeReports(
    chosen.map(({ text, currency }, index) => {
      const report = reports[currency]?.[text];
      if (report === undefined) throw new Error('no such report');
      return { source: `${index}.json`, label: null, fallback: `${index}`, report };
    }),
    null,
  );
  if ('reason' in result) throw new Error(result.reason);
  return result;
}

test('a sum has every repository once, in whatever order and currency, and is a report itself', () => {
  fc.assert(
    fc.property(given, (chosen) => {
      const sum = merged(chosen);
      const distinct = [...new Set(chosen.map(({ text }) => text))];
      const expected =
        distinct.reduce((total, text) => total + alone(text), 0) * sum.exchangeRate.perUsd;
      expect(Math.abs((sum.totals.expected ?? Number.NaN) - expected)).toBeLessThanOrEqual(
        1e-7 * expected,
      );
      for (const groups of [sum.byTeam, sum.byEnvironment, sum.repositories]) {
        const total = groups.reduce((all, group) => all + (group.expected ?? 0), 0);
        expect(Math.abs(total - expected)).toBeLessThanOrEqual(1e-7 * expected);
      }
      expect(new Set(sum.deployments.map(({ id }) => id)).size).toBe(sum.deployments.length);
      const backwards = merged(chosen.toReversed());
      expect(backwards.deployments).toHaveLength(sum.deployments.length);
      expect(readReport(renderJson(sum))).toEqual(sum);
    }),
    { numRuns: 60 },
  );
});

test('a report is read as it was written, but for the close look', () => {
  const all = [...reports.flat(), getReport(sampleAnalysis, { base, insight: true })];
  for (const report of all) {
    const read = readReport(renderJson(report));
    const deployments = report.deployments.map((one) => ({ ...one, insight: null }));
    expect(read).toEqual({ ...report, deployments });
  }
});

const text = renderJson(reports[0]?.[1] ?? ({} as Report));

/** The text with a part of it replaced, doubled or cut off. */
const damaged = fc
  .record({
    from: fc.nat(text.length),
    length: fc.nat(400),
    by: fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom('null', '-1', '{}', '[]', '1e400', '"\\u0000"', '"__proto__"'),
    ),
  })
  .map(({ from, length, by }) => text.slice(0, from) + by + text.slice(from + length));

/** The report with the value of one key replaced, wherever it stands. */
const altered = fc
  .record({ key: fc.nat(5000), by: fc.oneof(fc.jsonValue(), fc.constant(undefined)) })
  .map(({ key, by }) => {
    let left = key;
    const alter = (value: unknown): unknown => {
      if (left-- === 0) return by;
      if (Array.isArray(value)) return value.map(alter);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, alter(one)]));
    };
    const changed = alter(JSON.parse(text));
    return changed === undefined ? '' : JSON.stringify(changed);
  });

test('whatever a file holds is a report or a reason, and a report can be shown in every format', () => {
  fc.assert(
    fc.property(fc.oneof(damaged, altered, fc.json(), fc.string()), (given) => {
      const read = readReport(given);
      if ('reason' in read) {
        expect(read.reason).not.toBe('');
        return;
      }
      const sum = mergeReports(
        [{ source: 'a.json', label: null, fallback: 'a', report: read }],
        null,
      );
      if ('reason' in sum) return;
      for (const format of reportFormats) expect(renderReport(sum, format)).toMatch(/\n$/);
    }),
    { numRuns: 300 },
  );
});
