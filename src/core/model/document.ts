import type { ParseProblem, SyntaxDocument } from '../syntax/tree.ts';

/** One text file as the host hands it over: an open buffer or a file's content. */
export interface SourceDocument {
  /** Any absolute URI (`file:///…`, `untitled:…`, `vscode-vfs://…`); compared as a string. */
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

/** A source document together with its syntax. */
export interface ParsedFile {
  readonly source: SourceDocument;
  readonly documents: readonly SyntaxDocument[];
  /** Of the file as a whole and of all its documents. */
  readonly problems: readonly ParseProblem[];
}
