import { createAnalysisCache } from '../../../src/core/analysis/cache.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { keepLastGood } from '../../../src/core/features/lastGood.ts';
import { parseFile } from '../../../src/core/syntax/parse.ts';
import { createParseCache } from '../../../src/core/syntax/parseCache.ts';
import { testEnvironment } from '../../support/environment.ts';
import type { Figures } from '../figures.ts';
import { benchSource, manifest, withKeystroke } from '../manifest.ts';
import { median, spread } from '../measure.ts';

const everyLine = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };

/** In a file of a thousand lines, and in one of sixty small files of a folder. */
export function benchKeystroke(figures: Figures): void {
  const environment = testEnvironment();
  const text = manifest(12);
  const typed = (call: number) => benchSource(withKeystroke(text, call), call);
  const withTail = (what: string, { median: usual, p95 }: ReturnType<typeof spread>): void => {
    figures.time(what, usual, `p95 ${p95.toFixed(1)} ms`);
  };

  figures.time(
    'parse, nothing remembered',
    median((call) => parseFile(typed(call))),
  );
  const parses = createParseCache();
  figures.time(
    'parse, with cache',
    median((call) => parseFile(typed(call), parses)),
  );
  const analyses = createAnalysisCache();
  withTail(
    'analyze, with cache',
    spread((call) => analyze([typed(call)], environment, analyses), 100),
  );
  const shown = createAnalysisCache();
  withTail(
    'to new lenses and hints, all lines',
    spread((call) => {
      const source = typed(call);
      const analysis = analyze([source], environment, shown);
      const view = keepLastGood(analysis, analysis, source.uri);
      view.codeLenses();
      view.inlayHints(everyLine);
    }, 100),
  );
  figures.time(
    'analyze, nothing remembered',
    median((call) => analyze([typed(call)], environment), 10),
  );

  const one = manifest(1);
  const kept = createAnalysisCache();
  figures.time(
    'analyze a file of 86 lines, with cache',
    median((call) => analyze([benchSource(withKeystroke(one, call), call)], environment, kept)),
  );

  const folder = Array.from({ length: 60 }, (_, index) => ({
    uri: `file:///bench/server-${index}.yaml`,
    version: 1,
    text: one.replaceAll('llama-0', `llama-${index}`),
  }));
  const stated = {
    uri: 'file:///bench/.servingcost.yaml',
    version: 1,
    text: 'workload: { requestsPerSecond: 3 }',
  };
  const folders = createAnalysisCache();
  figures.time(
    'analyze a folder of 60 such files, with cache',
    median((call) => {
      const documents = folder.map((document, index) =>
        index === 30 ? { ...document, text: withKeystroke(document.text, call) } : document,
      );
      return analyze([...documents, stated], environment, folders);
    }),
  );
}
