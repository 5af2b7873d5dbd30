import {
  characterOf,
  deepest,
  entryOf,
  isAtEnd,
  mappingNode,
  report,
  scalarNode,
  startScan,
  take,
  takeText,
  toDocument,
  type Scanner,
} from './scan.ts';
import type { MappingEntry, ScalarNode, SyntaxDocument, SyntaxNode } from './tree.ts';

/**
 * Reads the text format of protocol buffers (protobuf.dev/reference/protobuf/textformat-spec). Repeated fields are
 * entries of the same key, or a sequence where they are written as a list. Never throws: a broken field is a problem
 * and the next one is read.
 */
export function readTextproto(text: string): SyntaxDocument {
  const scanner = startScan(text);
  const entries = readFields(scanner, null, 0);
  return toDocument(scanner, mappingNode(entries, { start: 0, end: text.length }));
}

const CLOSERS: Readonly<Record<string, string>> = { '{': '}', '<': '>' };

function skip(scanner: Scanner): void {
  take(scanner, /(?:\s+|#[^\r\n]*)+/y);
}

function readFields(scanner: Scanner, closer: string | null, depth: number): MappingEntry[] {
  const entries: MappingEntry[] = [];
  for (;;) {
    take(scanner, /(?:[\s,;]+|#[^\r\n]*)+/y);
    const start = scanner.at;
    if (isAtEnd(scanner)) {
      if (closer !== null) report(scanner, start, `A ${closer} is missing.`);
      return entries;
    }
    if (closer !== null && takeText(scanner, closer)) return entries;
    const key = take(scanner, /[A-Za-z_]\w*|\d+|\[[\w./\s-]+\]/y);
    if (key === null) {
      // What closes something further out ends this message too.
      if (closer !== null && /[\]}>]/.test(scanner.text.charAt(start))) {
        report(scanner, start, `A ${closer} is missing.`);
        return entries;
      }
      take(scanner, /"(?:[^"\\\r\n]|\\.)*"|[\w.+-]+|[^]/y);
      report(scanner, start, 'The name of a field is expected here.');
      continue;
    }
    entries.push(entryOf(key, { start, end: scanner.at }, readFieldValue(scanner, key, depth)));
  }
}

function readFieldValue(scanner: Scanner, key: string, depth: number): SyntaxNode {
  const end = scanner.at;
  skip(scanner);
  const hasColon = takeText(scanner, ':');
  if (hasColon) skip(scanner);
  const next = scanner.text.charAt(scanner.at);
  if (hasColon || next in CLOSERS || next === '[') {
    const value = readValue(scanner, depth);
    if (value) return value;
  }
  report(scanner, end, `${key} has no value.`);
  return scalarNode(null, '', { start: end, end });
}

/** A message, a list or a scalar; null, without a move, where there is none of them. */
function readValue(scanner: Scanner, depth: number): SyntaxNode | null {
  const start = scanner.at;
  const open = scanner.text.charAt(start);
  // A template's expression where a value belongs: `count: {{ .Values.count }}`.
  const hole = take(scanner, /\{\{[^{}\r\n]*\}\}|\$\{[^}\r\n]*\}/y);
  if (hole !== null) return scalarNode(hole, hole, { start, end: scanner.at }, 'plain', true);
  const closer = CLOSERS[open];
  if (closer === undefined && open !== '[') return readScalar(scanner);
  if (depth >= deepest) {
    report(scanner, start, 'What is nested this deep is not read.', 'too-deep');
    scanner.at = scanner.text.length;
    return scalarNode(null, '', { start, end: start });
  }
  scanner.at++;
  if (closer === undefined) return readList(scanner, start, depth + 1);
  const entries = readFields(scanner, closer, depth + 1);
  return mappingNode(entries, { start, end: scanner.at });
}

function readList(scanner: Scanner, start: number, depth: number): SyntaxNode {
  const items: SyntaxNode[] = [];
  for (;;) {
    take(scanner, /(?:[\s,;]+|#[^\r\n]*)+/y);
    if (takeText(scanner, ']')) break;
    const value = readValue(scanner, depth);
    if (value) {
      items.push(value);
      continue;
    }
    report(scanner, scanner.at, 'A ] is missing.');
    break;
  }
  return { kind: 'sequence', items, span: { start, end: scanner.at }, flow: true };
}

const STRING = /"(?:[^"\\\r\n]|\\[^\r\n])*"|'(?:[^'\\\r\n]|\\[^\r\n])*'/y;

function readScalar(scanner: Scanner): ScalarNode | null {
  const start = scanner.at;
  let part = take(scanner, STRING);
  if (part !== null) {
    const style = part.startsWith('"') ? 'double-quoted' : 'single-quoted';
    let text = '';
    let end = start;
    // Strings that follow each other are one.
    while (part !== null) {
      text += unescape(part.slice(1, -1));
      end = scanner.at;
      skip(scanner);
      part = take(scanner, STRING);
    }
    scanner.at = end;
    return scalarNode(text, text, { start, end }, style);
  }
  const open = take(scanner, /["'][^\r\n]*/y);
  if (open !== null) {
    report(scanner, start, 'The quote is not closed.');
    return scalarNode(open.slice(1), open.slice(1), { start, end: scanner.at });
  }
  const word = take(scanner, /-?[ \t]*[\w.]+(?:(?<=[eE])[+-]?\w+)?/y);
  if (word === null) return null;
  return scalarNode(valueOf(word), word, { start, end: scanner.at });
}

function valueOf(word: string): string | number | boolean {
  const text = word.replace(/^-[ \t]+/, '-');
  if (/^(?:true|True)$/.test(text)) return true;
  if (/^(?:false|False)$/.test(text)) return false;
  if (/^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[fF]?$/.test(text)) {
    return Number(text.replace(/[fF]$/, ''));
  }
  const hexadecimal = /^(-?)0[xX]([\da-fA-F]+)$/.exec(text);
  if (!hexadecimal) return text;
  return Number.parseInt(hexadecimal[2] ?? '0', 16) * (hexadecimal[1] === '-' ? -1 : 1);
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function unescape(raw: string): string {
  return raw.replace(
    /\\(?:[xX]([\da-fA-F]{1,2})|([0-7]{1,3})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g,
    (_, hexadecimal?: string, octal?: string, short?: string, long?: string, letter = '') => {
      if (octal !== undefined) return characterOf(Number.parseInt(octal, 8));
      const code = hexadecimal ?? short ?? long;
      if (code !== undefined) return characterOf(Number.parseInt(code, 16));
      return ESCAPES[letter as string] ?? (letter as string);
    },
  );
}
