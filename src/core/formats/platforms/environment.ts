import type { ScalarNode } from '../../syntax/tree.ts';
import { at, entriesAt, isScalar, itemsAt, textAt, type Located } from '../located.ts';
import type { Variable, Variables } from '../pods/variables.ts';

/**
 * An environment in any of the forms that platforms use: a mapping, a list of `NAME=value`, or a list of
 * `{name, value}`.
 */
export function environmentAt(from: Located | null, ...path: string[]): Variables {
  const variables = new Map<string, Variable>();
  const holder = at(from, ...path);
  for (const { key, value } of entriesAt(holder)) {
    if (!isScalar(value)) continue;
    const written = value.node.value === null ? null : value;
    variables.set(key, { name: key, value: written, place: value, shared: false });
  }
  for (const item of itemsAt(holder)) {
    const variable = isScalar(item) ? assignedIn(item) : namedIn(item);
    if (variable) variables.set(variable.name, variable);
  }
  return variables;
}

function namedIn(item: Located): Variable | null {
  const name = textAt(item, 'name') ?? textAt(item, 'key');
  const value = at(item, 'value');
  if (name === null) return null;
  const written = value && isScalar(value) && value.node.value !== null ? value : null;
  return { name, value: written, place: item, shared: false };
}

/** `NAME=value` in one item of a list; null for a text that is none. A name alone is a variable without a value. */
function assignedIn(item: Located<ScalarNode>): Variable | null {
  const { text, span } = item.node;
  const match = /^([A-Za-z_][\w.-]*)(?:=(.*))?$/s.exec(text);
  if (!match) return null;
  const [, name = '', value] = match;
  if (value === undefined) return { name, value: null, place: item, shared: false };
  const source = item.file.source.text.slice(span.start, span.end);
  const start = source.indexOf(text);
  // Where escapes or folded lines stand in between, all that is known is the item.
  const isPart = start >= 0 && item.node.aliasSpan === undefined;
  const from = span.start + start + name.length + 1;
  const place = isPart ? { start: from, end: from + value.length } : span;
  const node: ScalarNode = { ...item.node, style: 'plain', span: place, value, text: value };
  return { name, value: { file: item.file, node }, place: item, shared: !isPart, isPart };
}
