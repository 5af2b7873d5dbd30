import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { getHover } from '../../../src/core/features/hover.ts';
import type { Currency } from '../../../src/core/model/environment.ts';
import { getPanelDetails, getPanelModel } from '../../../src/core/report/panelModel.ts';
import { renderReport, reportFormats } from '../../../src/core/report/render.ts';
import { getReport } from '../../../src/core/report/report.ts';
import { testEnvironment } from '../../support/environment.ts';
import { workDocument } from '../../support/kindsOfWork.ts';

const documents = (['chat', 'images', 'unnamed'] as const).map(workDocument);
const base = 'file:///repo';
const usd: Currency = { code: 'USD', perUsd: 1, asOf: null };

function inCurrency(currency: Currency) {
  const analysis = analyze(documents, testEnvironment({ currency }));
  return { analysis, report: getReport(analysis, { base, insight: true }) };
}

/** Everything that is shown, as texts by surface. */
function surfaces(currency: Currency): readonly (readonly [string, string])[] {
  const { analysis, report } = inCurrency(currency);
  const texts: (readonly [string, string])[] = reportFormats.map((format) => [
    format,
    renderReport(report, format, { rules: [] }),
  ]);
  const panel = getPanelModel(analysis, { base, scope: 'repo', formats: [] });
  const details = analysis.deployments.map(({ deployment }) =>
    getPanelDetails(analysis, deployment.id, base),
  );
  const hovers = documents.map(({ uri }) => getHover(analysis, uri, { line: 3, character: 8 }));
  return [
    ...texts,
    ['panel', JSON.stringify(panel)],
    ['details', JSON.stringify(details)],
    ['hover', JSON.stringify(hovers)],
  ];
}

describe.each([
  ['EUR', 0.92, '€'],
  ['CHF', 0.8, 'CHF '],
  ['SEK', 10.4, 'SEK '],
  ['JPY', 151, '¥'],
])('in %s', (code, perUsd, sign) => {
  const currency: Currency = { code, perUsd, asOf: '2026-11-20' };

  test('no surface shows a dollar', () => {
    for (const [surface, text] of surfaces(currency)) {
      expect(/.{0,60}\$\d.{0,20}/.exec(text), surface).toBeNull();
      const words = text.replaceAll(/USD of 2026-11-20|per USD|"perUsd"/g, '');
      // Prices of the catalogue are cited as their sources state them.
      expect(/.{0,60}\d USD\b.{0,20}/.exec(words), surface).toBeNull();
      expect(/"unit": ?"USD/.exec(words), surface).toBeNull();
    }
  });

  test('every surface for people names it', () => {
    for (const [surface, text] of surfaces(currency)) {
      if (surface === 'json' || surface === 'csv' || surface === 'sarif' || surface === 'focus')
        continue;
      expect(text, surface).toContain(sign);
    }
  });

  test('amounts are those in dollars times the rate, and nothing else changes', () => {
    const there = inCurrency(currency).report;
    const here = inCurrency(usd).report;
    there.deployments.forEach((one, index) => {
      const other = here.deployments[index];
      expect(one.monthly.expected).toBeCloseTo((other?.monthly.expected ?? NaN) * perUsd, 2);
      expect(one.unit.main?.cost.max).toBeCloseTo((other?.unit.main?.cost.max ?? NaN) * perUsd, 6);
      expect(one.performance).toEqual(other?.performance);
      const rates = (report: typeof one | undefined): readonly number[] =>
        (report?.components ?? []).flatMap(({ inputs }) =>
          inputs.flatMap(({ value, unit }) =>
            typeof value === 'number' && /^(USD|[A-Z]{3})\//.test(unit) ? [value] : [],
          ),
        );
      expect(rates(one).length).toBeGreaterThan(0);
      rates(one).forEach((rate, at) => {
        expect(rate).toBeCloseTo((rates(other)[at] ?? NaN) * perUsd, 6);
      });
      expect(one.insight?.sensitivity.map(({ effect }) => effect)).toEqual(
        other?.insight?.sensitivity.map(({ effect }) => effect),
      );
    });
  });
});
