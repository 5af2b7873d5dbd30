import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnalysisCache } from '../../src/core/analysis/cache.ts';
import { analyze } from '../../src/core/analyze.ts';
import type { SourceDocument } from '../../src/core/model/document.ts';
import { manifest } from '../bench/manifest.ts';
import { exampleFolders } from '../../scripts/exampleFolders.ts';
import { testEnvironment } from '../support/environment.ts';

const folders = [
  ...exampleFolders(),
  {
    name: 'a manifest of three servers',
    documents: [{ uri: 'file:///servers.yaml', version: 1, text: manifest(3) }],
  },
];

/** What hands do to a config: `place` chooses where, as a share of the lines there are. */
const edit = fc.record({
  file: fc.nat(),
  place: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  kind: fc.constantFrom('number', 'number', 'word', 'comment', 'delete', 'repeat', 'type', 'swap'),
});

type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

function edited(text: string, { place, kind }: Edit): string {
  if (kind === 'swap') {
    const parts = text.split(/^---\n/m);
    const at = Math.floor(place * parts.length);
    return [...parts.slice(at), ...parts.slice(0, at)].join('---\n');
  }
  const lines = text.split('\n');
  const wanted = kind === 'number' ? /\d/ : kind === 'word' ? /\w{3}/ : /(?:)/;
  const places = [...lines.keys()].filter((line) => wanted.test(lines[line] ?? ''));
  const at = places[Math.floor(place * places.length)] ?? 0;
  const line = lines[at] ?? '';
  const instead: Record<Exclude<Edit['kind'], 'swap'>, readonly string[]> = {
    number: [line.replace(/\d+/, (digits) => String(Number(digits) + 13))],
    word: [line.replace(/\w{3}/, 'ab')],
    comment: [`# ${'x'.repeat(at % 7)}`, line],
    delete: [],
    repeat: [line, line],
    type: [`${line} x`],
  };
  lines.splice(at, 1, ...instead[kind]);
  return lines.join('\n');
}

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
  it.each(folders)('$name', ({ documents }) => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        const cache = createAnalysisCache();
        let current: readonly SourceDocument[] = documents;
        told(current, cache);
        for (const one of edits) {
          const changed = one.file % current.length;
          current = current.map((document, index) =>
            index === changed ? { ...document, text: edited(document.text, one) } : document,
          );
          expect(told(current, cache)).toEqual(told(current));
        }
      }),
      { numRuns: 3 },
    );
  });
});
