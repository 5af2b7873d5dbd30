import { spanContains } from '../text/span.ts';
import type { MappingEntry, SyntaxNode } from './tree.ts';

/** Keys of mappings and indices of sequences, from the outside in. */
export type Path = readonly (string | number)[];

/** Absence flows through: every accessor takes what another one did not find. */
type MaybeNode = SyntaxNode | null | undefined;

/** The entry of that key; the last one when the key is duplicated, as Kubernetes reads it. */
export function findEntry(node: MaybeNode, key: string): MappingEntry | undefined {
  return entries(node).findLast((entry) => entry.key === key);
}

/** The node at the end of the path, or undefined where the path leaves the tree. */
export function get(node: MaybeNode, ...path: Path): SyntaxNode | undefined {
  let current = node ?? undefined;
  for (const step of path) {
    current = typeof step === 'string' ? findEntry(current, step)?.value : items(current)[step];
  }
  return current;
}

/** The entries of a mapping; none for anything else. */
export function entries(node: MaybeNode): readonly MappingEntry[] {
  return node?.kind === 'mapping' ? node.entries : [];
}

/** The items of a sequence; none for anything else. */
export function items(node: MaybeNode): readonly SyntaxNode[] {
  return node?.kind === 'sequence' ? node.items : [];
}

/** The text of a scalar, whatever its type (`1` is "1"); undefined for null and for collections. */
export function asText(node: MaybeNode): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.text : undefined;
}

/** The number a scalar holds, quoted or not; undefined for anything that is not a decimal number. */
export function asNumber(node: MaybeNode): number | undefined {
  const text = asText(node)?.trim();
  if (text === undefined || !/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i.test(text)) {
    return undefined;
  }
  return Number(text);
}

/** The innermost node written at `offset` and the path to it; a key belongs to its value. */
export function nodeAt(
  root: MaybeNode,
  offset: number,
): { readonly node: SyntaxNode; readonly path: Path } | undefined {
  if (!root) return undefined;
  const path: (string | number)[] = [];
  let node = root;
  for (;;) {
    // What an alias stands for is written elsewhere.
    if (node.aliasSpan !== undefined) break;
    const entry = entries(node).find(
      ({ span, value }) => value.aliasSpan === undefined && spanContains(span, offset),
    );
    const index = items(node).findIndex((item) =>
      spanContains(item.aliasSpan ?? item.span, offset),
    );
    const next = entry?.value ?? items(node)[index];
    if (next === undefined) break;
    path.push(entry?.key ?? index);
    node = next;
  }
  const isInside = path.length > 0 || spanContains(node.span, offset);
  return isInside ? { node, path } : undefined;
}
