import type * as vscode from 'vscode';
import { isWhole, keepLastGood, type Analysis, type FileView } from '../core/index.ts';
import type { AnalysisStore } from './analysisStore.ts';

/** What the surfaces of one file are drawn from. */
export interface FileViews {
  /** Of the document's present text; null when there is nothing to show. */
  of(document: vscode.TextDocument): Promise<FileView | null>;
}

/** Remembers for each open file the last analysis in which all of it could be read. */
export function createFileViews(store: AnalysisStore): FileViews {
  const known = new WeakMap<
    vscode.TextDocument,
    { readonly analysis: Analysis; readonly lastGood: Analysis | null; readonly view: FileView }
  >();
  return {
    of: async (document) => {
      const analysis = await store.current(document);
      if (analysis === null) return null;
      const before = known.get(document);
      if (before?.analysis === analysis) return before.view;
      const uri = document.uri.toString();
      const lastGood = isWhole(analysis, uri) ? analysis : (before?.lastGood ?? null);
      const view = keepLastGood(analysis, lastGood, uri);
      known.set(document, { analysis, lastGood, view });
      return view;
    },
  };
}
