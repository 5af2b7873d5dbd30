import type { TextEdit } from '../text/edit.ts';
import { findEntry } from './access.ts';
import type { Notation } from './notation.ts';
import type { MappingEntry, MappingNode, ScalarNode, SyntaxNode } from './tree.ts';
import type { YamlValue } from './yamlWrite.ts';

/** Edits of the syntaxes other than YAML: one value, one entry; every other byte stays. */
export type PlainTextEdit = { readonly edits: readonly TextEdit[] } | { readonly refused: string };

const singleValues = { refused: 'Only single values are written into this syntax.' };

/** Replaces a single value. */
export function setPlainScalar(
  notation: Notation,
  node: ScalarNode,
  value: YamlValue,
): PlainTextEdit {
  if (typeof value === 'object') return singleValues;
  return { edits: [{ span: node.span, newText: notation.scalar(value, node.style) }] };
}

/**
 * Adds an entry behind the last one of a mapping, on a line of its own where the others have one. Refused where the
 * mapping has the key.
 */
export function insertPlainEntry(
  notation: Notation,
  text: string,
  node: SyntaxNode,
  key: string,
  value: YamlValue,
): PlainTextEdit {
  if (typeof value === 'object') return singleValues;
  if (node.kind !== 'mapping') return { refused: `${key} cannot be added to what is no mapping.` };
  if (findEntry(node, key)) return { refused: `There is a ${key} already.` };
  const entry = notation.key(key) + notation.assignment + notation.scalar(value, 'plain');
  const last = node.entries.findLast((each) => !isTable(text, each));
  const at = (offset: number, newText: string): PlainTextEdit => ({
    edits: [{ span: { start: offset, end: offset }, newText }],
  });
  if (!last) return insertFirst(text, node, entry, at);
  const lineStart = startOfLine(text, last.span.start);
  const rest = restOfLine(text, last.span.end);
  if (notation.aligned && isLineOfBlock(text, node)) return unfold(text, node, entry);
  if (/\S/.test(text.slice(lineStart, last.span.start)) || /^[^#/\s]/.test(rest.trim())) {
    const separator = notation.separator === '\n' ? lineBreakOf(text) : notation.separator;
    return at(last.span.end, separator + entry);
  }
  const indent = text.slice(lineStart, last.span.start);
  const aligned = align(notation, text, last, key, entry);
  return at(last.span.end + rest.length, lineBreakOf(text) + indent + aligned);
}

/** Removes an entry, with its lines where it has them to itself. */
export function removePlainEntry(text: string, node: SyntaxNode, key: string): PlainTextEdit {
  const entry = findEntry(node, key);
  if (!entry) return { refused: `There is no ${key}.` };
  const { start, end } = entry.span;
  const lineStart = startOfLine(text, start);
  const rest = restOfLine(text, end);
  if (
    /^\s*(?:export\s+)?$/.test(text.slice(lineStart, start)) &&
    /^[,;]?\s*(?:#.*|\/\/.*)?$/.test(rest)
  ) {
    const next = end + rest.length;
    const lineBreak = /^(?:\r\n|\r|\n)/.exec(text.slice(next, next + 2))?.[0] ?? '';
    return { edits: [{ span: { start: lineStart, end: next + lineBreak.length }, newText: '' }] };
  }
  const separator = /^[ \t]*[,;]?[ \t]*/.exec(rest)?.[0] ?? '';
  return { edits: [{ span: { start, end: end + separator.length }, newText: '' }] };
}

/** A block of HCL on one line, which can hold one attribute only; an object stands behind a sign. */
function isLineOfBlock(text: string, { span }: MappingNode): boolean {
  if (!text.startsWith('{', span.start)) return false;
  return (
    !/[\r\n]/.test(text.slice(span.start, span.end)) &&
    !/[=:,[(]\s*$/.test(text.slice(startOfLine(text, span.start), span.start))
  );
}

/** The entry and those on the line of a block, each on a line of its own. */
function unfold(text: string, { span, entries }: MappingNode, entry: string): PlainTextEdit {
  const lineBreak = lineBreakOf(text);
  const indent = /^[ \t]*/.exec(text.slice(startOfLine(text, span.start)))?.[0] ?? '';
  const lines = [...entries.map((each) => text.slice(each.span.start, each.span.end)), entry];
  const newText =
    lines.map((line) => `${lineBreak}${indent}  ${line}`).join('') + lineBreak + indent;
  return { edits: [{ span: { start: span.start + 1, end: span.end - 1 }, newText }] };
}

/** A table of TOML that has a header of its own: what is added before it belongs to the table above. */
function isTable(text: string, { value, keySpan }: MappingEntry): boolean {
  if (value.kind === 'mapping') return !value.flow && value.span.start < keySpan.start;
  if (value.kind !== 'sequence' || value.flow) return false;
  return text.startsWith('[[', value.span.start);
}

function insertFirst(
  text: string,
  node: MappingNode,
  entry: string,
  at: (offset: number, newText: string) => PlainTextEdit,
): PlainTextEdit {
  const lineBreak = lineBreakOf(text);
  const { start, end } = node.span;
  const isWholeFile = start === 0 && end === text.length;
  if (isWholeFile && node.entries.length > 0) return at(start, entry + lineBreak);
  if (isWholeFile) {
    const open = text !== '' && !/[\r\n]$/.test(text) ? lineBreak : '';
    return at(end, open + entry + lineBreak);
  }
  // Behind the header of a table that has no values yet.
  if (text.startsWith('[', start)) {
    const rest = restOfLine(text, start);
    return at(start + rest.length, lineBreak + entry);
  }
  const lineStart = startOfLine(text, start);
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const step = indent.includes('\t') ? '\t' : '  ';
  const inside = text.slice(start + 1, end - 1);
  const closing = /[\r\n]/.test(inside) ? '' : lineBreak + indent;
  return at(start + 1, lineBreak + indent + step + entry + closing);
}

/** Puts the assignment below that of the entry above, where that one leaves room for it. */
function align(
  notation: Notation,
  text: string,
  above: MappingEntry,
  key: string,
  entry: string,
): string {
  if (!notation.aligned) return entry;
  const between = text.slice(above.keySpan.end, above.value.span.start);
  const sign = between.indexOf('=');
  if (sign < 0) return entry;
  const column = above.keySpan.end - above.span.start + sign;
  const written = notation.key(key);
  const blanks = column - written.length;
  return blanks < 1 ? entry : written + ' '.repeat(blanks) + entry.slice(written.length + 1);
}

function startOfLine(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !/[\r\n]/.test(text.charAt(at - 1))) at--;
  return at;
}

function restOfLine(text: string, offset: number): string {
  let end = offset;
  while (end < text.length && !/[\r\n]/.test(text.charAt(end))) end++;
  return text.slice(offset, end);
}

function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
