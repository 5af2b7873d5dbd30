import type { Span } from '../text/span.ts';
import { entries, items } from './access.ts';
import type { Notation } from './notation.ts';
import type { MappingEntry, MappingNode, SequenceNode, SyntaxNode } from './tree.ts';
import type { YamlStyle } from './yamlWrite.ts';

/** The document that edits are made for. */
export interface EditedTree {
  /** The text of the whole file. */
  readonly text: string;
  readonly root: SyntaxNode | null;
  /** Of a syntax that is no YAML; its single values and entries are written so. */
  readonly notation?: Notation | null;
}

/** The collection that holds a node, and for a mapping the entry. */
export interface Parent {
  readonly node: MappingNode | SequenceNode;
  readonly entry: MappingEntry | null;
}

/** Where a node hangs in the tree; null for the root and for a node of another tree. */
export function findParent(root: SyntaxNode | null, child: SyntaxNode): Parent | null {
  for (const node of nodesOf(root)) {
    const entry = entries(node).find(({ value }) => value === child);
    if (entry !== undefined && node.kind === 'mapping') return { node, entry };
    if (node.kind === 'sequence' && node.items.includes(child)) return { node, entry: null };
  }
  return null;
}

/** All nodes of a tree, those reached by aliases included, parents before children. */
export function* nodesOf(root: SyntaxNode | null): Generator<SyntaxNode, void> {
  if (root === null) return;
  yield root;
  for (const { value } of entries(root)) yield* nodesOf(value);
  for (const item of items(root)) yield* nodesOf(item);
}

/** True for an entry that stands in the mapping itself, false for one that a merge key brings in. */
export function isOwnEntry(mapping: MappingNode, entry: MappingEntry): boolean {
  return entry.keySpan.start >= mapping.span.start && entry.keySpan.end <= mapping.span.end;
}

/** Where the value of an entry or an item is written: the alias, if it is one. */
export function useSpan(node: SyntaxNode): Span {
  return node.aliasSpan ?? node.span;
}

export function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isLineBreak(text[start - 1])) start -= 1;
  // A byte order mark takes no column.
  return start === 0 && text.startsWith('\uFEFF') ? 1 : start;
}

/** Before the line break. */
export function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !isLineBreak(text[end])) end += 1;
  return end;
}

/** Behind the line break. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  return Math.min(end + (text.startsWith('\r\n', end) ? 2 : 1), text.length);
}

/** Counted from the start of the line, or from behind the `---` that the line starts with. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** True when only blanks stand before `offset` on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

/** How the document is written; what it does not show is written as most Kubernetes files are. */
export function detectStyle(text: string, root: SyntaxNode | null): YamlStyle {
  let indent: number | null = null;
  let sequenceIndent: number | null = null;
  for (const node of nodesOf(root)) {
    if (node.kind !== 'mapping' || node.flow || node.aliasSpan !== undefined) continue;
    for (const { keySpan, value } of node.entries) {
      if (value.kind === 'scalar' || value.flow || value.aliasSpan !== undefined) continue;
      const columns = columnOf(text, value.span.start) - columnOf(text, keySpan.start);
      if (value.kind === 'mapping' && columns > 0) indent ??= columns;
      if (value.kind === 'sequence' && columns >= 0) sequenceIndent ??= columns;
    }
    if (indent !== null && sequenceIndent !== null) break;
  }
  const first = entries(root)[0];
  const isJson =
    root?.kind === 'mapping' &&
    root.flow &&
    first !== undefined &&
    text[first.keySpan.start] === '"';
  return {
    indent: indent ?? 2,
    sequenceIndent: sequenceIndent ?? 2,
    lineBreak: /\r\n|\n|\r/.exec(text)?.[0] ?? '\n',
    quotes: isJson ? 'double-quoted' : 'plain',
    isJson,
  };
}

function isLineBreak(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}
