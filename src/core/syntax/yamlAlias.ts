import type { TextEdit } from '../text/edit.ts';
import { entries, items } from './access.ts';
import type { MappingEntry, MappingNode, SyntaxNode } from './tree.ts';
import { writeInPlace, insertEntryText } from './yamlInsert.ts';
import type { EditedTree } from './yamlPlace.ts';
import { isOwnEntry, nodesOf } from './yamlPlace.ts';
import type { YamlValue } from './yamlWrite.ts';

/** The edits and what they reach, or why there are none. */
export type YamlEdit =
  | {
      readonly edits: readonly TextEdit[];
      /**
       * `value` where the value is written; `use-site` where an alias or merge key brings it in, which is overridden
       * there; `anchor` when nothing but this alias uses what is anchored, so that is edited.
       */
      readonly place: 'value' | 'use-site' | 'anchor';
      /** How many aliases elsewhere change along. */
      readonly sharedBy: number;
    }
  | { readonly refused: string };

/**
 * Where a change of `node` belongs: null when what an alias stands for has to be left alone, because it is used in
 * other places too.
 */
export function directPlace(
  tree: EditedTree,
  node: SyntaxNode,
): { place: 'value' | 'anchor'; sharedBy: number } | null {
  const uses = new Set<number>();
  let isOnlyTemplate = false;
  for (const [key, top] of topLevel(tree.root)) {
    for (const other of nodesOf(top)) {
      if (other.kind !== node.kind || !hasSameSpan(other, node)) continue;
      if (other.aliasSpan !== undefined) uses.add(other.aliasSpan.start);
      else isOnlyTemplate = /^(?:x-|\.)/.test(key);
    }
  }
  if (node.aliasSpan === undefined) return { place: 'value', sharedBy: uses.size };
  // What is anchored under `x-…` is there to be referred to; anywhere else it is a use itself.
  return uses.size === 1 && isOnlyTemplate ? { place: 'anchor', sharedBy: 0 } : null;
}

/**
 * Writes what an alias or a merge key brings in at the place that uses it, with `node` replaced by what `change` makes
 * of it.
 */
export function overrideUse(
  tree: EditedTree,
  node: SyntaxNode,
  change: (value: YamlValue) => YamlValue,
): YamlEdit {
  const use = findUse(tree.root, node);
  if (use === null) return { refused: 'This place is not part of the document.' };
  const value = toValue(use.child, node, change);
  const edit =
    use.merged === null
      ? writeInPlace(tree, use.child, value)
      : insertEntryText(tree, use.merged.mapping, use.merged.key, value);
  return 'refused' in edit ? edit : { edits: edit.edits, place: 'use-site', sharedBy: 0 };
}

interface Use {
  /** What the alias, or the key that was merged, stands for. */
  readonly child: SyntaxNode;
  readonly merged: { readonly mapping: MappingNode; readonly key: string } | null;
}

/** The outermost node that is reached through the same alias as `node` and holds it. */
function findUse(root: SyntaxNode | null, node: SyntaxNode): Use | null {
  if (root?.aliasSpan !== undefined) return null;
  for (const entry of entries(root)) {
    const { value } = entry;
    if (value.aliasSpan === undefined) {
      const use = findUse(value, node);
      if (use !== null) return use;
    } else if (root?.kind === 'mapping' && holds(value, node)) {
      return { child: value, merged: mergedAt(root, entry) };
    }
  }
  for (const item of items(root)) {
    if (item.aliasSpan !== undefined && holds(item, node)) return { child: item, merged: null };
    const use = findUse(item, node);
    if (use !== null) return use;
  }
  return null;
}

function mergedAt(mapping: MappingNode, entry: MappingEntry): Use['merged'] {
  return isOwnEntry(mapping, entry) ? null : { mapping, key: entry.key };
}

function holds(node: SyntaxNode, wanted: SyntaxNode): boolean {
  for (const each of nodesOf(node)) if (each === wanted) return true;
  return false;
}

function toValue(
  node: SyntaxNode,
  changed: SyntaxNode,
  change: (value: YamlValue) => YamlValue,
): YamlValue {
  const value = plainValue(node, (child) => toValue(child, changed, change));
  return node === changed ? change(value) : value;
}

function plainValue(node: SyntaxNode, read: (child: SyntaxNode) => YamlValue): YamlValue {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'sequence':
      return node.items.map(read);
    case 'mapping':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, read(value)]));
  }
}

function topLevel(root: SyntaxNode | null): readonly (readonly [key: string, node: SyntaxNode])[] {
  if (root?.kind === 'mapping') return root.entries.map(({ key, value }) => [key, value]);
  return root === null ? [] : [['', root]];
}

function hasSameSpan(a: SyntaxNode, b: SyntaxNode): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end;
}
