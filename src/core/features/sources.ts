import type { Position, Range } from 'vscode-languageserver-types';
import type { Analysis } from '../analysis.ts';
import type { SourceDocument } from '../model/document.ts';
import type { Span } from '../text/span.ts';
import { createLineIndex, type LineIndex } from '../text/lines.ts';

/** The texts of an analysis, for turning offsets into lines. A file that is not known is one empty line. */
export interface Sources {
  document(uri: string): SourceDocument | null;
  lines(uri: string): LineIndex;
  position(uri: string, offset: number): Position;
  range(uri: string, span: Span): Range;
}

/** Line tables are made when they are first asked for. */
export function sourcesOf(analysis: Analysis): Sources {
  const documents = new Map(analysis.files.map(({ file }) => [file.source.uri, file.source]));
  const { assumptions, measurements = null } = analysis.environment;
  for (const beside of [assumptions, measurements]) {
    if (beside !== null && !documents.has(beside.uri)) documents.set(beside.uri, beside);
  }
  const tables = new Map<string, LineIndex>();
  const lines = (uri: string): LineIndex => {
    let table = tables.get(uri);
    if (table === undefined) {
      table = createLineIndex(documents.get(uri)?.text ?? '');
      tables.set(uri, table);
    }
    return table;
  };
  const position = (uri: string, offset: number): Position => lines(uri).positionAt(offset);
  return {
    document: (uri) => documents.get(uri) ?? null,
    lines,
    position,
    range: (uri, span) => ({ start: position(uri, span.start), end: position(uri, span.end) }),
  };
}
