import { findEntry, entries, items } from '../../syntax/access.ts';
import { parseExpression, parseTemplate, type Expression } from '../../syntax/hclExpression.ts';
import type { ParsedFile } from '../../model/document.ts';
import type { Located } from '../located.ts';
import { callFunction } from './functions.ts';
import type { Block, Module } from './module.ts';
import { calculated, nodeAt, numberOf, plainOf, unknown, type Resolved } from './value.ts';

/** Where names are looked up: a module, and what `each` and the iterators of dynamic blocks stand for. */
export interface Scope {
  readonly module: Module;
  readonly files: readonly ParsedFile[];
  readonly names: ReadonlyMap<string, Located>;
  /** The call that gives the module its variables; null for a module that nothing calls. */
  readonly call: { readonly block: Block; readonly scope: Scope } | null;
}

const deepest = 40;

/** What a written value comes to. Literals come to themselves; references are followed to where they are written. */
export function resolve(located: Located, scope: Scope, depth = 0): Resolved {
  const { node } = located;
  if (node.kind !== 'scalar' || !node.templated) return { value: located };
  if (depth > deepest) return unknown('it refers to itself');
  const expression =
    node.style === 'plain'
      ? parseExpression(node.text)
      : node.style === 'double-quoted'
        ? parseTemplate(located.file.source.text.slice(node.span.start + 1, node.span.end - 1))
        : null;
  if (expression === null) return unknown(`${shortened(node.text)} is more than is read here`);
  return evaluate(expression, located, scope, depth + 1);
}

