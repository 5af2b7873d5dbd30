import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../../src/core/analysis.ts';
import { getReport } from '../../../src/core/report/report.ts';
import { sampleAnalysis } from '../../support/sampleAnalysis.ts';
import { sampleEnvironment } from '../../support/sampleEnvironment.ts';
import { kserveText, llamaText } from '../../support/sampleTexts.ts';

const base = 'file:///repo';
const report = getReport(sampleAnalysis, { base });
const byName = (name: string) => {
  const found = report.deployments.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no deployment ${name}`);
  return found;
};

test('names files from the base, counts lines from 1 and keeps offsets', () => {
  const { file, line, findings } = byName('llama-70b');
  expect({ file, line }).toEqual({ file: 'serving/llama.yaml', line: 4 });
  const [quantize] = findings;
  expect(quantize).toMatchObject({ line: 17, column: 23, endLine: 17 });
  expect(llamaText.slice(quantize?.start, quantize?.end)).toBe('meta-llama/Llama-3.1-70B-Instruct');
  const edits = quantize?.fix?.edits ?? [];
  expect(edits.map(({ start, end }) => llamaText.slice(start, end))).toEqual(['2', '2']);
});

test('an accelerator that is not named is null with a count, and CPU has none', () => {
  expect(byName('chat-8b').accelerator).toEqual({ name: null, count: 1 });
  expect(byName('chat-8b').candidates.map((one) => one.accelerator)).toEqual([
    'L4',
    'A10G',
    'A100-SXM-80',
  ]);
  expect(byName('reranker').accelerator).toBeNull();
});

test('every value that is assumed says where it is from', () => {
  expect(byName('llama-70b').assumptions[0]).toEqual({
    field: 'requestsPerSecond',
    value: 2,
    unit: 'req/s',
    origin: 'default',
    from: 'default: a small service',
    file: null,
    line: null,
    asOf: null,
  });
  expect(byName('llama-70b').components[0]?.inputs[0]).toMatchObject({
    field: 'replicas',
    origin: 'config',
    from: 'serving/llama.yaml:8',
    line: 8,
  });
});

test('components add up to the monthly total, deployments to the totals', () => {
  for (const { components, monthly } of report.deployments) {
    const sum = components.reduce((total, one) => total + (one.monthly?.expected ?? 0), 0);
    expect(sum).toBeCloseTo(monthly.expected ?? Number.NaN, 6);
  }
  const sum = report.deployments.reduce((total, one) => total + (one.monthly.expected ?? 0), 0);
  expect(report.totals.expected).toBeCloseTo(sum, 6);
});

test('a file of which something was left alone is named with the reason', () => {
  expect(
    getReport(sampleAnalysis, {
      base,
      skipped: [{ file: 'big.yaml', reason: 'larger than 5 MB', line: null }],
    }).skipped,
  ).toEqual([
    { file: 'serving/kserve.yaml', reason: 'TrainedModel is not read', line: 1 },
    { file: 'big.yaml', reason: 'larger than 5 MB', line: null },
  ]);
  expect(kserveText).toContain('InferenceService');
});

describe('what is not known', () => {
  const unpriced: Analysis = {
    ...sampleAnalysis,
    deployments: sampleAnalysis.deployments.map((one) => ({
      ...one,
      estimate: {
        ...one.estimate,
        monthly: null,
        lowerBound: true,
        components: one.estimate.components.map((component) => ({
          ...component,
          unitPrice: null,
          monthly: null,
        })),
        utilization: Number.NaN,
      },
    })),
    totals: { monthly: { min: 0, expected: 0, max: 0 }, lowerBound: true, jointSaving: 0 },
  };

  test('is null, not zero', () => {
    const { deployments, totals } = getReport(unpriced, { base });
    expect(totals).toEqual({
      min: null,
      expected: null,
      max: null,
      jointSaving: null,
      lowerBound: true,
    });
    for (const { monthly, performance, components } of deployments) {
      expect(monthly).toMatchObject({
        expected: null,
        compute: null,
        storage: null,
        lowerBound: true,
      });
      expect(performance.utilization).toBeNull();
      expect(components.every((one) => one.unitPrice === null)).toBe(true);
    }
  });

  test('no deployments cost nothing', () => {
    const none = {
      ...sampleAnalysis,
      deployments: [],
      totals: { ...unpriced.totals, lowerBound: false },
    };
    expect(getReport(none, { base }).totals.expected).toBe(0);
  });
});

test('money is in the currency of the environment', () => {
  const currency = { code: 'EUR', perUsd: 0.5, asOf: '2026-11-20' };
  const inEuro = getReport(
    { ...sampleAnalysis, environment: { ...sampleEnvironment, currency } },
    { base },
  );
  expect(inEuro.currency).toBe('EUR');
  expect(inEuro.totals.expected).toBeCloseTo((report.totals.expected ?? 0) / 2, 6);
  expect(inEuro.deployments[2]?.findings[0]?.fix?.monthlySaving).toBeCloseTo(5009.0775 / 2, 6);
});

test('the same analysis gives the same bytes', () => {
  expect(JSON.stringify(getReport(sampleAnalysis, { base }))).toBe(JSON.stringify(report));
});
