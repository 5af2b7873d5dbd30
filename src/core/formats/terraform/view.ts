import { scalarNode } from '../../syntax/scan.ts';
import { entries } from '../../syntax/access.ts';
import type { MappingEntry, MappingNode, SyntaxNode } from '../../syntax/tree.ts';
import type { Located } from '../located.ts';
import { resolve, type Scope } from './evaluate.ts';
import { moved, numberOf, plainOf } from './value.ts';

/** Bounds what maps that hold each other several times can grow to. */
interface Budget {
  left: number;
}

const deepest = 30;

/**
 * A body as it is after its references are followed: what is known stands where the reference does, with the tag
 * `reference`; dynamic blocks are written out. What is not known stays a hole.
 */
export function resolvedBody(body: Located<MappingNode>, scope: Scope): Located<MappingNode> {
  const node = viewOf(body, scope, { left: 20_000 }, 0);
  return { file: body.file, node: node.kind === 'mapping' ? node : body.node };
}

function viewOf(located: Located, scope: Scope, budget: Budget, depth: number): SyntaxNode {
  const { file, node } = located;
  budget.left -= 1;
  if (budget.left < 0 || depth > deepest) return node;
  switch (node.kind) {
    case 'sequence':
      return {
        ...node,
        items: node.items.map((item) => viewOf({ file, node: item }, scope, budget, depth + 1)),
      };
    case 'mapping':
      return {
        ...node,
        entries: node.entries.flatMap((entry) =>
          entry.key === 'dynamic'
            ? dynamicBlocks({ file, node: entry.value }, scope, budget, depth + 1)
            : [{ ...entry, value: viewOf({ file, node: entry.value }, scope, budget, depth + 1) }],
        ),
      };
    case 'scalar': {
      if (!node.templated) return node;
      const read = resolve(located, scope);
      if ('unknown' in read) return node;
      return moved(viewOf(read.value, scope, budget, depth + 1), node);
    }
  }
}

/** `dynamic "name" { for_each … content { … } }` as the blocks that it makes; as one where their number is not known. */
function dynamicBlocks(
  { file, node }: Located,
  scope: Scope,
  budget: Budget,
  depth: number,
): MappingEntry[] {
  return entries(node).flatMap(({ key, keySpan, value: body }): MappingEntry[] => {
    const content = entries(body).find((each) => each.key === 'content')?.value;
    const forEach = entries(body).find((each) => each.key === 'for_each')?.value;
    const named = entries(body).find((each) => each.key === 'iterator')?.value;
    if (!content || !forEach) return [];
    const iterator = named?.kind === 'scalar' ? named.text : key;
    const all = elementsOf({ file, node: forEach }, scope);
    const scopes = all?.map((each) => withNames(scope, iterator, each, forEach)) ?? [scope];
    return scopes.map((each) => ({
      key,
      keySpan,
      span: content.span,
      value: viewOf({ file, node: content }, each, budget, depth),
    }));
  });
}

/** One element of a `for_each`. */
interface Element {
  readonly key: SyntaxNode;
  readonly value: SyntaxNode;
  readonly name: string;
}

/** The elements of a list, set or map; null where it is not known. */
function elementsOf(located: Located, scope: Scope): readonly Element[] | null {
  const read = resolve(located, scope);
  if ('unknown' in read) return null;
  const { file } = read.value;
  const node = viewOf(read.value, scope, { left: 5000 }, 0);
  const here = file === located.file ? node : moved(node, located.node);
  if (here.kind === 'mapping') {
    return here.entries.map(({ key, keySpan, value }) => ({
      name: key,
      key: scalarNode(key, key, keySpan),
      value,
    }));
  }
  if (here.kind !== 'sequence') return null;
  return here.items.map((value, index) => {
    const text = value.kind === 'scalar' ? value.text : String(index);
    return { name: text, key: scalarNode(text, text, value.span), value };
  });
}

/** The scope inside of a block that is made once for each element: `name.key` and `name.value`. */
function withNames(scope: Scope, name: string, { key, value }: Element, at: SyntaxNode): Scope {
  const pair = (each: string, node: SyntaxNode): MappingEntry => ({
    key: each,
    keySpan: at.span,
    span: at.span,
    value: node,
  });
  const node: MappingNode = {
    kind: 'mapping',
    span: at.span,
    flow: true,
    entries: [pair('key', key), pair('value', value)],
  };
  const [file] = scope.module.files;
  if (!file) return scope;
  return { ...scope, names: new Map([...scope.names, [name, { file, node }]]) };
}

/** One object that a block with `count` or `for_each` makes. */
export interface Instance {
  /** Empty for a block that makes one. */
  readonly suffix: string;
  readonly scope: Scope;
  /** How many are alike (`count = 3`). */
  readonly number: number;
  /** Why the number is not known; null where it is. */
  readonly open: string | null;
}

/** The objects that a block makes; none for `count = 0`. */
export function instancesOf(body: Located<MappingNode>, scope: Scope): readonly Instance[] {
  const count = body.node.entries.find(({ key }) => key === 'count')?.value;
  const forEach = body.node.entries.find(({ key }) => key === 'for_each')?.value;
  const one: Instance = { suffix: '', scope, number: 1, open: null };
  if (count) {
    const located = { file: body.file, node: count };
    const read = resolve(located, scope);
    const number = 'value' in read ? numberOf(read.value) : null;
    if (number === null) {
      const why = 'unknown' in read ? read.unknown : `${String(plainOf(located))} is no number`;
      return [{ ...one, open: `count is not known: ${why}` }];
    }
    const index = scalarNode('0', '0', count.span);
    return number > 0
      ? [
          {
            ...one,
            scope: withNames(scope, 'count', { key: index, value: index, name: '' }, count),
            number,
          },
        ]
      : [];
  }
  if (!forEach) return [one];
  const elements = elementsOf({ file: body.file, node: forEach }, scope);
  if (!elements) return [{ ...one, open: 'for_each is not known' }];
  return elements.map((element) => ({
    suffix: `["${element.name}"]`,
    scope: withNames(scope, 'each', element, forEach),
    number: 1,
    open: null,
  }));
}
