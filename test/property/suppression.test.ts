import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import { createAnalysisCache } from '../../src/core/analysis/cache.ts';
import { ignoreInFileEdits } from '../../src/core/analysis/ignoreInFile.ts';
import type { Analysis } from '../../src/core/analysis.ts';
import { ignoreEdits } from '../../src/core/assumptions/ignoreEdits.ts';
import type { Proposal } from '../../src/core/model/change.ts';
import type { SourceDocument } from '../../src/core/model/document.ts';
import { commentSigns } from '../../src/core/syntax/comments.ts';
import { applyEdits } from '../../src/core/text/applyEdits.ts';
import { exampleFolders } from '../../scripts/exampleFolders.ts';
import { testEnvironment } from '../support/environment.ts';

function applied(documents: readonly SourceDocument[], proposal: Proposal): SourceDocument[] {
  if ('refused' in proposal) throw new Error(proposal.refused);
  const byUri = new Map(documents.map((document) => [document.uri, document]));
  for (const { uri, edits } of proposal.edits) {
    const before = byUri.get(uri) ?? { uri, version: 0, text: '' };
    byUri.set(uri, { ...before, text: applyEdits(before.text, edits) });
  }
  return [...byUri.values()];
}

/** Each finding as deployment and code. */
const found = ({ deployments }: Analysis): string[] =>
  deployments.flatMap(({ deployment, findings }) =>
    findings.map(({ code }) => `${deployment.id} ${code}`),
  );
const prices = ({ deployments, totals }: Analysis): string =>
  JSON.stringify([deployments.map(({ estimate }) => estimate.monthly), totals.monthly]);
const analysed = (documents: readonly SourceDocument[]) => analyze(documents, testEnvironment());

describe.each(exampleFolders())('$name', ({ documents }) => {
  const before = analysed(documents);
  const files = before.files.map(({ file }) => file);
  const all = before.deployments.flatMap(({ deployment, findings }) =>
    [...new Set(findings.map(({ code }) => code))].map((code) => ({ deployment, code })),
  );

  it('noting in either place that a finding is not wanted hides it, alone, and changes no price', () => {
    for (const { deployment, code } of all) {
      for (const edits of [ignoreInFileEdits, ignoreEdits]) {
        if (edits === ignoreInFileEdits && commentSigns(deployment.uri).length === 0) continue;
        // Deployments of one text (overlays) share its comments, those of one name its entry.
        const after = analysed(applied(documents, edits(deployment, code, 'a reason', files)));
        expect(prices(after)).toBe(prices(before));
        expect(found(after)).not.toContain(`${deployment.id} ${code}`);
        const gone = found(before).filter((one) => !found(after).includes(one));
        expect(gone.every((one) => one.endsWith(` ${code}`))).toBe(true);
        expect(
          after.deployments.find((one) => one.deployment.id === deployment.id)?.suppressed,
        ).toMatchObject([{ code, reason: 'a reason' }]);
      }
    }
  });

  it('what ended hides nothing, and removing it leaves the text as it was', () => {
    for (const { deployment, code } of all) {
      if (commentSigns(deployment.uri).length === 0) continue;
      const proposal = ignoreInFileEdits(deployment, code, 'until 2020-01-31 a reason', files);
      const noted = applied(documents, proposal);
      const after = analysed(noted);
      expect(found(after)).toEqual(found(before));
      const [ended] = after.files
        .flatMap(({ findings }) => findings)
        .filter((finding) => finding.code === 'expired-suppression');
      const removed = applied(noted, { edits: ended?.fixes[0]?.edits ?? [] });
      expect(removed).toEqual(documents.map((document) => ({ ...document })));
    }
  });
});

describe('comments anywhere', () => {
  const cases = exampleFolders().flatMap(({ documents }) =>
    documents
      .filter(({ uri }) => commentSigns(uri).length > 0 && !uri.endsWith('.servingcost.yaml'))
      .map((document) => ({ documents, document })),
  );

  it('change no price; taken away again, everything is as before, also from what is remembered', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.nat(),
        fc.constantFrom('quantize', 'spot', 'batching', 'unknown-accelerator', 'policy-budget'),
        fc.boolean(),
        ({ documents, document }, at, code, wholeFile) => {
          const lines = document.text.split('\n');
          const line = at % lines.length;
          // Inside a value of several lines it would be a part of the value.
          fc.pre(!/[|>][-+]?\s*$|\\\s*$/m.test(document.text));
          const kind = wholeFile ? 'ignore-file' : 'ignore';
          const text = lines
            .toSpliced(line, 0, `# serving-cost: ${kind}[${code}] a reason`)
            .join('\n');
          const cache = createAnalysisCache();
          const noted = documents.map((one) => (one === document ? { ...one, text } : one));
          const before = analyze(documents, testEnvironment(), cache);
          const after = analyze(noted, testEnvironment(), cache);
          expect(prices(after)).toBe(prices(before));
          const hidden = found(before).filter((one) => !found(after).includes(one));
          expect(hidden.every((one) => one.endsWith(` ${code}`))).toBe(true);
          const again = analyze(documents, testEnvironment(), cache);
          expect(JSON.stringify(again.deployments)).toBe(JSON.stringify(before.deployments));
        },
      ),
      { numRuns: 25 },
    );
  });
});
