import { createAnalysisCache } from '../../../src/core/analysis/cache.ts';
import { analyze } from '../../../src/core/analyze.ts';
import type { SourceDocument } from '../../../src/core/model/document.ts';
import { mayHoldServing } from '../../../src/core/formats/prefilter.ts';
import { testEnvironment } from '../../support/environment.ts';
import type { Figures } from '../figures.ts';
import { withKeystroke } from '../manifest.ts';
import { repository } from '../repository.ts';

/** The heap after everything that nobody holds is gone; the process was started with `--expose-gc`. */
function heapInUse(): number {
  if (globalThis.gc === undefined) throw new Error('start node with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

const bytesOf = (documents: readonly SourceDocument[]): number =>
  documents.reduce((sum, { text }) => sum + text.length, 0);

/** As a scan keeps them: of what is no serving config, nothing. */
function servingFiles(files: number, spacing: number): readonly SourceDocument[] {
  return Object.entries(repository(files, spacing))
    .map(([name, text]) => ({ uri: `file:///bench/${name}`, version: 1, text }))
    .filter(mayHoldServing);
}

export function benchMemory(figures: Figures): void {
  const environment = testEnvironment();
  // The catalogue is decoded, and code compiled, once for all.
  analyze(servingFiles(100, 1), environment);

  const before = heapInUse();
  const cache = createAnalysisCache();
  const documents = servingFiles(10_000, 10);
  let analysis = analyze(documents, environment, cache);
  figures.memory(
    '10,000 files, 1,000 of them serving configs',
    heapInUse() - before,
    bytesOf(documents),
  );

  // What is typed replaces what was there.
  for (let stroke = 0; stroke < 10; stroke++) {
    const typed = documents.map((document, index) =>
      index < 100 ? { ...document, text: withKeystroke(document.text, stroke) } : document,
    );
    analysis = analyze(typed, environment, cache);
  }
  figures.memory('… after a thousand keystrokes', heapInUse() - before, bytesOf(documents));
  if (analysis.deployments.length === 0) throw new Error('nothing was analysed');
}
