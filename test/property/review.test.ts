import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAnalysisCache } from '../../src/core/analysis/cache.ts';
import { analyze } from '../../src/core/analyze.ts';
import { getReport } from '../../src/core/report/report.ts';
import { changedLines } from '../../src/core/review/changedLines.ts';
import { getReview } from '../../src/core/review/review.ts';
import { testEnvironment } from '../support/environment.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { kserveText, llamaText } from '../support/sampleTexts.ts';

const environment = testEnvironment();
const base = 'file:///repo';
const texts = { 'a.yaml': llama8bText, 'b.yaml': llamaText, 'c.yaml': kserveText } as const;

/** Edits that people make, and some that leave a text that cannot be read. */
const edits: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replace('replicas: 2', 'replicas: 5'),
  (text) => text.replace('v0.9.1', 'v0.10.0'),
  (text) => text.replace('a10g', 'l4'),
  (text) => text.replace('Llama-3.1-8B-Instruct', 'Llama-3.1-70B-Instruct'),
  (text) => `# a comment\n${text}`,
  (text) => text.replace(/^ {2}replicas:.*\n/m, ''),
  (text) => text.replace('metadata:', 'metadata: ['),
  () => '',
];

const version = fc
  .record({
    'a.yaml': fc.option(fc.constantFrom(...edits), { nil: null }),
    'b.yaml': fc.option(fc.constantFrom(...edits), { nil: null }),
    'c.yaml': fc.option(fc.constantFrom(...edits), { nil: null }),
  })
  .map((chosen) =>
    Object.entries(texts).flatMap(([name, text]) => {
      const edit = chosen[name as keyof typeof texts];
      return edit === null ? [] : [{ uri: `${base}/${name}`, version: 0, text: edit(text) }];
    }),
  );

test('between any two versions, deployments and edited lines each add up to the difference of the totals', () => {
  fc.assert(
    fc.property(version, version, (before, after) => {
      const cache = createAnalysisCache();
      const report = (documents: typeof before) =>
        getReport(analyze(documents, environment, cache), { base });
      const lines = changedLines({ before, after }, environment, { base, most: 1000 }, cache);
      const review = getReview(
        { name: 'old', snapshot: report(before) },
        { name: 'new', snapshot: report(after) },
        lines,
      );
      const { delta } = review.totals;
      if (delta === null) return;
      const tolerance = 0.05;
      const ofDeployments = review.deployments.reduce(
        (sum, one) => sum + (one.after ?? 0) - (one.before ?? 0),
        0,
      );
      expect(Math.abs(ofDeployments - delta)).toBeLessThan(tolerance);
      const ofLines = (lines ?? []).reduce((sum, run) => sum + run.delta, 0);
      expect(Math.abs(ofLines - delta)).toBeLessThan(tolerance);
      const back = getReview(
        { name: 'new', snapshot: report(after) },
        { name: 'old', snapshot: report(before) },
      );
      expect(back.totals.delta).toBe(delta === 0 ? 0 : -delta);
      expect(back.findings.introduced).toEqual(review.findings.resolved);
    }),
    { numRuns: 40 },
  );
});
