import type { Span } from '../text/span.ts';
import {
  deepest,
  entryOf,
  isAtEnd,
  mappingNode,
  report,
  startScan,
  take,
  takeText,
  toDocument,
  type Scanner,
} from './scan.ts';
import { readTomlKey, readTomlValue, type KeyPart } from './tomlValue.ts';
import type { SyntaxDocument, SyntaxNode } from './tree.ts';

/** A table while the file is read: headers further down may add to it. */
interface Table {
  readonly kind: 'table';
  readonly members: Map<string, Member>;
  span: Span;
}

/** `[[name]]`: one table for each header. */
interface TableList {
  readonly kind: 'tables';
  readonly tables: Table[];
}

interface Member {
  readonly keySpan: Span;
  readonly value: SyntaxNode | Table | TableList;
}

/**
 * Reads TOML 1.0. Tables are mappings, their spans reach from their header to the end of their last value. Never
 * throws: a broken line is a problem and the next one is read.
 */
export function readToml(text: string): SyntaxDocument {
  const scanner = startScan(text);
  const root = newTable({ start: 0, end: text.length });
  let current: readonly Table[] = [root];
  for (;;) {
    take(scanner, /(?:\s+|#[^\r\n]*)+/y);
    if (isAtEnd(scanner)) break;
    if (scanner.text.startsWith('[', scanner.at)) {
      current = readHeader(scanner, root) ?? current;
    } else {
      readPair(scanner, current);
    }
    endLine(scanner);
  }
  return toDocument(scanner, freeze(root));
}

function newTable(span: Span): Table {
  return { kind: 'table', members: new Map(), span };
}

function endLine(scanner: Scanner): void {
  take(scanner, /[ \t]+/y);
  const start = scanner.at;
  if (take(scanner, /[^#\r\n][^\r\n]*/y) === null) return;
  report(scanner, start, 'The line should end here.');
}

/** The tables from the root to the one that the header opens; null where the header is broken. */
function readHeader(scanner: Scanner, root: Table): readonly Table[] | null {
  const start = scanner.at;
  const isList = takeText(scanner, '[[');
  if (!isList) scanner.at++;
  const key = readTomlKey(scanner);
  const last = key.at(-1);
  if (!last || key.length > deepest || !takeText(scanner, isList ? ']]' : ']')) {
    take(scanner, /[^\r\n]*/y);
    report(scanner, start, 'The header of a table is not complete.');
    return null;
  }
  const span = { start, end: scanner.at };
  const above = descend(scanner, [root], key.slice(0, -1), span);
  const holder = above?.at(-1);
  if (!above || !holder) return null;
  const known = holder.members.get(last.text)?.value;
  const table = newTable(span);
  if (known === undefined) {
    const value = isList ? { kind: 'tables' as const, tables: [table] } : table;
    holder.members.set(last.text, { keySpan: last.span, value });
  } else if (known.kind === 'tables' && isList) {
    known.tables.push(table);
  } else if (known.kind === 'table' && !isList) {
    return [...above, known];
  } else {
    report(scanner, start, `${last.text} is something else already.`, 'duplicate-key');
    return null;
  }
  extend(above, span.end);
  return [...above, table];
}

/** Follows the parts of a key through tables, which are made where they are missing. */
function descend(
  scanner: Scanner,
  from: readonly Table[],
  key: readonly KeyPart[],
  span: Span,
): Table[] | null {
  const path = [...from];
  for (const part of key) {
    const holder = path.at(-1);
    if (!holder) return null;
    const member = holder.members.get(part.text);
    if (!member) {
      const table = newTable(span);
      holder.members.set(part.text, { keySpan: part.span, value: table });
      path.push(table);
      continue;
    }
    const next = member.value.kind === 'tables' ? member.value.tables.at(-1) : member.value;
    if (next?.kind !== 'table') {
      report(scanner, part.span.start, `${part.text} is no table.`);
      return null;
    }
    path.push(next);
  }
  return path;
}

function readPair(scanner: Scanner, current: readonly Table[]): void {
  const start = scanner.at;
  const key = readTomlKey(scanner);
  const last = key.at(-1);
  if (!last || key.length > deepest || !takeText(scanner, '=')) {
    take(scanner, /[^\r\n]*/y);
    report(scanner, start, 'key = value is expected here.');
    return;
  }
  take(scanner, /[ \t]+/y);
  const value = readTomlValue(scanner, 0);
  const span = { start, end: value.span.end };
  const path = descend(scanner, current, key.slice(0, -1), span);
  const holder = path?.at(-1);
  if (!path || !holder) return;
  if (holder.members.has(last.text)) {
    report(scanner, last.span.start, `${last.text} is written twice.`, 'duplicate-key');
  }
  holder.members.set(last.text, { keySpan: last.span, value });
  extend(path, value.span.end);
}

function extend(path: readonly Table[], end: number): void {
  for (const table of path) {
    if (table.span.end < end) table.span = { start: table.span.start, end };
  }
}

function freeze(table: Table): SyntaxNode {
  const entries = [...table.members].map(([key, { keySpan, value }]) =>
    entryOf(key, keySpan, freezeMember(value)),
  );
  return mappingNode(entries, table.span);
}

function freezeMember(value: Member['value']): SyntaxNode {
  if (value.kind === 'table') return freeze(value);
  if (value.kind !== 'tables') return value;
  const items = value.tables.map(freeze);
  const span = { start: items[0]?.span.start ?? 0, end: items.at(-1)?.span.end ?? 0 };
  return { kind: 'sequence', items, span, flow: false };
}
