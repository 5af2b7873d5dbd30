import {
  deepest,
  entryOf,
  isAtEnd,
  mappingNode,
  report,
  scalarNode,
  take,
  takeText,
  unescaped,
  type Scanner,
} from './scan.ts';
import type { Span } from '../text/span.ts';
import type { MappingEntry, ScalarNode, SyntaxNode } from './tree.ts';

/** One part of a dotted key. */
export interface KeyPart {
  readonly text: string;
  readonly span: Span;
}

/** A bare, quoted or dotted key; empty, without a move, where none stands. */
export function readTomlKey(scanner: Scanner): KeyPart[] {
  const parts: KeyPart[] = [];
  do {
    take(scanner, /[ \t]+/y);
    const start = scanner.at;
    const bare = take(scanner, /[\w-]+/y);
    const quoted = bare === null ? take(scanner, /"(?:[^"\\\r\n]|\\.)*"|'[^'\r\n]*'/y) : null;
    if (bare === null && quoted === null) break;
    const text =
      bare ??
      (quoted?.startsWith('"') === true
        ? unescaped(quoted.slice(1, -1), ESCAPES)
        : quoted?.slice(1, -1));
    parts.push({ text: text ?? '', span: { start, end: scanner.at } });
    take(scanner, /[ \t]+/y);
  } while (takeText(scanner, '.'));
  return parts;
}

/** A value of TOML 1.0 here; an empty null where there is none. */
export function readTomlValue(scanner: Scanner, depth: number): SyntaxNode {
  const start = scanner.at;
  const open = scanner.text.charAt(start);
  if (open === '[' || open === '{') {
    if (depth >= deepest) {
      report(scanner, start, 'What is nested this deep is not read.', 'too-deep');
      scanner.at = scanner.text.length;
      return scalarNode(null, '', { start, end: start });
    }
    scanner.at++;
    return open === '[' ? readArray(scanner, start, depth) : readInlineTable(scanner, start, depth);
  }
  const string = readString(scanner);
  if (string) return string;
  const word = take(scanner, /\d{4}-\d\d-\d\d[ ]\d\d:[^\s,\]}#]+|[^\s,\]}#]+/y);
  if (word !== null) return scalarNode(valueOf(word), word, { start, end: scanner.at });
  report(scanner, start, 'A value is expected here.');
  return scalarNode(null, '', { start, end: start });
}

function skipLines(scanner: Scanner): void {
  take(scanner, /(?:\s+|#[^\r\n]*)+/y);
}

function readArray(scanner: Scanner, start: number, depth: number): SyntaxNode {
  const items: SyntaxNode[] = [];
  for (;;) {
    skipLines(scanner);
    if (takeText(scanner, ']')) break;
    const before = scanner.at;
    if (isAtEnd(scanner) || /[}=]/.test(scanner.text.charAt(before))) {
      report(scanner, before, 'A ] is missing.');
      break;
    }
    if (!takeText(scanner, ',')) items.push(readTomlValue(scanner, depth + 1));
    if (scanner.at === before) scanner.at++;
  }
  return { kind: 'sequence', items, span: { start, end: scanner.at }, flow: true };
}

function readInlineTable(scanner: Scanner, start: number, depth: number): SyntaxNode {
  const entries: MappingEntry[] = [];
  for (;;) {
    take(scanner, /(?:[\s,]+|#[^\r\n]*)+/y);
    if (takeText(scanner, '}')) break;
    const before = scanner.at;
    const key = readTomlKey(scanner);
    if (key.length === 0 || key.length > deepest || !takeText(scanner, '=')) {
      report(scanner, before, 'A } is missing.');
      break;
    }
    take(scanner, /[ \t]+/y);
    entries.push(nested(key, readTomlValue(scanner, depth + 1)));
  }
  return mappingNode(entries, { start, end: scanner.at }, true);
}

/** `a.b = 1` as `{ a: { b: 1 } }`. */
function nested(key: readonly KeyPart[], value: SyntaxNode): MappingEntry {
  const inner = key.slice(1).reduceRight<SyntaxNode>((node, { text, span }) => {
    const entry = entryOf(text, span, node);
    return mappingNode([entry], entry.span, true);
  }, value);
  const [first] = key;
  return entryOf(first?.text ?? '', first?.span ?? inner.span, inner);
}

function readString(scanner: Scanner): ScalarNode | null {
  const start = scanner.at;
  const node = (text: string, style: ScalarNode['style']): ScalarNode =>
    scalarNode(text, text, { start, end: scanner.at }, style);
  const block = take(scanner, /"""(?:[^"\\]|\\[^]|"{1,2}(?!"))*"{3,5}|'''[^]*?'{3,5}/y);
  if (block !== null) {
    const text = block.slice(3, -3).replace(/^\r?\n/, '');
    return block.startsWith('"')
      ? node(unescaped(text.replace(/\\[ \t]*\r?\n\s*/g, ''), ESCAPES), 'double-quoted')
      : node(text, 'single-quoted');
  }
  const literal = take(scanner, /'[^'\r\n]*'/y);
  if (literal !== null) return node(literal.slice(1, -1), 'single-quoted');
  const basic = take(scanner, /"(?:[^"\\\r\n]|\\[^\r\n])*"/y);
  if (basic !== null) return node(unescaped(basic.slice(1, -1), ESCAPES), 'double-quoted');
  const open = take(scanner, /["'][^\r\n]*/y);
  if (open === null) return null;
  report(scanner, start, 'The quote is not closed.');
  return node(open.slice(1), 'plain');
}

function valueOf(word: string): string | number | boolean {
  if (word === 'true' || word === 'false') return word === 'true';
  const digits = word.replace(/(?<=[\da-fA-F])_(?=[\da-fA-F])/g, '');
  if (/^[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$|^0x[\da-fA-F]+$|^0o[0-7]+$|^0b[01]+$/.test(digits)) {
    return Number(digits);
  }
  if (/^[-+]?inf$/.test(word)) return word.startsWith('-') ? -Infinity : Infinity;
  return word;
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\x1b',
};
