import { createAnalysisCache } from '../../src/core/analysis/cache.ts';
import { analyze } from '../../src/core/analyze.ts';
import { getReport } from '../../src/core/report/report.ts';
import { changedLines } from '../../src/core/review/changedLines.ts';
import { getReview } from '../../src/core/review/review.ts';
import { testEnvironment } from './environment.ts';
import { llama8bText } from './llama8bText.ts';
import { llamaText } from './sampleTexts.ts';

export const reviewBase = 'file:///repo';

const document = (name: string, text: string) => ({
  uri: `${reviewBase}/${name}`,
  version: 1,
  text,
});
const before = [document('chat.yaml', llama8bText), document('old.yaml', llamaText)];
const after = [
  document('chat.yaml', llama8bText.replace('replicas: 2', 'replicas: 5')),
  document('new.yaml', llama8bText.replace('name: chat ', 'name: talk ').replace('8B', '3B')),
];

const environment = testEnvironment();
const cache = createAnalysisCache();

/** What there is after a change: one deployment with more replicas, one that is new; two are gone. */
export const analysisAfter = analyze(after, environment, cache);

export const sampleReview = getReview(
  { name: 'main', snapshot: getReport(analyze(before, environment, cache), { base: reviewBase }) },
  { name: 'work tree', snapshot: getReport(analysisAfter, { base: reviewBase }) },
  changedLines({ before, after }, environment, { base: reviewBase, most: 100 }, cache),
);
