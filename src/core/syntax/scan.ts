import type { Span } from '../text/span.ts';
import type {
  MappingEntry,
  MappingNode,
  ParseProblem,
  ParseProblemCode,
  ScalarNode,
  SyntaxDocument,
  SyntaxNode,
} from './tree.ts';

/** Collections inside collections that are read; real configs stay below 40. */
export const deepest = 100;
/** Problems told about one document; more are the consequences of the first ones. */
const maxProblems = 20;

/** A place in a text that a parser moves forward, and what it found wrong on its way. */
export interface Scanner {
  readonly text: string;
  at: number;
  readonly problems: ParseProblem[];
}

/** Starts behind a byte order mark. */
export function startScan(text: string): Scanner {
  return { text, at: text.startsWith('\uFEFF') ? 1 : 0, problems: [] };
}

/** Takes what a sticky expression matches here; null, without a move, where it matches nothing. */
export function take(scanner: Scanner, pattern: RegExp): string | null {
  pattern.lastIndex = scanner.at;
  const found = pattern.exec(scanner.text)?.[0] ?? '';
  scanner.at += found.length;
  return found === '' ? null : found;
}

/** True, and behind it, when the text goes on with `expected`. */
export function takeText(scanner: Scanner, expected: string): boolean {
  if (!scanner.text.startsWith(expected, scanner.at)) return false;
  scanner.at += expected.length;
  return true;
}

export function isAtEnd({ text, at }: Scanner): boolean {
  return at >= text.length;
}

export function report(
  scanner: Scanner,
  start: number,
  message: string,
  code: ParseProblemCode = 'syntax-error',
): void {
  if (scanner.problems.length >= maxProblems) return;
  const end = Math.min(scanner.text.length, Math.max(scanner.at, start + 1));
  scanner.problems.push({ code, message, span: { start: Math.min(start, end), end } });
}

export function toDocument({ text, problems }: Scanner, root: SyntaxNode | null): SyntaxDocument {
  return { root, span: { start: 0, end: text.length }, problems };
}

export function scalarNode(
  value: ScalarNode['value'],
  text: string,
  span: Span,
  style: ScalarNode['style'] = 'plain',
  templated = false,
): ScalarNode {
  return { kind: 'scalar', value, text, span, style, templated };
}

export function mappingNode(
  entries: readonly MappingEntry[],
  span: Span,
  flow = false,
): MappingNode {
  return { kind: 'mapping', entries, span, flow };
}

/** An entry that reaches from its key to the end of its value, or around a value that begins before the key. */
export function entryOf(key: string, keySpan: Span, value: SyntaxNode): MappingEntry {
  return {
    key,
    keySpan,
    value,
    span: {
      start: Math.min(keySpan.start, value.span.start),
      end: Math.max(keySpan.end, value.span.end),
    },
  };
}

/** A text without its backslashes: `\uXXXX`, `\UXXXXXXXX` and `letters`; before any other letter one is dropped. */
export function unescaped(raw: string, letters: Readonly<Record<string, string>>): string {
  return raw.replace(
    /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g,
    (_, short?: string, long?: string, letter = '') => {
      const code = short ?? long;
      if (code !== undefined) return characterOf(Number.parseInt(code, 16));
      return letters[letter as string] ?? (letter as string);
    },
  );
}

/** The character of a code point; the replacement character where there is none of that number. */
export function characterOf(codePoint: number): string {
  return codePoint >= 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\uFFFD';
}
