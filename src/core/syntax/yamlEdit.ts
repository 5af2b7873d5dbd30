import type { Span } from '../text/span.ts';
import { findEntry, get } from './access.ts';
import {
  insertPlainEntry,
  removePlainEntry,
  setPlainScalar,
  type PlainTextEdit,
} from './plainEdit.ts';
import { appendPlainItems } from './plainList.ts';
import type { ScalarNode, SyntaxNode } from './tree.ts';
import type { YamlEdit } from './yamlAlias.ts';
import { directPlace, overrideUse } from './yamlAlias.ts';
import type { PlainEdit } from './yamlInsert.ts';
import { appendItemsText, beforeValue, insertEntryText, writeInPlace } from './yamlInsert.ts';
import type { EditedTree } from './yamlPlace.ts';
import { detectStyle, isOwnEntry, nodesOf, useSpan } from './yamlPlace.ts';
import { removePartsText } from './yamlRemove.ts';
import type { YamlMapping, YamlValue } from './yamlWrite.ts';
import { isList, isMapping, writeMappingLines, writeScalar } from './yamlWrite.ts';

/** Replaces a scalar and keeps its quotes; a plain one gets quotes where the new value needs them. */
export function setScalar(
  tree: EditedTree,
  node: ScalarNode,
  value: string | number | boolean | null,
): YamlEdit {
  if (tree.notation) return plain(setPlainScalar(tree.notation, node, value));
  return edit(
    tree,
    node,
    () => value,
    () => {
      const { span } = node;
      const newText = beforeValue(tree.text, span) + writeScalar(value, node.style);
      return { edits: [{ span, newText }] };
    },
  );
}

/**
 * Adds an entry behind the last one of a mapping; an empty value (`key:`) becomes a mapping. Refused when the mapping
 * has the key already or the node is neither.
 */
export function insertEntry(
  tree: EditedTree,
  node: SyntaxNode,
  key: string,
  value: YamlValue,
): YamlEdit {
  if (tree.notation) return plain(insertPlainEntry(tree.notation, tree.text, node, key, value));
  if (node.kind === 'mapping') {
    const existing = findEntry(node, key);
    if (existing !== undefined && isOwnEntry(node, existing)) {
      return { refused: `There is a ${key} already.` };
    }
    const change = (mapping: YamlValue): YamlValue => ({ ...asMapping(mapping), [key]: value });
    return edit(tree, node, change, () => insertEntryText(tree, node, key, value));
  }
  if (!isEmpty(node)) return { refused: `${key} cannot be added to what is no mapping.` };
  const mapping = { [key]: value };
  return edit(
    tree,
    node,
    () => mapping,
    () => writeInPlace(tree, node, mapping),
  );
}

/** Adds items behind the last one of a list, quoted as that one is; an empty value (`key:`) becomes a list. */
export function appendItems(
  tree: EditedTree,
  node: SyntaxNode,
  values: readonly YamlValue[],
): YamlEdit {
  if (tree.notation) {
    return node.kind === 'sequence'
      ? plain(appendPlainItems(tree.notation, tree.text, node, values))
      : { refused: 'Lists of this syntax are not changed.' };
  }
  if (node.kind === 'sequence') {
    const change = (list: YamlValue): YamlValue => [...(isList(list) ? list : []), ...values];
    return edit(tree, node, change, () => appendItemsText(tree, node, values));
  }
  if (!isEmpty(node)) return { refused: 'Items cannot be added to what is no list.' };
  return edit(
    tree,
    node,
    () => values,
    () => writeInPlace(tree, node, values),
  );
}

/**
 * Removes an entry with its lines and the comment behind it; refused for one that a merge key brings in. What a merge
 * key has under the same name shows again.
 */
export function removeEntry(tree: EditedTree, node: SyntaxNode, key: string): YamlEdit {
  if (tree.notation) return plain(removePlainEntry(tree.text, node, key));
  const entry = findEntry(node, key);
  if (node.kind !== 'mapping' || entry === undefined) return { refused: `There is no ${key}.` };
  if (!isOwnEntry(node, entry)) {
    return { refused: `${key} comes from a merge key and cannot be removed here.` };
  }
  if (isReferredTo(tree, entry.span)) return referredTo;
  const own = node.entries.filter((each) => isOwnEntry(node, each));
  const change = (mapping: YamlValue): YamlValue =>
    Object.fromEntries(Object.entries(asMapping(mapping)).filter(([each]) => each !== key));
  return edit(tree, node, change, () => ({
    edits: removePartsText(tree, node, own.indexOf(entry), 1),
  }));
}

