import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import type { SourceDocument } from '../../src/core/model/document.ts';
import { testEnvironment } from '../support/environment.ts';
import { corpusIsHere, entries, parsed } from './corpus.ts';

const saying = new Set(['unknown-accelerator', 'unknown-price']);

/** Deployments that have something unpriced and, with the rest of their file, no finding that says what would settle it. */
function untold(documents: readonly SourceDocument[]): string[] {
  const { deployments } = analyze(documents, testEnvironment());
  const told = new Set(
    deployments
      .filter(({ findings }) => findings.some(({ code }) => saying.has(code)))
      .map(({ deployment }) => deployment.uri),
  );
  return deployments
    .filter(({ estimate }) => estimate.lowerBound || estimate.monthly === null)
    .filter(({ deployment }) => !deployment.broken && !told.has(deployment.uri))
    .map(({ deployment }) => deployment.id);
}

const examples = join(import.meta.dirname, '../../examples');

function filesIn(folder: string): SourceDocument[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({
      uri: `file://${join(parentPath, name)}`,
      version: 1,
      text: readFileSync(join(parentPath, name), 'utf8'),
    }));
}

describe('what makes a total a lower bound', () => {
  it('is said with what would settle it, in all examples', () => {
    const folders = readdirSync(examples, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.flatMap(({ name }) => untold(filesIn(join(examples, name))))).toEqual([]);
  });

  it.skipIf(!corpusIsHere)('and in all real files (skipped where they are not at hand)', () => {
    expect(entries.flatMap((entry) => untold([parsed(entry).source]))).toEqual([]);
  });
});
