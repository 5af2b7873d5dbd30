import { createAnalysisCache } from '../../../src/core/analysis/cache.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { getReport } from '../../../src/core/report/report.ts';
import { changedLines } from '../../../src/core/review/changedLines.ts';
import { getReview } from '../../../src/core/review/review.ts';
import { snapshotOf } from '../../../src/core/review/snapshotOf.ts';
import { testEnvironment } from '../../support/environment.ts';
import type { Figures } from '../figures.ts';
import { manifest } from '../manifest.ts';
import { roundsOf } from '../measure.ts';

const base = 'file:///bench';
const files = 300;
/** Every so-many-th file is edited. */
const spacing = 25;

/** As `diff` does it, next to one `report` on the same files. */
export async function benchReview(figures: Figures): Promise<void> {
  const environment = testEnvironment();
  const before = Array.from({ length: files }, (_, index) => ({
    uri: `${base}/team-${index}/server.yaml`,
    version: 0,
    text: manifest(1).replaceAll('llama-0', `llama-${index}`),
  }));
  const after = before.map((document, index) =>
    index % spacing === 0
      ? { ...document, text: document.text.replace('replicas: 2', 'replicas: 3') }
      : document,
  );
  const report = await roundsOf(
    () => getReport(analyze(after, environment, createAnalysisCache()), { base }),
    3,
  );
  const review = await roundsOf(() => {
    const cache = createAnalysisCache();
    const old = analyze(before, environment, cache);
    const now = analyze(after, environment, cache);
    const lines = changedLines({ before, after }, environment, { base, most: 60 }, cache);
    return getReview(
      { name: 'before', snapshot: snapshotOf(old, base) },
      { name: 'after', snapshot: snapshotOf(now, base) },
      lines,
    );
  }, 3);
  figures.time('one report', report.least);
  figures.time(
    'the review of 12 edits, line by line',
    review.least,
    `${(review.least / report.least).toFixed(2)} × one report`,
  );
}
