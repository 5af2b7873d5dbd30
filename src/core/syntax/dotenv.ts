import {
  entryOf,
  isAtEnd,
  mappingNode,
  report,
  scalarNode,
  startScan,
  take,
  toDocument,
  type Scanner,
} from './scan.ts';
import type { MappingEntry, ScalarNode, SyntaxDocument } from './tree.ts';

/**
 * Reads a `.env` file as Docker Compose does: `NAME=value` lines, `export` before them, comments, quotes. References
 * to other variables are left in the values. Never throws; a line that is no assignment is a problem.
 */
export function readDotenv(text: string): SyntaxDocument {
  const scanner = startScan(text);
  const entries: MappingEntry[] = [];
  for (;;) {
    take(scanner, /(?:\s+|#[^\r\n]*)+/y);
    if (isAtEnd(scanner)) break;
    take(scanner, /export[ \t]+/y);
    const start = scanner.at;
    const name = take(scanner, /[A-Za-z_][\w.-]*/y);
    const keySpan = { start, end: scanner.at };
    take(scanner, /[ \t]+/y);
    if (name === null || take(scanner, /[=:]/y) === null) {
      take(scanner, /[^\r\n]*/y);
      report(scanner, start, 'NAME=value is expected here.');
      continue;
    }
    take(scanner, /[ \t]+/y);
    entries.push(entryOf(name, keySpan, readValue(scanner)));
  }
  return toDocument(scanner, mappingNode(entries, { start: 0, end: text.length }));
}

function readValue(scanner: Scanner): ScalarNode {
  const start = scanner.at;
  const single = take(scanner, /'[^']*'/y);
  if (single !== null) return string(single.slice(1, -1), start, scanner.at, 'single-quoted');
  const double = take(scanner, /"(?:[^"\\]|\\[^])*"/y);
  if (double !== null) {
    return string(unescape(double.slice(1, -1)), start, scanner.at, 'double-quoted');
  }
  if (/["']/.test(scanner.text.charAt(start))) {
    take(scanner, /[^\r\n]*/y);
    report(scanner, start, 'The quote is not closed.');
    return string(scanner.text.slice(start + 1, scanner.at), start, scanner.at, 'plain');
  }
  // A comment needs a blank before it; blanks at the end do not count.
  const raw = take(scanner, /(?:[^\s#]|[ \t]+(?=[^\s#])|(?<=\S)#)+/y) ?? '';
  return string(raw, start, scanner.at, 'plain');
}

function string(text: string, start: number, end: number, style: ScalarNode['style']): ScalarNode {
  return scalarNode(text, text, { start, end }, style);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function unescape(raw: string): string {
  return raw.replace(/\\([^])/g, (_, character: string) => ESCAPES[character] ?? character);
}
