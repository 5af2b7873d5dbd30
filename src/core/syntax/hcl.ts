import { readHeredoc, readQuoted, skipQuoted } from './hclString.ts';
import {
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
import type { MappingEntry, SyntaxDocument, SyntaxNode } from './tree.ts';

/**
 * Reads HCL, the language of Terraform (github.com/hashicorp/hcl, hclsyntax/spec.md): attributes and blocks are
 * entries; the labels of a block are keys inside of each other, so `resource "a" "b" {}` is found under
 * `resource`, `a`, `b`. Repeated blocks are entries of the same key. An expression that is no literal is a templated
 * scalar with its source as text. Never throws.
 */
export function readHcl(text: string): SyntaxDocument {
  const scanner = startScan(text);
  const entries = readBody(scanner, false, 0);
  return toDocument(scanner, mappingNode(entries, { start: 0, end: text.length }));
}

function skipLines(scanner: Scanner): void {
  take(scanner, /(?:\s+|#[^\r\n]*|\/\/[^\r\n]*|\/\*[^]*?\*\/)+/y);
}

function skipBlanks(scanner: Scanner): void {
  take(scanner, /(?:[ \t]+|\/\*[^]*?\*\/)+/y);
}

function readBody(scanner: Scanner, isBlock: boolean, depth: number): MappingEntry[] {
  const entries: MappingEntry[] = [];
  for (;;) {
    skipLines(scanner);
    const start = scanner.at;
    if (isAtEnd(scanner)) {
      if (isBlock) report(scanner, start, 'A } is missing.');
      return entries;
    }
    if (isBlock && takeText(scanner, '}')) return entries;
    const key = take(scanner, /[\p{ID_Start}_][\p{ID_Continue}-]*/uy);
    if (key === null) {
      if (take(scanner, /"(?:[^"\\\r\n]|\\[^\r\n])*"/y) === null) scanner.at++;
      report(scanner, start, 'An attribute or a block is expected here.');
      continue;
    }
    entries.push(readAttributeOrBlock(scanner, key, start, depth));
  }
}

function readAttributeOrBlock(
  scanner: Scanner,
  key: string,
  start: number,
  depth: number,
): MappingEntry {
  const keySpan = { start, end: scanner.at };
  skipBlanks(scanner);
  if (scanner.text.startsWith('=', scanner.at) && !scanner.text.startsWith('==', scanner.at)) {
    scanner.at++;
    skipBlanks(scanner);
    return entryOf(key, keySpan, readExpression(scanner, true, depth));
  }
  const labels: { readonly text: string; readonly start: number; readonly end: number }[] = [];
  for (;;) {
    skipBlanks(scanner);
    const labelStart = scanner.at;
    const quoted = readQuoted(scanner);
    const text = quoted?.text ?? take(scanner, /[\p{ID_Start}_][\p{ID_Continue}-]*/uy);
    if (text === null || labels.length > deepest) break;
    labels.push({ text, start: labelStart, end: scanner.at });
  }
  const open = scanner.at;
  if (!takeText(scanner, '{')) {
    report(scanner, start, `${key} is neither an attribute nor a block.`);
    take(scanner, /[^\r\n]*/y);
    return entryOf(key, keySpan, scalarNode(null, '', { start: keySpan.end, end: keySpan.end }));
  }
  if (depth >= deepest) {
    report(scanner, open, 'What is nested this deep is not read.', 'too-deep');
    scanner.at = scanner.text.length;
  }
  const entries = readBody(scanner, true, depth + 1);
  const body: SyntaxNode = mappingNode(entries, { start: open, end: scanner.at });
  const value = labels.reduceRight<SyntaxNode>((inner, label) => {
    const entry = entryOf(label.text, { start: label.start, end: label.end }, inner);
    return mappingNode([entry], entry.span);
  }, body);
  return entryOf(key, keySpan, value);
}

/** What may follow an expression that ends here. */
const ENDS_LINE = /[ \t]*(?:[\r\n,)\]}#]|\/\/|\/\*|$)/y;
const ENDS_ITEM = /\s*(?:[,)\]}#]|\/\/|\/\*|$)/y;

/**
 * A literal, a collection or the source of an expression.
 *
 * @param endsWithLine False inside of lists, where expressions go on over line breaks.
 */
function readExpression(scanner: Scanner, endsWithLine: boolean, depth: number): SyntaxNode {
  const { at: start, problems } = scanner;
  const before = problems.length;
  const literal = readLiteral(scanner, depth);
  if (literal) {
    const end = endsWithLine ? ENDS_LINE : ENDS_ITEM;
    end.lastIndex = scanner.at;
    if (end.test(scanner.text) || problems.length > before) return literal;
    scanner.at = start;
    problems.length = before;
  }
  skipSource(scanner, endsWithLine);
  const source = scanner.text.slice(start, scanner.at).trimEnd();
  const span = { start, end: start + source.length };
  if (source !== '') return scalarNode(source, source, span, 'plain', true);
  report(scanner, start, 'A value is expected here.');
  return scalarNode(null, '', span);
}

function readLiteral(scanner: Scanner, depth: number): SyntaxNode | null {
  const start = scanner.at;
  const string = readQuoted(scanner) ?? readHeredoc(scanner);
  if (string) return string;
  const number = take(scanner, /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y);
  if (number !== null) return scalarNode(Number(number), number, { start, end: scanner.at });
  const word = take(scanner, /(?:true|false|null)(?![\w-])/y);
  if (word !== null) {
    const value = word === 'null' ? null : word === 'true';
    return scalarNode(value, value === null ? '' : word, { start, end: scanner.at });
  }
  if (/(?:\[|\{)\s*for\s/y.test(scanner.text.slice(start, start + 40)) || depth >= deepest) {
    return null;
  }
  if (takeText(scanner, '[')) return readTuple(scanner, start, depth + 1);
  if (takeText(scanner, '{')) return readObject(scanner, start, depth + 1);
  return null;
}

function readTuple(scanner: Scanner, start: number, depth: number): SyntaxNode {
  const items: SyntaxNode[] = [];
  for (;;) {
    skipLines(scanner);
    if (takeText(scanner, ']')) break;
    if (takeText(scanner, ',')) continue;
    const before = scanner.at;
    if (isAtEnd(scanner) || scanner.text.startsWith('}', before)) {
      report(scanner, before, 'A ] is missing.');
      break;
    }
    items.push(readExpression(scanner, false, depth));
    if (scanner.at === before) scanner.at++;
  }
  return { kind: 'sequence', items, span: { start, end: scanner.at }, flow: true };
}

function readObject(scanner: Scanner, start: number, depth: number): SyntaxNode {
  const entries: MappingEntry[] = [];
  for (;;) {
    take(scanner, /(?:[\s,]+|#[^\r\n]*|\/\/[^\r\n]*|\/\*[^]*?\*\/)+/y);
    if (takeText(scanner, '}')) break;
    const keyStart = scanner.at;
    const key = readObjectKey(scanner);
    const keySpan = { start: keyStart, end: scanner.at };
    skipBlanks(scanner);
    if (key === null || !(takeText(scanner, '=') || takeText(scanner, ':'))) {
      report(scanner, keyStart, 'A } is missing.');
      break;
    }
    skipBlanks(scanner);
    entries.push(entryOf(key, keySpan, readExpression(scanner, true, depth)));
  }
  return mappingNode(entries, { start, end: scanner.at });
}

function readObjectKey(scanner: Scanner): string | null {
  const quoted = readQuoted(scanner);
  if (quoted) return quoted.text;
  const word = take(scanner, /[\p{ID_Start}_][\p{ID_Continue}.-]*|\d+/uy);
  if (word !== null) return word;
  const start = scanner.at;
  if (!scanner.text.startsWith('(', start)) return null;
  skipGroup(scanner);
  return scanner.text.slice(start, scanner.at);
}

/** Moves behind the source of an expression: brackets and strings are taken whole. */
function skipSource(scanner: Scanner, endsWithLine: boolean): void {
  for (;;) {
    take(
      scanner,
      endsWithLine
        ? /(?:[^"<[\](){},#/\r\n]|\/(?![/*])|<(?!<))+/y
        : /(?:[^"<[\](){},#/]|\/(?![/*])|<(?!<))+/y,
    );
    const next = scanner.text.charAt(scanner.at);
    if (next === '"') skipQuoted(scanner);
    else if (next === '(' || next === '[' || next === '{') skipGroup(scanner);
    else if (next === '<') {
      if (!readHeredoc(scanner)) scanner.at++;
    } else if (scanner.text.startsWith('/*', scanner.at)) {
      if (take(scanner, /\/\*[^]*?\*\//y) === null) return;
    } else return;
  }
}

/** Moves behind the bracket that closes the one here, or to the end of the text. */
function skipGroup(scanner: Scanner): void {
  let open = 0;
  do {
    const character = scanner.text.charAt(scanner.at);
    if (character === '"') {
      skipQuoted(scanner);
      continue;
    }
    if (/[([{]/.test(character)) open++;
    else if (/[)\]}]/.test(character)) open--;
    else if (take(scanner, /#[^\r\n]*|\/\/[^\r\n]*|\/\*[^]*?\*\//y) !== null) continue;
    else if (take(scanner, /[^"([{)\]}#/]+/y) !== null) continue;
    scanner.at++;
  } while (open > 0 && !isAtEnd(scanner));
  scanner.at = Math.min(scanner.at, scanner.text.length);
}