/** Removes items that follow each other, with their lines and the comments behind them. */
export function removeItems(
  tree: EditedTree,
  node: SyntaxNode,
  first: number,
  count: number,
): YamlEdit {
  if (tree.notation) return { refused: 'Lists of this syntax are not changed.' };
  if (node.kind !== 'sequence' || first < 0 || first + count > node.items.length) {
    return { refused: 'There is no such item.' };
  }
  const removed = node.items.slice(first, first + count);
  if (removed.some((item) => isReferredTo(tree, useSpan(item)))) return referredTo;
  const change = (list: YamlValue): YamlValue =>
    isList(list) ? list.filter((_, at) => at < first || at >= first + count) : list;
  return edit(tree, node, change, () => ({ edits: removePartsText(tree, node, first, count) }));
}

/**
 * Sets the scalar at the end of a path of keys below `node`, adding whatever of the path is missing:
 * `setPath(tree, podSpec, ['nodeSelector', 'accelerator'], 'l4')`.
 */
export function setPath(
  tree: EditedTree,
  node: SyntaxNode,
  path: readonly string[],
  value: string | number | boolean,
): YamlEdit {
  const found = get(node, ...path);
  if (found === undefined) return insertPath(tree, node, path, value);
  if (found.kind !== 'scalar') return { refused: `${path.join('.')} is not a single value.` };
  return setScalar(tree, found, value);
}

/** Adds what is missing of a path of keys below `node`, with `value` at its end; refused where there is a value. */
export function insertPath(
  tree: EditedTree,
  node: SyntaxNode,
  path: readonly string[],
  value: YamlValue,
): YamlEdit {
  let depth = path.length;
  while (depth > 0 && get(node, ...path.slice(0, depth)) === undefined) depth -= 1;
  const found = get(node, ...path.slice(0, depth)) ?? node;
  const [key, ...below] = path.slice(depth);
  if (key === undefined) return { refused: `There is a ${path.join('.')} already.` };
  const added = below.reduceRight<YamlValue>((inner, each) => ({ [each]: inner }), value);
  return insertEntry(tree, found, key, added);
}

/** Writes a value at the end of a path of keys below `node`, in the place of whatever is there. */
export function putPath(
  tree: EditedTree,
  node: SyntaxNode,
  path: readonly string[],
  value: YamlValue,
): YamlEdit {
  const found = get(node, ...path);
  if (found === undefined) return insertPath(tree, node, path, value);
  return edit(
    tree,
    found,
    () => value,
    () => writeInPlace(tree, found, value),
  );
}

/** Adds a YAML document at the end of a file. */
export function appendDocument(
  text: string,
  root: SyntaxNode | null,
  value: YamlMapping,
): YamlEdit {
  const style = detectStyle(text, root);
  const lines = writeMappingLines(value, style).map((line) => line + style.lineBreak);
  const isEmptyFile = text.trim() === '' || /(?:^|[\r\n])---[ \t]*[\r\n]*$/.test(text);
  const isOpenLine = text !== '' && !/[\r\n]$/.test(text);
  const newText =
    (isOpenLine ? style.lineBreak : '') +
    (isEmptyFile ? '' : `---${style.lineBreak}`) +
    lines.join('');
  const span = { start: text.length, end: text.length };
  return { edits: [{ span, newText }], place: 'value', sharedBy: 0 };
}

/** Edits where the node is written, or overrides what an alias brings in where that is used. */
function edit(
  tree: EditedTree,
  node: SyntaxNode,
  change: (value: YamlValue) => YamlValue,
  write: () => PlainEdit,
): YamlEdit {
  const place = directPlace(tree, node);
  if (place === null) return overrideUse(tree, node, change);
  const written = write();
  return 'refused' in written ? written : { ...written, ...place };
}

/** An edit of a syntax that has no aliases. */
function plain(written: PlainTextEdit): YamlEdit {
  return 'refused' in written ? written : { ...written, place: 'value', sharedBy: 0 };
}

const referredTo = { refused: 'Other places refer to what is written here.' };

/** True when an alias outside of `span` stands for something in it. */
function isReferredTo({ root }: EditedTree, span: Span): boolean {
  for (const { aliasSpan, span: target } of nodesOf(root)) {
    if (aliasSpan === undefined || target.start < span.start || target.end > span.end) continue;
    if (aliasSpan.start < span.start || aliasSpan.end > span.end) return true;
  }
  return false;
}

function isEmpty(node: SyntaxNode): boolean {
  return node.kind === 'scalar' && node.value === null && node.span.start === node.span.end;
}

function asMapping(value: YamlValue): YamlMapping {
  return isMapping(value) ? value : {};
}
