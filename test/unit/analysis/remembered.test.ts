import { expect, test } from 'vitest';
import { createAnalysisCache } from '../../../src/core/analysis/cache.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { manifest } from '../../bench/manifest.ts';
import { testEnvironment } from '../../support/environment.ts';

/** What is priced and said, with the places that it is read from. */
function told(text: string, cache = createAnalysisCache()): unknown {
  const source = { uri: 'file:///servers.yaml', version: 0, text };
  // Hosts make their environment anew for every analysis.
  const { deployments, totals } = analyze([source], testEnvironment(), cache);
  return {
    totals,
    deployments: deployments.map(({ estimate, findings }) => ({ estimate, findings })),
  };
}

const text = manifest(3);

test.each([
  ['lines before everything', `# one\n# two\n${text}`],
  [
    'a comment in the middle',
    text.replace('---\napiVersion: apps/v1', '---\n# next\napiVersion: apps/v1'),
  ],
  ['an autoscaler that allows more', text.replace('maxReplicas: 4', 'maxReplicas: 9')],
  ['a number with more digits', text.replace('--max-num-seqs=64', '--max-num-seqs=128')],
  ['an object less', text.slice(text.indexOf('---\napiVersion: apps/v1') + 4)],
])('after a change, a cache tells the same as none: %s', (_, changed) => {
  const cache = createAnalysisCache();
  told(text, cache);
  expect(told(changed, cache)).toEqual(told(changed));
});
