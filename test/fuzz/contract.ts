import { createAnalysisCache } from '../../src/core/analysis/cache.ts';
import { analyze, priceFixes } from '../../src/core/analyze.ts';
import type { Analysis } from '../../src/core/analysis.ts';
import { getCodeActions } from '../../src/core/features/codeActions.ts';
import { getDiagnostics } from '../../src/core/features/diagnostics.ts';
import { getHover } from '../../src/core/features/hover.ts';
import { keepLastGood } from '../../src/core/features/lastGood.ts';
import type { SourceDocument } from '../../src/core/model/document.ts';
import { getPanelModel } from '../../src/core/report/panelModel.ts';
import { renderReport, reportFormats } from '../../src/core/report/render.ts';
import { getReport } from '../../src/core/report/report.ts';
import { applyEdits, findConflict } from '../../src/core/text/applyEdits.ts';
import { testEnvironment } from '../support/environment.ts';

const folder = 'file:///fuzz';
const plainKeys = Object.getOwnPropertyNames(Object.prototype).join();

/** Reads the files and asks everything that a host would. @throws when something of what is promised does not hold. */
export function holdsFor(files: Readonly<Record<string, string>>, at: number): Analysis {
  const documents = Object.entries(files).map(([name, text]): SourceDocument => ({
    uri: `${folder}/${name}`,
    version: 1,
    text,
  }));
  const cache = createAnalysisCache();
  const analysis = analyze(documents, testEnvironment(), cache);
  const texts = new Map(documents.map(({ uri, text }) => [uri, text]));
  for (const { deployment, estimate, findings } of analysis.deployments) {
    within(deployment.span, texts.get(deployment.uri) ?? '');
    for (const range of [estimate.monthly, estimate.replicas]) {
      if (range === null) continue;
      const { min, expected, max } = range;
      demand(min >= 0 && expected >= min - 1e-6 && max >= expected - 1e-6, 'a range out of order');
      demand(Number.isFinite(expected), 'a figure that is no number');
    }
    for (const finding of findings) {
      within(finding.span, texts.get(finding.uri) ?? '');
      for (const { uri, edits } of finding.fixes.flatMap((fix) => fix.edits)) {
        const text = texts.get(uri) ?? '';
        for (const { span } of edits) within(span, text);
        demand(findConflict(edits) === null, 'edits of one fix that overlap');
        applyEdits(text, edits);
      }
    }
  }
  showEverything(analysis, documents, at);
  const ids = analysis.deployments.flatMap((one) =>
    one.findings.flatMap(({ fixes }) => fixes[0]?.id ?? []),
  );
  priceFixes(analysis, ids.slice(0, 3), cache);
  demand(Object.getOwnPropertyNames(Object.prototype).join() === plainKeys, 'a polluted prototype');
  return analysis;
}

/** What hosts show of it; the last report is JSON, in which nothing may be a number that JSON does not know. */
function showEverything(
  analysis: Analysis,
  documents: readonly SourceDocument[],
  at: number,
): void {
  for (const { uri, text } of documents) {
    const offset = Math.floor(at * text.length);
    const line = text.slice(0, offset).split('\n').length - 1;
    const position = { line, character: offset - text.lastIndexOf('\n', offset - 1) - 1 };
    const range = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };
    const view = keepLastGood(analysis, null, uri);
    view.codeLenses();
    view.inlayHints(range);
    getHover(view.settled, uri, position);
    getDiagnostics(view.settled, uri);
    getCodeActions(view.settled, uri, range);
  }
  const report = getReport(analysis, { base: folder });
  for (const format of reportFormats) renderReport(report, format);
  getPanelModel(analysis, { scope: 'fuzz', base: folder, formats: [] });
}

function within({ start, end }: { start: number; end: number }, text: string): void {
  demand(0 <= start && start <= end && end <= text.length, `a span outside: ${start}–${end}`);
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}
