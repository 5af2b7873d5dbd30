import { describe, expect, it, test } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { partOfAnalysis } from '../../../src/core/narrow.ts';
import { getStatusBarText } from '../../../src/core/features/statusBar.ts';
import {
  exportFormats,
  exportReport,
  reportFileName,
} from '../../../src/core/report/exportFormats.ts';
import { readExportRequest } from '../../../src/core/report/exportRequest.ts';
import { formatMonthly } from '../../../src/core/report/format.ts';
import type { Report } from '../../../src/core/report/reportModel.ts';
import { testEnvironment } from '../../support/environment.ts';
import { llama8bText } from '../../support/llama8bText.ts';
import { llamaText } from '../../support/sampleTexts.ts';

const [html] = exportFormats;

test.each([
  ['llama-70b-chat', 'serving-cost-llama-70b-chat.html'],
  ['deployment.yaml', 'serving-cost-deployment.html'],
  ['Größe (alt)', 'serving-cost-Größe-alt.html'],
  ['../../etc', 'serving-cost-etc.html'],
  ['..', 'serving-cost.html'],
  ['a'.repeat(300), `serving-cost-${'a'.repeat(60)}.html`],
])('the report on %s is saved as %s', (scope, name) => {
  expect(html && reportFileName(scope, html)).toBe(name);
});

describe('what a caller of Export Report has decided', () => {
  it('is taken where it can be understood', () => {
    expect(readExportRequest({ uri: 'file:///a', format: 'csv' })).toEqual({
      uri: 'file:///a',
      format: 'csv',
    });
  });

  it.each([undefined, 7, 'file:///a', { uri: 7 }, { format: 'exe' }])(
    'is nothing in %j',
    (given) => {
      expect(readExportRequest(given)).toEqual({});
    },
  );
});

describe('the report on one file of several', () => {
  const chat = { uri: 'file:///w/chat.yaml', version: 0, text: llama8bText };
  const others = { uri: 'file:///w/llama.yaml', version: 0, text: llamaText };
  const environment = testEnvironment();
  const both = analyze([chat, others], environment);
  const one = partOfAnalysis(both, ({ uri }) => uri === chat.uri);

  it('is the report on that file alone, where nothing joins them', () => {
    const options = { base: 'file:///w', unread: [] };
    const alone = analyze([chat], environment);
    expect(both.deployments.length).toBeGreaterThan(alone.deployments.length);
    expect(alone.totals.jointSaving).toBeGreaterThan(0);
    expect(exportReport(one, 'json', options)).toBe(exportReport(alone, 'json', options));
  });

  it('has the month of the status bar', () => {
    const { monthly, lowerBound } = one.totals;
    expect(getStatusBarText(both, chat.uri)?.text).toBe(
      formatMonthly(monthly.expected, environment.currency, lowerBound),
    );
  });

  it('names what could not be read', () => {
    const unread = [{ uri: 'file:///w/big.yaml', reason: 'is larger than 1 MB' }];
    const report = JSON.parse(exportReport(one, 'json', { base: 'file:///w', unread })) as Report;
    expect(report.skipped).toContainEqual({
      file: 'big.yaml',
      reason: 'is larger than 1 MB',
      line: null,
    });
  });
});
