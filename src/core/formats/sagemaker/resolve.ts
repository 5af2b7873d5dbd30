import type { ScalarNode } from '../../syntax/tree.ts';
import { at, entriesAt, isScalar, itemsAt, scalarAt, textAt, type Located } from '../located.ts';
import { scalarFor, withText } from '../platforms/scalars.ts';
import { argumentsOf, functionOf, type FunctionCall, type Template } from './template.ts';

const DEPTH = 12;

/**
 * What a value of a template comes to with the defaults of its parameters: the node itself, or the one that a function
 * leads to. Null where only a deployment can tell (a parameter without a default, an attribute of a resource), and for
 * `AWS::NoValue`.
 */
export function resolved(value: Located | null, template: Template, depth = 0): Located | null {
  if (!value || depth > DEPTH) return null;
  const call = functionOf(value);
  if (!call) return value;
  switch (call.name) {
    case 'Ref':
      return parameterOf(call.argument, template, depth);
    case 'If':
      return branchOf(call, template, depth);
    case 'FindInMap':
      return mapped(call, template, depth);
    case 'Sub':
      return substituted(call, template, depth);
    case 'Join':
      return joined(call, template, depth);
    case 'Select':
      return selected(call, template, depth);
    default:
      return null;
  }
}

/** The value under a path, every step of it resolved. */
export function resolvedAt(
  from: Located | null,
  template: Template,
  ...path: readonly string[]
): Located | null {
  let current = resolved(from, template);
  for (const key of path) current = resolved(at(current, key), template);
  return current;
}

/** The scalar under a path; null where there is none, or it cannot be known here. */
export function resolvedScalar(
  from: Located | null,
  template: Template,
  ...path: readonly string[]
): Located<ScalarNode> | null {
  const found = resolvedAt(from, template, ...path);
  return found && isScalar(found) && found.node.value !== null ? found : null;
}

/** The items of a list under a path, each resolved; those that come to nothing are left out. */
export function resolvedItems(
  from: Located | null,
  template: Template,
  ...path: readonly string[]
): readonly Located[] {
  return itemsAt(resolvedAt(from, template, ...path)).flatMap((item) => {
    return resolved(item, template) ?? [];
  });
}

/** True for a value that is written but cannot be known here. */
export function isOpen(from: Located | null, template: Template, key: string): boolean {
  const written = at(from, key);
  return written !== null && resolved(written, template) === null;
}

/** What a file beside the template gives a parameter, else its default. One of the parameter store names a place, not a value. */
function parameterOf(argument: Located, template: Template, depth: number): Located | null {
  if (!isScalar(argument)) return null;
  const parameter = at(template.root, 'Parameters', argument.node.text);
  if (!parameter || textAt(parameter, 'Type')?.startsWith('AWS::SSM::')) return null;
  return (
    template.given.values.get(argument.node.text) ??
    resolved(at(parameter, 'Default'), template, depth + 1)
  );
}

function branchOf(call: FunctionCall, template: Template, depth: number): Located | null {
  const [condition, yes, no] = argumentsOf(call);
  const name = condition && isScalar(condition) ? condition.node.text : null;
  const holds = name === null ? null : conditionHolds(name, template, depth + 1);
  if (holds === null) return null;
  return resolved((holds ? yes : no) ?? null, template, depth + 1);
}

/** Whether a named condition holds with the defaults of the parameters; null where that cannot be known. */
export function conditionHolds(name: string, template: Template, depth = 0): boolean | null {
  const condition = at(template.root, 'Conditions', name);
  return condition && depth <= DEPTH ? holds(condition, template, depth) : null;
}

/** Whether a condition holds with the defaults of the parameters; null where that cannot be known. */
function holds(condition: Located, template: Template, depth: number): boolean | null {
  const call = functionOf(condition);
  if (!call || depth > DEPTH) return null;
  if (call.name === 'Condition') {
    return isScalar(call.argument)
      ? conditionHolds(call.argument.node.text, template, depth + 1)
      : null;
  }
  const parts = argumentsOf(call);
  if (call.name === 'Equals') {
    const [left, right] = parts.map((part) => resolved(part, template, depth + 1));
    if (!left || !right || !isScalar(left) || !isScalar(right)) return null;
    return left.node.text === right.node.text;
  }
  const values = parts.map((part) => holds(part, template, depth + 1));
  if (call.name === 'Not') return values[0] == null ? null : !values[0];
  const decisive = call.name === 'Or';
  if (call.name !== 'Or' && call.name !== 'And') return null;
  if (values.includes(decisive)) return decisive;
  return values.includes(null) ? null : !decisive;
}

/** `!FindInMap [Map, First, Second]`; where a key is not known but all its entries agree, what they say. */
function mapped(call: FunctionCall, template: Template, depth: number): Located | null {
  const [map, first, second] = argumentsOf(call).map((part) => resolved(part, template, depth + 1));
  const name = map && isScalar(map) ? map.node.text : null;
  const column = second && isScalar(second) ? second.node.text : null;
  const mapping = name === null ? null : at(template.root, 'Mappings', name);
  if (!mapping || column === null) return null;
  if (first && isScalar(first)) {
    return resolved(at(mapping, first.node.text, column), template, depth + 1);
  }
  const all = entriesAt(mapping).map(({ value }) => scalarAt(value, column));
  const [one] = all;
  return one && all.every((value) => value?.node.text === one.node.text) ? one : null;
}

/** `!Sub text`, or `[text, variables]`. Null where a part of the text cannot be known. */
function substituted(call: FunctionCall, template: Template, depth: number): Located | null {
  const [pattern, variables] = itemsAt(call.argument);
  const text = isScalar(call.argument) ? call.argument : pattern;
  if (!text || !isScalar(text)) return null;
  const open: string[] = [];
  const filled = text.node.text.replace(
    /\$\{(!?)((?:(?!\$\{)[^}])+)\}/g,
    (whole: string, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`;
      const own = at(variables ?? null, name);
      const value = own
        ? resolved(own, template, depth + 1)
        : parameterOf(scalarFor(text, name.trim()), template, depth + 1);
      if (value && isScalar(value)) return value.node.text;
      open.push(name);
      return whole;
    },
  );
  return open.length === 0 ? withText(text, filled) : null;
}

function joined(call: FunctionCall, template: Template, depth: number): Located | null {
  const [separator, list] = argumentsOf(call);
  const parts = itemsAt(list ?? null).map((part) => resolved(part, template, depth + 1));
  if (!separator || !isScalar(separator)) return null;
  const texts = parts.flatMap((part) => (part && isScalar(part) ? [part.node.text] : []));
  if (texts.length < parts.length) return null;
  return scalarFor(call.argument, texts.join(separator.node.text));
}

function selected(call: FunctionCall, template: Template, depth: number): Located | null {
  const [index, list] = argumentsOf(call);
  if (!index || !isScalar(index)) return null;
  const item = itemsAt(resolved(list ?? null, template, depth + 1))[Number(index.node.text)];
  return item ? resolved(item, template, depth + 1) : null;
}
