import { report, scalarNode, take, takeText, unescaped, type Scanner } from './scan.ts';
import type { ScalarNode } from './tree.ts';

/**
 * Moves behind a quoted string, interpolations with strings of their own included. The scanner stands on the opening
 * quote. False where it is not closed before the line ends; the scanner is then at the end of the line.
 */
export function skipQuoted(scanner: Scanner): boolean {
  scanner.at++;
  const inside: ('string' | 'braces')[] = ['string'];
  for (;;) {
    if (inside.at(-1) === 'string') {
      take(scanner, /(?:[^"\\$%\r\n]|\\[^\r\n]|\$\$\{|%%\{|[$%](?!\{))+/y);
      if (takeText(scanner, '"')) inside.pop();
      else if (takeText(scanner, '${') || takeText(scanner, '%{')) inside.push('braces');
      else return false;
    } else {
      take(scanner, /[^"{}]+/y);
      if (takeText(scanner, '{')) inside.push('braces');
      else if (takeText(scanner, '}')) inside.pop();
      else if (takeText(scanner, '"')) inside.push('string');
      else return false;
    }
    if (inside.length === 0) return true;
  }
}

/** A quoted string, or null without a move where none stands. Interpolations are left in its text. */
export function readQuoted(scanner: Scanner): ScalarNode | null {
  const start = scanner.at;
  if (!scanner.text.startsWith('"', start)) return null;
  const isClosed = skipQuoted(scanner);
  const raw = scanner.text.slice(start + 1, isClosed ? scanner.at - 1 : scanner.at);
  if (!isClosed) report(scanner, start, 'The quote is not closed.');
  return scalarNode(
    unescape(raw),
    unescape(raw),
    { start, end: scanner.at },
    'double-quoted',
    interpolates(raw),
  );
}

/** `<<EOT` and `<<-EOT`, up to the line with the marker alone. Null, without a move, where none stands. */
export function readHeredoc(scanner: Scanner): ScalarNode | null {
  const start = scanner.at;
  const opening = take(scanner, /<<-?[A-Za-z_][\w-]*[ \t]*(?:\r\n|\n|\r)/y);
  if (opening === null) return null;
  const marker = opening.replace(/^<<-?/, '').trim();
  const bodyStart = scanner.at;
  const closing = new RegExp(`^[ \\t]*${marker}(?![\\w-])`, 'm');
  const found = closing.exec(scanner.text.slice(bodyStart));
  const body = scanner.text.slice(bodyStart, found ? bodyStart + found.index : undefined);
  scanner.at = bodyStart + (found ? found.index + found[0].length : body.length);
  if (!found) report(scanner, start, `${marker} is missing.`);
  const text = opening.startsWith('<<-') ? withoutIndent(body) : body;
  return scalarNode(text, text, { start, end: scanner.at }, 'literal', interpolates(body));
}

function withoutIndent(body: string): string {
  const lines = body.split('\n');
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const indent = indents.reduce((least, each) => Math.min(least, each), Infinity);
  return Number.isFinite(indent) ? lines.map((line) => line.slice(indent)).join('\n') : body;
}

/** True for a template: `$${` and `%%{` are no interpolations. */
function interpolates(raw: string): boolean {
  return /[$%]\{/.test(raw.replace(/\$\$\{|%%\{/g, ''));
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function unescape(raw: string): string {
  return unescaped(raw, ESCAPES).replace(/\$\$\{|%%\{/g, (escaped) => escaped.slice(1));
}