function shortened(text: string): string {
  const line = text.split('\n')[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

/** @param at Where the expression stands, for values that are calculated. */
function evaluate(expression: Expression, at: Located, scope: Scope, depth: number): Resolved {
  if (depth > deepest) return unknown('it refers to itself');
  const inner = (each: Expression): Resolved => evaluate(each, at, scope, depth + 1);
  switch (expression.kind) {
    case 'literal':
      return calculated(at, expression.value);
    case 'template': {
      let text = '';
      for (const part of expression.parts) {
        const read = typeof part === 'string' ? calculated(at, part) : inner(part);
        if ('unknown' in read) return read;
        const value = plainOf(read.value);
        if (value === undefined) return unknown('a list or map stands in a text');
        text += String(value ?? '');
      }
      return calculated(at, text);
    }
    case 'name': {
      const named = scope.names.get(expression.name);
      return named ? { value: named } : unknown(`${expression.name} is not known before apply`);
    }
    case 'step':
      return step(expression, at, scope, depth);
    case 'call':
      return callFunction(
        expression.name,
        expression.arguments.map((each) => () => inner(each)),
        at,
      );
    case 'conditional': {
      const condition = inner(expression.condition);
      if ('unknown' in condition) return condition;
      const value = plainOf(condition.value);
      return inner(value === true || value === 'true' ? expression.yes : expression.no);
    }
    case 'binary':
      return combine(
        expression.operator,
        inner(expression.left),
        () => inner(expression.right),
        at,
      );
    case 'unary': {
      const of = inner(expression.of);
      if ('unknown' in of) return of;
      if (expression.operator === '!') return calculated(at, plainOf(of.value) !== true);
      const number = numberOf(of.value);
      return number === null ? unknown('no number') : calculated(at, -number);
    }
    case 'list': {
      const values = expression.items.map(inner);
      const failed = values.find((each) => 'unknown' in each);
      if (failed) return failed;
      const nodes = values.flatMap((each) => ('value' in each ? [nodeAt(at, each.value)] : []));
      const { span } = at.node;
      return {
        value: { file: at.file, node: { kind: 'sequence', items: nodes, span, flow: true } },
      };
    }
    case 'object': {
      const { span } = at.node;
      const pairs = expression.entries.flatMap(([key, each]) => {
        const read = inner(each);
        return 'value' in read ? [{ key, keySpan: span, value: nodeAt(at, read.value), span }] : [];
      });
      return {
        value: { file: at.file, node: { kind: 'mapping', entries: pairs, span, flow: true } },
      };
    }
  }
}

function step(
  expression: Expression & { readonly kind: 'step' },
  at: Located,
  scope: Scope,
  depth: number,
): Resolved {
  const { on, key } = expression;
  if (on.kind === 'name' && key.kind === 'literal' && !scope.names.has(on.name)) {
    const name = String(key.value);
    if (on.name === 'var') return variable(name, scope, depth);
    if (on.name === 'local') {
      const local = scope.module.locals.get(name);
      return local
        ? resolve(local, scope, depth + 1)
        : unknown(`local.${name} is not in the files`);
    }
    return unknown(`${on.name}.${name} is not known before apply`);
  }
  const holder = evaluate(on, at, scope, depth + 1);
  if ('unknown' in holder) return holder;
  const index = evaluate(key, at, scope, depth + 1);
  if ('unknown' in index) return index;
  const { file, node } = holder.value;
  const wanted = plainOf(index.value);
  const found =
    node.kind === 'sequence' ? items(node)[Number(wanted)] : findEntry(node, String(wanted))?.value;
  return found
    ? resolve({ file, node: found }, scope, depth + 1)
    : unknown(`there is no ${String(wanted)} in it`);
}

/** What the call of the module gives, else what a `.tfvars` file gives, else the default. */
function variable(name: string, scope: Scope, depth: number): Resolved {
  const { call } = scope;
  const argument = call && findEntry(call.block.body.node, name)?.value;
  if (call && argument) {
    const { file } = call.block.body;
    const given = resolve({ file, node: argument }, call.scope, depth + 1);
    if ('value' in given) return given;
    return unknown(`what module.${call.block.name} gives as ${name} is not known`);
  }
  const given = scope.module.given.get(name);
  if (given) return resolve(given, scope, depth + 1);
  const declared = scope.module.variables.get(name);
  if (!declared) return unknown(`var.${name} is not declared in the folder`);
  const byDefault = findEntry(declared.node, 'default')?.value;
  if (!byDefault) return unknown(`var.${name} has no default`);
  return withOptionals(
    resolve({ file: declared.file, node: byDefault }, scope, depth + 1),
    declared,
  );
}

/** Attributes that the type gives a default (`optional(number, 1)`) and the value does not write. */
function withOptionals(read: Resolved, declared: Located): Resolved {
  const type = findEntry(declared.node, 'type')?.value;
  if ('unknown' in read || type?.kind !== 'scalar' || read.value.node.kind !== 'mapping')
    return read;
  const missing = [
    ...type.text.matchAll(
      /(?:^|[^\w-])([\w-]+)\s*=\s*optional\(\s*[\w.]+\s*,\s*("[^"]*"|[\w.]+)\s*\)/g,
    ),
  ]
    .filter(([, name = '']) => !findEntry(read.value.node, name))
    .flatMap(([, name = '', text = '']) => {
      const expression = parseExpression(text);
      if (expression?.kind !== 'literal') return [];
      const value = calculated({ file: declared.file, node: type }, expression.value);
      return 'value' in value
        ? [{ key: name, keySpan: type.span, value: value.value.node, span: type.span }]
        : [];
    });
  if (missing.length === 0) return read;
  const { file, node } = read.value;
  return { value: { file, node: { ...node, entries: [...entries(node), ...missing] } } };
}

function combine(operator: string, left: Resolved, right: () => Resolved, at: Located): Resolved {
  if ('unknown' in left) return left;
  const a = plainOf(left.value);
  if (operator === '&&' && a === false) return calculated(at, false);
  if (operator === '||' && a === true) return calculated(at, true);
  const other = right();
  if ('unknown' in other) return other;
  const b = plainOf(other.value);
  if (operator === '&&' || operator === '||') return calculated(at, b === true);
  if (operator === '==' || operator === '!=') {
    const isSame =
      a !== undefined && b !== undefined
        ? a === b || (a !== null && b !== null && String(a) === String(b))
        : sizeOf(left.value) === 0 && sizeOf(other.value) === 0;
    return calculated(at, isSame === (operator === '=='));
  }
  const [x, y] = [numberOf(left.value), numberOf(other.value)];
  if (x === null || y === null) return unknown('no number');
  switch (operator) {
    case '+':
      return calculated(at, x + y);
    case '-':
      return calculated(at, x - y);
    case '*':
      return calculated(at, x * y);
    case '/':
      return y === 0 ? unknown('a division by zero') : calculated(at, x / y);
    case '%':
      return y === 0 ? unknown('a division by zero') : calculated(at, x % y);
    case '<':
      return calculated(at, x < y);
    case '>':
      return calculated(at, x > y);
    case '<=':
      return calculated(at, x <= y);
    default:
      return calculated(at, x >= y);
  }
}

function sizeOf({ node }: Located): number {
  if (node.kind === 'scalar') return node.value === null ? -1 : 1;
  return node.kind === 'mapping' ? node.entries.length : node.items.length;
}
