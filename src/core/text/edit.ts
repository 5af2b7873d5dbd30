import type { Span } from './span.ts';

/** Replace the text of `span` by `newText`; an empty span inserts, an empty `newText` deletes. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** All edits of one change to one file. Spans refer to the text before any of them. */
export interface FileEdit {
  readonly uri: string;
  /** True when the file does not exist yet: the edits are insertions at 0. */
  readonly create?: boolean;
  readonly edits: readonly TextEdit[];
}
