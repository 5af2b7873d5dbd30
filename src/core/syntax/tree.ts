import type { Span } from '../text/span.ts';

/**
 * One tree for every config language. Spans are UTF-16 offsets into the whole file. Trees are values: built once,
 * never changed.
 */
export type SyntaxNode = ScalarNode | MappingNode | SequenceNode;

interface NodeBase {
  /** What the node itself covers: quotes included, comments and trailing newline not. */
  readonly span: Span;
  /**
   * Set when the node is reached through an alias or a merge key: the use site, where an edit belongs. `span` is then
   * the span of the anchored node.
   */
  readonly aliasSpan?: Span;
  /** A tag of the config language's own, as written: `!Ref`, `!If`. */
  readonly tag?: string;
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The value as text, unquoted and unescaped ("1" for the number 1, "" for null). */
  readonly text: string;
  readonly style: 'plain' | 'single-quoted' | 'double-quoted' | 'literal' | 'folded';
  /** True when the text holds a template expression (`{{ … }}`) that is not known here. */
  readonly templated: boolean;
}

export interface MappingEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: SyntaxNode;
  /** From the start of the key to the end of the value. */
  readonly span: Span;
}

export interface MappingNode extends NodeBase {
  readonly kind: 'mapping';
  readonly entries: readonly MappingEntry[];
  readonly flow: boolean;
}

export interface SequenceNode extends NodeBase {
  readonly kind: 'sequence';
  readonly items: readonly SyntaxNode[];
  readonly flow: boolean;
}

export type ParseProblemCode =
  | 'syntax-error'
  | 'duplicate-key'
  | 'tab-indentation'
  | 'merge-conflict'
  | 'too-large'
  | 'too-many-aliases'
  | 'too-deep'
  | 'templated';

export interface ParseProblem {
  readonly code: ParseProblemCode;
  readonly message: string;
  readonly span: Span;
}

/** One document of a file (YAML files hold several). `root` is null when it is empty or beyond reading. */
export interface SyntaxDocument {
  readonly root: SyntaxNode | null;
  /** From the first character after the separator to the last before the next one. */
  readonly span: Span;
  /** Problems whose place lies in this document. A document with problems is read as far as it goes. */
  readonly problems: readonly ParseProblem[];
}
