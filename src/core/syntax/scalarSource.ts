import type { SourceText, SourceTextBuilder } from './sourceText.ts';
import { buildSourceText } from './sourceText.ts';
import type { ScalarNode } from './tree.ts';

/**
 * The text of a scalar together with where each of its characters stands in the file. Where that cannot be told (a
 * template expression breaks the quotes) every character stands for the whole scalar.
 */
export function readScalarSource(fileText: string, node: ScalarNode): SourceText {
  const { start, end } = node.span;
  const isBlock = node.style === 'literal' || node.style === 'folded';
  const source = isBlock ? readBlock(fileText, node) : readFlow(fileText, start, end, node.style);
  if (isBlock || source.text === node.text) return source;
  const whole = buildSourceText();
  whole.add(node.text, node.span);
  return whole.build();
}

interface SourceLine {
  readonly start: number;
  readonly end: number;
  /** Behind the line break. */
  readonly next: number;
}

function linesOf(text: string, start: number, end: number): SourceLine[] {
  const lines: SourceLine[] = [];
  const lineBreak = /\r\n|\n|\r/g;
  lineBreak.lastIndex = start;
  let at = start;
  for (let match = lineBreak.exec(text); match !== null; match = lineBreak.exec(text)) {
    if (match.index >= end) break;
    lines.push({ start: at, end: match.index, next: lineBreak.lastIndex });
    at = lineBreak.lastIndex;
  }
  lines.push({ start: at, end, next: end });
  return lines;
}

function readBlock(fileText: string, node: ScalarNode): SourceText {
  const [header, ...written] = linesOf(fileText, node.span.start, node.span.end);
  // The last line of a heredoc is its marker.
  const isHeredoc = fileText.startsWith('<<', node.span.start);
  const lines = isHeredoc ? written.slice(0, -1) : written;
  const builder = buildSourceText();
  const indent = blockIndent(fileText, node, header, lines);
  let breaks = 0;
  let isFirst = true;
  let wasIndented = false;
  let breakAt = node.span.start;
  let breakEnd = node.span.start;
  for (const line of lines) {
    const start = Math.min(line.start + indent, line.end);
    const content = fileText.slice(start, line.end);
    if (content !== '') {
      const isIndented = content.startsWith(' ') || content.startsWith('\t');
      const keepsBreaks = node.style === 'literal' || isFirst || isIndented || wasIndented;
      const between = keepsBreaks || breaks === 0 ? '\n'.repeat(breaks) : foldedBreaks(breaks);
      builder.add(between, { start: breakAt, end: breakEnd });
      for (let at = start; at < line.end; at++)
        builder.add(fileText.charAt(at), { start: at, end: at + 1 });
      breaks = 0;
      isFirst = false;
      wasIndented = isIndented;
      breakAt = line.end;
    }
    breaks += 1;
    breakEnd = line.next;
  }
  // What the chomping indicator leaves at the end stands for nothing that could be edited.
  let content = node.text.length;
  while (node.text[content - 1] === '\n') content -= 1;
  builder.add(node.text.slice(content), { start: node.span.end, end: node.span.end });
  return builder.build();
}

function foldedBreaks(breaks: number): string {
  return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
}

/** Columns that belong to the indentation: those of the first line, unless the header says how many there are. */
function blockIndent(
  fileText: string,
  node: ScalarNode,
  header: SourceLine | undefined,
  lines: readonly SourceLine[],
): number {
  const first = lines.find((line) => fileText.slice(line.start, line.end).trim() !== '');
  if (header === undefined || first === undefined) return 0;
  const written = leadingSpaces(fileText.slice(first.start, first.end));
  const isExplicit = /^[|>][-+]?\d/.test(fileText.slice(header.start, header.end));
  if (!isExplicit) return written;
  const firstOfText = node.text.split('\n').find((line) => line.trim() !== '') ?? '';
  return Math.max(written - leadingSpaces(firstOfText), 0);
}

function leadingSpaces(line: string): number {
  return line.length - line.replace(/^ +/, '').length;
}

/** Plain and quoted scalars, which fold line breaks and the blanks around them. */
function readFlow(
  fileText: string,
  start: number,
  end: number,
  style: ScalarNode['style'],
): SourceText {
  const isQuoted = style !== 'plain';
  const last = isQuoted ? end - 1 : end;
  const builder = buildSourceText();
  // Blanks before this length were escaped: a fold does not take them away.
  let kept = 0;
  let at = isQuoted ? start + 1 : start;
  while (at < last) {
    const character = fileText.charAt(at);
    let length = 1;
    if (character === '\n' || character === '\r') {
      length = readFold(fileText, at, last, builder, kept);
    } else if (style === 'single-quoted' && fileText.startsWith("''", at)) {
      length = 2;
      builder.add("'", { start: at, end: at + 2 });
    } else if (style === 'double-quoted' && character === '\\') {
      length = readEscape(fileText, at, last, builder);
      kept = builder.text.length;
    } else {
      builder.add(character, { start: at, end: at + 1 });
    }
    at += length;
  }
  return builder.build();
}

/** Adds what a line break in a flow scalar means; returns the length of the break and all blanks behind it. */
function readFold(
  fileText: string,
  at: number,
  last: number,
  builder: SourceTextBuilder,
  kept: number,
): number {
  let length = builder.text.length;
  while (length > kept && /[ \t]/.test(builder.text.charAt(length - 1))) length -= 1;
  builder.truncate(length);
  const blank = /[ \t\r\n]*/y;
  blank.lastIndex = at;
  const source = (blank.exec(fileText)?.[0] ?? '').slice(0, last - at);
  const breaks = source.match(/\r\n|\n|\r/g)?.length ?? 1;
  builder.add(foldedBreaks(breaks), { start: at, end: at + source.length });
  return source.length;
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};
const digitsOfCode: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Adds what the backslash at `at` and what follows it mean; returns the length of both. */
function readEscape(
  fileText: string,
  at: number,
  last: number,
  builder: SourceTextBuilder,
): number {
  const next = fileText.charAt(at + 1);
  const digits = digitsOfCode[next];
  if (digits !== undefined) {
    const code = Number.parseInt(fileText.slice(at + 2, at + 2 + digits), 16);
    const character = code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    builder.add(character, { start: at, end: at + 2 + digits });
    return 2 + digits;
  }
  const continuation = /\\(?:\r\n|\n|\r)[ \t]*/y;
  continuation.lastIndex = at;
  const continued = continuation.exec(fileText)?.[0];
  if (continued !== undefined) return Math.min(continued.length, last - at);
  builder.add(escapes[next] ?? next, { start: at, end: at + 2 });
  return 2;
}
