import type { Span } from '../text/span.ts';
import {
  characterOf,
  entryOf,
  isAtEnd,
  mappingNode,
  scalarNode,
  startScan,
  take,
  toDocument,
} from './scan.ts';
import type { MappingEntry, SyntaxDocument } from './tree.ts';

/**
 * Reads a Java properties file (`java.util.Properties.load`): one flat mapping, dots in keys are part of them. Values
 * are strings. Never throws; everything is a valid properties file.
 */
export function readProperties(text: string): SyntaxDocument {
  const scanner = startScan(text);
  const entries: MappingEntry[] = [];
  while (!isAtEnd(scanner)) {
    if (take(scanner, /(?:[ \t\f]*(?:[#!][^\r\n]*)?(?:\r\n|\r|\n))+/y) !== null) continue;
    take(scanner, /[ \t\f]+/y);
    if (isAtEnd(scanner)) break;
    if (take(scanner, /[#!][^\r\n]*/y) !== null) continue;
    const keySpan = taken(scanner, /(?:[^\\\r\n \t\f=:]|\\(?:\r\n|[^]))*/y);
    take(scanner, gap);
    if (take(scanner, /[=:]/y) !== null) take(scanner, gap);
    const span = taken(scanner, /(?:[^\\\r\n]|\\(?:\r\n|[^]|$))*/y);
    const raw = text.slice(span.start, span.end);
    const value = scalarNode(unescape(raw), unescape(raw), span);
    entries.push(entryOf(unescape(text.slice(keySpan.start, keySpan.end)), keySpan, value));
  }
  return toDocument(scanner, mappingNode(entries, { start: 0, end: text.length }));
}

/** Blanks between key and value; a line that ends in a backslash goes on in the next one. */
const gap = /(?:[ \t\f]|\\(?:\r\n|\r|\n)[ \t\f]*)+/y;

function taken(scanner: ReturnType<typeof startScan>, pattern: RegExp): Span {
  const start = scanner.at;
  take(scanner, pattern);
  return { start, end: scanner.at };
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

function unescape(raw: string): string {
  return raw.replace(
    /\\(?:(?:\r\n|\r|\n)[ \t\f]*|u([\da-fA-F]{4})|([^])|$)/g,
    (_, code: string | undefined, character: string | undefined) => {
      if (code !== undefined) return characterOf(Number.parseInt(code, 16));
      return character === undefined ? '' : (ESCAPES[character] ?? character);
    },
  );
}

/** One value as a properties file writes it: what would end it or start an escape is escaped. */
export function writeProperty(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replace(/^[ \t\f]/, (blank) => `\\${blank}`);
}
