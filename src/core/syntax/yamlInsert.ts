import type { TextEdit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import { entries } from './access.ts';
import type { MappingNode, SequenceNode, SyntaxNode } from './tree.ts';
import {
  columnOf,
  detectStyle,
  findParent,
  isOwnEntry,
  lineEnd,
  lineStart,
  useSpan,
} from './yamlPlace.ts';
import type { EditedTree, Parent } from './yamlPlace.ts';
import type { YamlStyle, YamlValue } from './yamlWrite.ts';
import {
  isList,
  isMapping,
  writeEntryLines,
  writeFlow,
  writeFlowEntry,
  writeItemLines,
  writeMappingLines,
} from './yamlWrite.ts';
import { trimmedEnd } from '../text/trimmedEnd.ts';

/** Edits alone: what they reach is for the caller to say. */
export type PlainEdit = { readonly edits: readonly TextEdit[] } | { readonly refused: string };

/** Adds an entry behind the last one of a mapping that is written where it is used. */
export function insertEntryText(
  tree: EditedTree,
  mapping: MappingNode,
  key: string,
  value: YamlValue,
): PlainEdit {
  const style = detectStyle(tree.text, tree.root);
  const own = mapping.entries.filter((entry) => isOwnEntry(mapping, entry));
  if (mapping.flow) {
    const isBelow = own.length === 0 && mapping.entries.length === 0;
    const parent = findParent(tree.root, mapping);
    if (isBelow && canHoldBlock(parent)) return writeInPlace(tree, mapping, { [key]: value });
    const ends = own.map((entry) => entry.span.end);
    return insertFlow(tree.text, mapping, ends, [writeFlowEntry(key, value, style)], style);
  }
  return insertLines(tree.text, mapping, writeEntryLines(key, value, style), style);
}

/** Adds items behind the last one of a list that is written where it is used. */
export function appendItemsText(
  tree: EditedTree,
  sequence: SequenceNode,
  values: readonly YamlValue[],
): PlainEdit {
  const style = styleOfItems(tree, sequence);
  if (sequence.flow) {
    const ends = sequence.items.map((item) => useSpan(item).end);
    const written = values.map((value) => writeFlow(value, style));
    return insertFlow(tree.text, sequence, ends, written, style);
  }
  const lines = values.flatMap((value) => writeItemLines(value, style));
  return insertLines(tree.text, sequence, lines, style);
}

/** Writes a value in place of a node of any kind: an alias, an empty collection, nothing at all. */
export function writeInPlace(tree: EditedTree, node: SyntaxNode, value: YamlValue): PlainEdit {
  const style = detectStyle(tree.text, tree.root);
  const span = useSpan(node);
  const parent = findParent(tree.root, node);
  const lines = blockLines(value, style);
  if (lines === null || !canHoldBlock(parent)) {
    const newText = beforeValue(tree.text, span) + writeFlow(value, style);
    return { edits: [{ span, newText }] };
  }
  const isSequence = isList(value);
  const column =
    parent.entry === null
      ? columnOf(tree.text, parent.node.span.start) + 2
      : columnOf(tree.text, parent.entry.keySpan.start) +
        (isSequence ? style.sequenceIndent : style.indent);
  const indentation = ' '.repeat(column);
  if (parent.entry === null) {
    const newText = beforeValue(tree.text, span) + lines.join(style.lineBreak + indentation);
    return { edits: [{ span, newText }] };
  }
  const block = lines.map((line) => style.lineBreak + indentation + line).join('');
  if (span.start < span.end) {
    const start = trimmedEnd(tree.text, ' \t', span.start);
    return { edits: [{ span: { start, end: span.end }, newText: block }] };
  }
  // Behind the comment of an empty value.
  const end = lineEnd(tree.text, span.start);
  return { edits: [{ span: { start: end, end }, newText: block }] };
}

/** What has to stand between a key or dash and the value that replaces `span`. */
export function beforeValue(text: string, span: Span): string {
  if (span.start < span.end) return '';
  const before = text.charAt(span.start - 1);
  if (before === ':' || before === '-') return ' ';
  // A key alone: `{a}`.
  return /[\w"']/.test(before) ? ': ' : '';
}

function canHoldBlock(parent: Parent | null): parent is Parent {
  return parent !== null && !parent.node.flow;
}

function blockLines(value: YamlValue, style: YamlStyle): string[] | null {
  if (isList(value) && value.length > 0) {
    return value.flatMap((item) => writeItemLines(item, style));
  }
  return isMapping(value) && Object.keys(value).length > 0 ? writeMappingLines(value, style) : null;
}

/** Adds lines to a block collection at its column. */
function insertLines(
  text: string,
  node: MappingNode | SequenceNode,
  lines: readonly string[],
  style: YamlStyle,
): PlainEdit {
  const indentation = ' '.repeat(columnOf(text, node.span.start));
  if (endsWithKeptBreaks(text, node)) {
    // Blank lines behind it belong to a `|+` scalar: lines that come first leave them alone.
    const newText = lines.map((line) => line + style.lineBreak + indentation).join('');
    return { edits: [{ span: { start: node.span.start, end: node.span.start }, newText }] };
  }
  const end = lineEnd(text, node.span.end);
  const newText = lines.map((line) => style.lineBreak + indentation + line).join('');
  return { edits: [{ span: { start: end, end }, newText }] };
}

function endsWithKeptBreaks(text: string, node: SyntaxNode): boolean {
  let last: SyntaxNode | undefined = node;
  while (last !== undefined && last.kind !== 'scalar') {
    const own: SyntaxNode[] =
      last.kind === 'sequence' ? [...last.items] : entries(last).map(({ value }) => value);
    const { end }: Span = last.span;
    last = own.find((child) => child.aliasSpan === undefined && child.span.end === end);
  }
  return last !== undefined && /^[|>]\d?\+/.test(text.slice(last.span.start, last.span.start + 3));
}

/** Adds to a flow collection, on lines of their own where its parts have them. */
function insertFlow(
  text: string,
  node: MappingNode | SequenceNode,
  ends: readonly number[],
  written: readonly string[],
  style: YamlStyle,
): PlainEdit {
  const last = ends.at(-1);
  if (last === undefined) {
    const isUsed = text.slice(node.span.start + 1, node.span.end - 1).trim() !== '';
    const start = node.span.start + 1;
    const newText = written.join(', ') + (isUsed ? ', ' : '');
    return { edits: [{ span: { start, end: start }, newText }] };
  }
  const before = lineStart(text, last);
  const isOnOwnLine = before > node.span.start;
  const indentation = /^[ \t]*/.exec(text.slice(before, last))?.[0] ?? '';
  const separator = isOnOwnLine ? `,${style.lineBreak}${indentation}` : ', ';
  const newText = written.map((each) => separator + each).join('');
  return { edits: [{ span: { start: last, end: last }, newText }] };
}

/** Strings are quoted the way the last string of the list is. */
function styleOfItems(tree: EditedTree, sequence: SequenceNode): YamlStyle {
  const style = detectStyle(tree.text, tree.root);
  const last = sequence.items.findLast((item) => item.kind === 'scalar');
  const isQuoted = last?.style === 'single-quoted' || last?.style === 'double-quoted';
  return { ...style, quotes: style.isJson ? 'double-quoted' : isQuoted ? last.style : 'plain' };
}
