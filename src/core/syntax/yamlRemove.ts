import type { TextEdit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import type { MappingNode, SequenceNode } from './tree.ts';
import type { EditedTree } from './yamlPlace.ts';
import {
  columnOf,
  findParent,
  isFirstOnLine,
  isOwnEntry,
  lineEnd,
  lineStart,
  nextLine,
  useSpan,
} from './yamlPlace.ts';

/**
 * Takes parts that follow each other out of a collection: in block style their lines and the comments behind them, in
 * flow style their commas.
 */
export function removePartsText(
  tree: EditedTree,
  node: MappingNode | SequenceNode,
  first: number,
  count: number,
): TextEdit[] {
  const { text } = tree;
  const parts = node.flow ? flowParts(text, node) : blockParts(text, node);
  const start = parts[first]?.start;
  const end = parts[first + count - 1]?.end;
  if (start === undefined || end === undefined) return [];
  const removed = { start, end };
  // A merge key is a part that the tree does not show.
  const isAll =
    parts.length === count &&
    !hasMergeKey(text, node.span.start, start) &&
    !hasMergeKey(text, end, node.span.end);
  if (node.flow) return [remove(withComma(text, node, removed, parts[first - 1]))];
  return isAll ? emptyBlock(tree, node, removed) : [remove(blockLinesOf(text, removed))];
}

function hasMergeKey(text: string, start: number, end: number): boolean {
  return /(?:^|[\s{,])<<\s*:/.test(text.slice(start, end));
}

/** With the comma before it, or the one behind the first part. */
function withComma(
  text: string,
  node: MappingNode | SequenceNode,
  { start, end }: Span,
  previous: Span | undefined,
): Span {
  const from = previous?.end ?? node.span.start + 1;
  if (hasMergeKey(text, from, start)) return { start: text.lastIndexOf(',', start), end };
  if (previous !== undefined) return { start: previous.end, end };
  const comma = /\s*,[ \t]*/y;
  comma.lastIndex = end;
  return { start, end: end + (comma.exec(text)?.[0].length ?? 0) };
}

function flowParts(text: string, node: MappingNode | SequenceNode): Span[] {
  return node.kind === 'sequence' ? node.items.map(useSpan) : ownSpans(text, node);
}

/** Entries from their key, items from their dash. */
function blockParts(text: string, node: MappingNode | SequenceNode): Span[] {
  if (node.kind === 'mapping') return ownSpans(text, node);
  const column = columnOf(text, node.span.start);
  let previousEnd = node.span.start;
  return node.items.map((item, index) => {
    const { start, end } = useSpan(item);
    const dash = index === 0 ? node.span.start : findDash(text, column, previousEnd, start);
    previousEnd = end;
    return { start: dash, end: Math.max(end, dash + 1) };
  });
}

/** Entries from their key, or from the `?` in front of it. */
function ownSpans(text: string, node: MappingNode): Span[] {
  return node.entries
    .filter((entry) => isOwnEntry(node, entry))
    .map(({ span: { start, end } }) => {
      const indicator = /\?[ \t]+$/.exec(text.slice(Math.max(start - 20, 0), start))?.[0] ?? '';
      return { start: start - indicator.length, end };
    });
}

/** The dash of the item at `start`: on its line or above it, where tags, anchors or comments come between. */
function findDash(text: string, column: number, previousEnd: number, start: number): number {
  let line = lineStart(text, start);
  while (line > previousEnd) {
    const dash = line + column;
    if (text[dash] === '-' && text.slice(line, dash).trim() === '') return dash;
    line = lineStart(text, line - 1);
  }
  return start;
}

/** Whole lines; only up to the next part where something stands in front on the first line (`- a: 1`). */
function blockLinesOf(text: string, part: Span): Span {
  const end = nextLine(text, part.end);
  if (isFirstOnLine(text, part.start)) {
    const start = lineStart(text, part.start);
    // At the end of a text without a last line break the one before goes.
    const isUnfinished = end === lineEnd(text, part.end);
    return { start: isUnfinished ? lineEnd(text, previousLine(text, start)) : start, end };
  }
  const blank = /[ \t\r\n]*/y;
  blank.lastIndex = end;
  return { start: part.start, end: end + (blank.exec(text)?.[0].length ?? 0) };
}

function previousLine(text: string, start: number): number {
  return lineStart(text, Math.max(start - (text.endsWith('\r\n', start) ? 2 : 1), 0));
}

/** What is left without parts becomes `{}` or `[]`, behind its key. */
function emptyBlock(tree: EditedTree, node: MappingNode | SequenceNode, part: Span): TextEdit[] {
  const empty = node.kind === 'mapping' ? '{}' : '[]';
  const key = findParent(tree.root, node)?.entry?.keySpan;
  if (key === undefined || !isFirstOnLine(tree.text, part.start)) {
    return [{ span: part, newText: empty }];
  }
  const head = /[ \t]*:(?:[ \t]*[&!][^\s]*)*/y;
  head.lastIndex = key.end;
  const at = key.end + (head.exec(tree.text)?.[0].length ?? 0);
  return [
    { span: { start: at, end: at }, newText: ` ${empty}` },
    remove(blockLinesOf(tree.text, part)),
  ];
}

function remove(span: Span): TextEdit {
  return { span, newText: '' };
}
