import { entries, findEntry, items } from '../../syntax/access.ts';
import type { MappingEntry, SyntaxNode } from '../../syntax/tree.ts';
import type { Located } from '../located.ts';
import {
  calculated,
  collection,
  nodeAt,
  numberOf,
  plainOf,
  unknown,
  type Resolved,
} from './value.ts';

type Argument = () => Resolved;

/** The functions of Terraform that values of serving configs go through; any other one is not known. */
export function callFunction(name: string, given: readonly Argument[], at: Located): Resolved {
  if (name === 'try' || name === 'coalesce') return firstOf(name, given);
  const values: Located[] = [];
  for (const argument of given) {
    const read = argument();
    if ('unknown' in read) return name === 'lookup' && values.length === 2 ? lookup(values) : read;
    values.push(read.value);
  }
  const [first, second, third] = values;
  if (!first) return unknown(`${name}() is not read`);
  switch (name) {
    case 'lookup':
      return lookup(values);
    case 'tostring':
      return calculated(at, String(plainOf(first) ?? ''));
    case 'tonumber':
      return mathematical(values, ([value = 0]) => value, at);
    case 'tobool':
      return calculated(at, String(plainOf(first)) === 'true');
    case 'tolist':
    case 'toset':
    case 'tomap':
    case 'jsonencode':
    case 'yamlencode':
    case 'base64encode':
    case 'base64gzip':
    case 'nonsensitive':
    case 'sensitive':
      return { value: first };
    case 'max':
      return mathematical(values, (numbers) => Math.max(...numbers), at);
    case 'min':
      return mathematical(values, (numbers) => Math.min(...numbers), at);
    case 'ceil':
      return mathematical(values, ([value = 0]) => Math.ceil(value), at);
    case 'floor':
      return mathematical(values, ([value = 0]) => Math.floor(value), at);
    case 'lower':
      return calculated(at, String(plainOf(first) ?? '').toLowerCase());
    case 'upper':
      return calculated(at, String(plainOf(first) ?? '').toUpperCase());
    case 'trimspace':
      return calculated(at, String(plainOf(first) ?? '').trim());
    case 'length':
      return calculated(at, lengthOf(first.node));
    case 'format':
      return format(values, at);
    case 'join':
      return calculated(
        at,
        items(second?.node)
          .map((node) => String(plainOf({ file: at.file, node }) ?? ''))
          .join(String(plainOf(first) ?? '')),
      );
    case 'split':
      return collection(at, {
        kind: 'sequence',
        items: String((second && plainOf(second)) ?? '')
          .split(String(plainOf(first) ?? ''))
          .map((part) => textNode(part, at)),
        span: at.node.span,
        flow: true,
      });
    case 'slice':
      return collection(at, {
        kind: 'sequence',
        items: items(nodeAt(at, first)).slice(
          second ? (numberOf(second) ?? 0) : 0,
          third ? (numberOf(third) ?? undefined) : undefined,
        ),
        span: at.node.span,
        flow: true,
      });
    case 'keys':
      return collection(at, {
        kind: 'sequence',
        items: entries(first.node).map(({ key }) => textNode(key, at)),
        span: at.node.span,
        flow: true,
      });
    case 'values':
      return collection(at, {
        kind: 'sequence',
        items: entries(nodeAt(at, first)).map(({ value }) => value),
        span: at.node.span,
        flow: true,
      });
    case 'element':
      return element(first, second);
    case 'merge':
      return merge(values, at);
    case 'concat':
      return collection(at, {
        kind: 'sequence',
        items: values.flatMap((value) => [...items(nodeAt(at, value))]),
        span: at.node.span,
        flow: true,
      });
    case 'contains':
      return calculated(
        at,
        items(first.node).some(
          (node) => second !== undefined && plainOf({ file: at.file, node }) === plainOf(second),
        ),
      );
    default:
      return unknown(`${name}() is not read`);
  }
}

function textNode(text: string, { node }: Located): SyntaxNode {
  return {
    kind: 'scalar',
    span: node.span,
    value: text,
    text,
    style: 'double-quoted',
    templated: false,
    tag: 'reference',
  };
}

/** The first that has a value. For `try` also an empty one counts. */
function firstOf(name: string, given: readonly Argument[]): Resolved {
  let last = unknown(`${name}() has no value`);
  for (const argument of given) {
    const read = argument();
    const isEmpty = 'value' in read && (plainOf(read.value) === null || plainOf(read.value) === '');
    if ('value' in read && !(name === 'coalesce' && isEmpty)) return read;
    last = read;
  }
  return last;
}

function lookup([map, key, otherwise]: readonly Located[]): Resolved {
  const wanted = key ? String(plainOf(key) ?? '') : '';
  const found = map && findEntry(map.node, wanted)?.value;
  if (map && found) return { value: { file: map.file, node: found } };
  return otherwise ? { value: otherwise } : unknown(`there is no ${wanted} in it`);
}

function mathematical(
  values: readonly Located[],
  calculate: (numbers: readonly number[]) => number,
  at: Located,
): Resolved {
  const numbers = values.map(numberOf);
  const known = numbers.filter((each) => each !== null);
  return known.length === numbers.length && known.length > 0
    ? calculated(at, calculate(known))
    : unknown('no number');
}

function lengthOf(node: SyntaxNode): number {
  if (node.kind === 'scalar') return node.text.length;
  return node.kind === 'mapping' ? node.entries.length : node.items.length;
}

/** `%s`, `%d` and `%v` only. */
function format([pattern, ...values]: readonly Located[], at: Located): Resolved {
  const texts = values.map((value) => String(plainOf(value) ?? ''));
  const text = String((pattern && plainOf(pattern)) ?? '');
  if (/%(?![sdv%])/.test(text)) return unknown('format() is not read');
  return calculated(
    at,
    text.replace(/%[sdv%]/g, (verb) => (verb === '%%' ? '%' : (texts.shift() ?? ''))),
  );
}

function element(list: Located, index: Located | undefined): Resolved {
  const all = items(list.node);
  const at = index ? numberOf(index) : null;
  const found = at === null || all.length === 0 ? undefined : all[at % all.length];
  return found ? { value: { file: list.file, node: found } } : unknown('there is no such element');
}

function merge(values: readonly Located[], at: Located): Resolved {
  const merged = new Map<string, MappingEntry>();
  for (const value of values) {
    for (const entry of entries(nodeAt(at, value))) merged.set(entry.key, entry);
  }
  const { span } = at.node;
  return collection(at, { kind: 'mapping', entries: [...merged.values()], span, flow: true });
}
