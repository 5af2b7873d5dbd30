import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnalysisCache } from '../../src/core/analysis/cache.ts';
import { analyze } from '../../src/core/analyze.ts';
import type { SourceDocument } from '../../src/core/model/document.ts';
import { afterEdit, anyEdit, editedFolders } from '../support/anyEdits.ts';
import { testEnvironment } from '../support/environment.ts';

function told(documents: readonly SourceDocument[], cache = createAnalysisCache()): unknown {
  // Hosts make their environment anew for every analysis.
  const { deployments, totals, files } = analyze(documents, testEnvironment(), cache);
  return {
    totals,
    files: files.map(({ formats, skipped, findings }) => ({ formats, skipped, findings })),
    deployments: deployments.map((one) => ({ ...one, propose: null })),
  };
}

describe('after any edits, a cache tells the same as none', () => {
  it.each(editedFolders)('$name', ({ documents }) => {
    fc.assert(
      fc.property(fc.array(anyEdit, { minLength: 1, maxLength: 5 }), (edits) => {
        const cache = createAnalysisCache();
        const history = [documents];
        told(documents, cache);
        for (const edit of edits) {
          const current = afterEdit(history, edit);
          history.push(current);
          expect(told(current, cache)).toEqual(told(current));
        }
      }),
      { numRuns: 3 },
    );
  });
});
