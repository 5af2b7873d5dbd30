import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import type { Analysis } from '../../src/core/analysis.ts';
import { exampleFolders } from '../../scripts/exampleFolders.ts';
import { testEnvironment } from '../support/environment.ts';
import { mutated } from '../support/mutated.ts';

const corpus = join(import.meta.dirname, '..', '..', '..', 'shared', 'corpus');
const corpusTexts = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .filter((text) => text.length < 20_000)
  : [];
const exampleTexts = exampleFolders().flatMap(({ documents }) => documents.map(({ text }) => text));
const texts = [...exampleTexts, ...corpusTexts];
const environment = testEnvironment();

/** What hands and tools do to text: cut, repeat, insert, and the bytes that break parsers. */
const mutation = fc.record({
  at: fc.nat(),
  length: fc.nat({ max: 400 }),
  insert: fc.oneof(
    fc.constantFrom(
      '\t',
      '\r\n',
      '\0',
      '\ud800',
      '---\n',
      '{{ .Values.x }}',
      '&a ',
      '*a',
      '<<: *a\n',
      ': ',
      '- ',
      '"',
      "'",
      '|\n',
      '#',
      '[',
      '{',
      '\ufeff',
      '<<<<<<< HEAD\n',
      '!!binary ',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  ),
});

/** Every span anywhere in a value, with the file it belongs to where that is said. */
function outOfBounds(value: unknown, length: number): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const { start, end } = value as { start?: unknown; end?: unknown };
  const isSpan = typeof start === 'number' && typeof end === 'number';
  const bad = isSpan && !(0 <= start && start <= end && end <= length) ? [value] : [];
  return [...bad, ...Object.values(value).flatMap((inner) => outOfBounds(inner, length))];
}

function check(analysis: Analysis, length: number): void {
  for (const { deployment, estimate, findings } of analysis.deployments) {
    expect(outOfBounds(deployment, length)).toEqual([]);
    expect(
      outOfBounds(
        findings.map(({ span }) => span),
        length,
      ),
    ).toEqual([]);
    for (const range of [estimate.monthly, estimate.replicas]) {
      if (range === null) continue;
      expect(range.min).toBeGreaterThanOrEqual(0);
      expect(range.expected).toBeGreaterThanOrEqual(range.min - 1e-9);
      expect(range.max).toBeGreaterThanOrEqual(range.expected - 1e-9);
    }
  }
}

describe('analyze', () => {
  it(`survives mutations of ${texts.length} files (${corpusTexts.length} of them from the corpus)`, () => {
    fc.assert(
      fc.property(
        fc.nat({ max: texts.length - 1 }),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        (index, mutations) => {
          const text = mutated(texts[index] ?? '', mutations);
          check(analyze([{ uri: 'file:///a/b.yaml', version: 1, text }], environment), text.length);
        },
      ),
      { numRuns: 400 },
    );
  });
});
