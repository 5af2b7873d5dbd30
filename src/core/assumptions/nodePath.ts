import { findEntry, get } from '../syntax/access.ts';
import type { MappingEntry, SyntaxNode } from '../syntax/tree.ts';
import type { Span } from '../text/span.ts';

export type NodePath = readonly (string | number)[];

/** The tree as plain values. Of a key that stands twice, the last one counts, as in YAML. */
export function plainValue(node: SyntaxNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'sequence':
      return node.items.map(plainValue);
    case 'mapping':
      return Object.fromEntries(node.entries.map((entry) => [entry.key, plainValue(entry.value)]));
  }
}

/** The entry (key and value) a path ends at; null when the path leaves the tree or ends in a list. */
export function entryAt(root: SyntaxNode, path: NodePath): MappingEntry | null {
  return findEntry(get(root, ...path.slice(0, -1)), String(path.at(-1))) ?? null;
}

/** Span of the value a path ends at; of the deepest node on the way when the path leaves the tree. */
export function spanAt(root: SyntaxNode, path: NodePath): Span {
  for (let length = path.length; length > 0; length--) {
    const node = get(root, ...path.slice(0, length));
    if (node !== undefined) return node.aliasSpan ?? node.span;
  }
  return root.span;
}
