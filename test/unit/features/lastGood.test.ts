import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../../src/core/analysis.ts';
import { getDiagnostics } from '../../../src/core/features/diagnostics.ts';
import { isWhole, keepLastGood } from '../../../src/core/features/lastGood.ts';
import type { ParseProblem } from '../../../src/core/syntax/tree.ts';
import { sampleAnalysis } from '../../support/sampleAnalysis.ts';
import { llamaText, llamaUri } from '../../support/sampleTexts.ts';

const everywhere = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };
const separator = llamaText.indexOf('---');

/** The first document of the file is half-typed: its deployment is read as far as it goes, or not at all. */
function halfTyped(text: string, firstIs: 'broken' | 'gone'): Analysis {
  const added = text.length - llamaText.length;
  const problem: ParseProblem = {
    code: 'syntax-error',
    message: 'half-typed',
    span: { start: 0, end: 1 },
  };
  const moved = (span: { start: number; end: number }) => ({
    start: span.start + added,
    end: span.end + added,
  });
  return {
    ...sampleAnalysis,
    files: [
      {
        file: {
          source: { uri: llamaUri, version: 2, text },
          documents: [
            { root: null, span: { start: 0, end: separator + added }, problems: [problem] },
            { root: null, span: { start: separator + added, end: text.length }, problems: [] },
          ],
          problems: [problem],
        },
        formats: ['kubernetes'],
        skipped: [],
        findings: [],
      },
    ],
    deployments: sampleAnalysis.deployments
      .filter(({ deployment }) => deployment.uri === llamaUri)
      .flatMap((one) => {
        const { deployment } = one;
        if (deployment.name === 'llama-70b') {
          return firstIs === 'gone'
            ? []
            : [{ ...one, deployment: { ...deployment, broken: true } }];
        }
        return [{ ...one, deployment: { ...deployment, nameSpan: moved(deployment.nameSpan) } }];
      }),
  };
}

const typed = llamaText.replace(
  '            - --max-num-seqs',
  '            - "--foo\n            - --max-num-seqs',
);

describe.each(['broken', 'gone'] as const)(
  'a deployment that is %s while it is typed in',
  (first) => {
    const view = keepLastGood(halfTyped(typed, first), sampleAnalysis, llamaUri);

    test('keeps its lens, dimmed and without fixes; the others are as they are', () => {
      const lenses = view.codeLenses();
      expect(lenses.map(({ range, command }) => [range.start.line + 1, command?.title])).toEqual([
        [29, '$261/mo · 1 × c7i.2xlarge'],
        [4, '$10,000/mo · 4 × A100-SXM-80 · $1.91/1M tokens · 38% busy …'],
      ]);
    });

    test('keeps the hints of lines that did not change, where those lines are now', () => {
      const lines = typed.split('\n');
      const hints = view.inlayHints(everywhere).map(({ position, label }) => ({
        line: lines[position.line]?.trim(),
        label,
      }));
      expect(hints).toContainEqual({ line: 'replicas: 2', label: '$5,010/mo each' });
      expect(hints).toContainEqual({
        line: 'nvidia.com/gpu: 2',
        label: '$6.8618/h · 72 GiB usable',
      });
    });

    test('says nothing wrong', () => {
      expect(getDiagnostics(view.settled, llamaUri)).toEqual([]);
    });
  },
);

test('the hint of the line that is being changed goes', () => {
  const changed = llamaText.replace('replicas: 2\n', 'replicas: "2\n');
  const view = keepLastGood(halfTyped(changed, 'broken'), sampleAnalysis, llamaUri);
  const labels = view.inlayHints(everywhere).map(({ label }) => label);
  expect(labels).not.toContain('$5,010/mo each');
  expect(labels).toContain('KV holds 41');
});

test('only the asked range, with the asked kinds', () => {
  const view = keepLastGood(halfTyped(typed, 'gone'), sampleAnalysis, llamaUri);
  const line = { start: { line: 7, character: 0 }, end: { line: 7, character: 0 } };
  expect(view.inlayHints(line).map(({ label }) => label)).toEqual(['$5,010/mo each']);
  expect(view.inlayHints(line, { kinds: new Set(['sequences']) })).toEqual([]);
});

test('a deployment that was removed from a file that can be read is gone', () => {
  const current: Analysis = {
    ...sampleAnalysis,
    deployments: sampleAnalysis.deployments.filter(
      ({ deployment }) => deployment.name !== 'reranker',
    ),
  };
  const view = keepLastGood(current, sampleAnalysis, llamaUri);
  expect(
    view
      .codeLenses()
      .map(({ command }) => command?.title)
      .join(),
  ).not.toContain('c7i');
});

test('without an earlier good state a broken deployment says nothing', () => {
  const view = keepLastGood(halfTyped(typed, 'broken'), null, llamaUri);
  expect(view.codeLenses()).toHaveLength(1);
});

test('an analysis is whole when every part of the file could be read', () => {
  expect(isWhole(sampleAnalysis, llamaUri)).toBe(true);
  expect(isWhole(halfTyped(typed, 'gone'), llamaUri)).toBe(false);
});
