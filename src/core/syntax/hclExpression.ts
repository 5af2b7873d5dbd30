import { readQuoted } from './hclString.ts';
import { isAtEnd, startScan, take, takeText, type Scanner } from './scan.ts';

/** An expression of HCL, as far as values can follow from it. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** Text and interpolations in turn. */
  | { readonly kind: 'template'; readonly parts: readonly (string | Expression)[] }
  /** `var`, `local`, `each`, a type of resources: what a traversal starts at. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'step'; readonly on: Expression; readonly key: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  | {
      readonly kind: 'conditional';
      readonly condition: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'unary'; readonly operator: string; readonly of: Expression }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | {
      readonly kind: 'object';
      readonly entries: readonly (readonly [string, Expression])[];
    };

const deepest = 60;

/** Parses the source of an expression; null for what is beyond this grammar (`for`, splats) or no expression. */
export function parseExpression(source: string): Expression | null {
  const scanner = startScan(source);
  const expression = conditional(scanner, 0);
  skip(scanner);
  return expression !== null && isAtEnd(scanner) ? expression : null;
}

/** Parses the inside of a quoted template, as it is written: `a-${var.b}`. */
export function parseTemplate(raw: string): Expression | null {
  return template(raw, 0);
}

function skip(scanner: Scanner): void {
  take(scanner, /(?:\s+|#[^\r\n]*|\/\/[^\r\n]*|\/\*[^]*?\*\/)+/y);
}

function conditional(scanner: Scanner, depth: number): Expression | null {
  if (depth > deepest) return null;
  const condition = binary(scanner, 0, depth + 1);
  skip(scanner);
  if (condition === null || !takeText(scanner, '?')) return condition;
  const yes = conditional(scanner, depth + 1);
  skip(scanner);
  if (yes === null || !takeText(scanner, ':')) return null;
  const no = conditional(scanner, depth + 1);
  return no && { kind: 'conditional', condition, yes, no };
}

/** From the loosest to the tightest. */
const OPERATORS = [/\|\|/y, /&&/y, /==|!=/y, /<=|>=|<|>/y, /[+-]/y, /[*/%]/y];

function binary(scanner: Scanner, level: number, depth: number): Expression | null {
  const operators = OPERATORS[level];
  if (operators === undefined) return unary(scanner, depth);
  let left = binary(scanner, level + 1, depth);
  for (;;) {
    skip(scanner);
    const operator = left && take(scanner, operators);
    if (left === null || operator === null) return left;
    const right = binary(scanner, level + 1, depth);
    if (right === null) return null;
    left = { kind: 'binary', operator, left, right };
  }
}

function unary(scanner: Scanner, depth: number): Expression | null {
  if (depth > deepest) return null;
  skip(scanner);
  const operator = take(scanner, /!(?!=)|-(?!\d)/y);
  if (operator === null) return traversal(scanner, depth);
  const of = unary(scanner, depth + 1);
  return of && { kind: 'unary', operator, of };
}

function traversal(scanner: Scanner, depth: number): Expression | null {
  let expression = primary(scanner, depth + 1);
  while (expression !== null) {
    if (take(scanner, /\s*\.(?![.\d*])/y) !== null) {
      const name = take(scanner, /[\p{ID_Start}_][\p{ID_Continue}-]*/uy);
      if (name === null) return null;
      expression = { kind: 'step', on: expression, key: { kind: 'literal', value: name } };
    } else if (take(scanner, /\.(?=\d)/y) !== null) {
      const index = Number(take(scanner, /\d+/y));
      expression = { kind: 'step', on: expression, key: { kind: 'literal', value: index } };
    } else if (takeText(scanner, '[')) {
      const key = conditional(scanner, depth + 1);
      skip(scanner);
      if (key === null || !takeText(scanner, ']')) return null;
      expression = { kind: 'step', on: expression, key };
    } else return expression;
  }
  return null;
}

function primary(scanner: Scanner, depth: number): Expression | null {
  if (depth > deepest) return null;
  skip(scanner);
  const start = scanner.at;
  if (readQuoted(scanner) !== null) {
    return template(scanner.text.slice(start + 1, scanner.at - 1), depth + 1);
  }
  const number = take(scanner, /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (number !== null) return { kind: 'literal', value: Number(number) };
  if (takeText(scanner, '(')) {
    const inner = conditional(scanner, depth + 1);
    skip(scanner);
    return takeText(scanner, ')') ? inner : null;
  }
  if (takeText(scanner, '[')) {
    const items = list(scanner, ']', depth + 1);
    return items && { kind: 'list', items };
  }
  if (takeText(scanner, '{')) return object(scanner, depth + 1);
  const name = take(scanner, /[\p{ID_Start}_][\p{ID_Continue}-]*/uy);
  if (name === null) return null;
  if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
  if (name === 'null') return { kind: 'literal', value: null };
  if (!takeText(scanner, '(')) return { kind: 'name', name };
  const given = list(scanner, ')', depth + 1);
  return given && { kind: 'call', name, arguments: given };
}

function list(scanner: Scanner, closer: string, depth: number): Expression[] | null {
  const items: Expression[] = [];
  for (;;) {
    skip(scanner);
    if (takeText(scanner, closer)) return items;
    const item = conditional(scanner, depth);
    skip(scanner);
    if (item === null) return null;
    items.push(item);
    if (!takeText(scanner, ',')) return takeText(scanner, closer) ? items : null;
  }
}

function object(scanner: Scanner, depth: number): Expression | null {
  const entries: (readonly [string, Expression])[] = [];
  for (;;) {
    take(scanner, /(?:[\s,]+|#[^\r\n]*|\/\/[^\r\n]*)+/y);
    if (takeText(scanner, '}')) return { kind: 'object', entries };
    const quoted = readQuoted(scanner);
    const key = quoted?.text ?? take(scanner, /[\p{ID_Start}_][\p{ID_Continue}-]*/uy);
    take(scanner, /[ \t]+/y);
    if (key === null || take(scanner, /[=:]/y) === null) return null;
    const value = conditional(scanner, depth);
    if (value === null) return null;
    entries.push([key, value]);
  }
}

/** A quoted text with its interpolations; null where it holds directives (`%{ if … }`). */
function template(raw: string, depth: number): Expression | null {
  const parts: (string | Expression)[] = [];
  const scanner = startScan(raw);
  while (!isAtEnd(scanner)) {
    const text = take(scanner, /(?:[^$%\\]|\\[^]|\$\$\{|%%\{|[$%](?!\{))+/y);
    if (text !== null) {
      parts.push(unescape(text));
      continue;
    }
    if (!takeText(scanner, '${')) return null;
    const inner = conditional(scanner, depth + 1);
    skip(scanner);
    if (inner === null || !takeText(scanner, '}')) return null;
    parts.push(inner);
  }
  const [first = '', ...more] = parts;
  if (more.length === 0)
    return typeof first === 'string' ? { kind: 'literal', value: first } : first;
  return { kind: 'template', parts };
}

function unescape(text: string): string {
  const quoted = readQuoted(startScan(`"${text}"`));
  return quoted?.text ?? text;
}
