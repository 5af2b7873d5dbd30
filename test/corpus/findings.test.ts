import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import type { SourceDocument } from '../../src/core/model/document.ts';
import { testEnvironment } from '../support/environment.ts';
import { brokenLaws, fixesOf } from '../support/fixLaws.ts';
import { corpusIsHere, entries, parsed } from './corpus.ts';

const demands = {
  'nothing stated': null,
  'a busy service with limits': `workload:
  requestsPerSecond: 3
  inputTokens: 800
  outputTokens: 200
  cachedPrefixShare: 0.4
  cacheableShare: 0.2
  routableShare: 0.5
  maxAccuracyLoss: 1
  latency: { ttftMs: 1500, tpotMs: 80 }
`,
  'little traffic in staging': `environment: staging
workload:
  requestsPerSecond: 0.05
  shape: business-hours
  latencyClass: interactive
`,
  'batch work': `workload:
  requestsPerSecond: 1
  latencyClass: batch
`,
};

/** Each file on its own, once: several entries of the index may be of one file. */
const documents: readonly SourceDocument[] = [
  ...new Map(entries.map((entry) => [entry.path, entry])).values(),
].map((entry) => parsed(entry).source);

describe.skipIf(!corpusIsHere)(
  'findings on real files (skipped where they are not at hand)',
  () => {
    it.each(Object.entries(demands))('keep what their fixes promise: %s', (_, demand) => {
      const environment = testEnvironment(
        demand === null
          ? {}
          : {
              assumptions: {
                uri: 'file:///demand.yaml',
                version: 1,
                text: `version: 1\n${demand}`,
              },
            },
      );
      let fixes = 0;
      const broken = documents.flatMap((document) => {
        const analysis = analyze([document], environment);
        return fixesOf(analysis).flatMap((one) => {
          // What only names the accelerator is another file's business: each has dozens of them.
          if (one.finding.code === 'unknown-accelerator') return [];
          fixes++;
          return brokenLaws(one, [document], analysis, environment);
        });
      });
      expect(broken).toEqual([]);
      expect(fixes).toBeGreaterThan(0);
    });
  },
);
