import type { Sourced } from '../../model/sourced.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { setPath, setScalar } from '../../syntax/yamlEdit.ts';
import { inFile, refuse, treeOf, type Step } from '../edits/target.ts';
import {
  at,
  entriesAt,
  isHole,
  isMapping,
  isScalar,
  scalarAt,
  sourced,
  type Located,
} from '../located.ts';
import type { MappingNode } from '../../syntax/tree.ts';
import type { Notes } from '../pods/notes.ts';
import { resolve } from './evaluate.ts';
import type { Block } from './module.ts';
import type { Instance } from './view.ts';

/** A resource as Terraform would make it: its block, and its body with references followed. */
export interface Resource {
  readonly block: Block;
  readonly instance: Instance;
  /** References followed; what is not known is a hole. */
  readonly body: Located<MappingNode>;
  /** `aws_sagemaker_model.this`, with the key of a `for_each`. */
  readonly address: string;
  /** The call that its module is made by, as Terraform writes it before the address; empty for a module that one call, or nothing, calls. */
  readonly use: string;
  /** Null in a plan, which nobody edits. */
  readonly source: Located<MappingNode> | null;
}

/** Blocks of a name: repeated, from a dynamic one, or objects in a list (as plans have them). */
export function blocksAt(from: Located | null, name: string): readonly Located<MappingNode>[] {
  return entriesAt(from)
    .filter(({ key }) => key === name)
    .flatMap(({ value }) => {
      if (value.node.kind !== 'sequence') return [value];
      return value.node.items.map((node) => ({ file: value.file, node }));
    })
    .filter(isMapping);
}

/** The first block at the end of a path of blocks. */
export function blockAt(
  from: Located | null,
  ...path: readonly string[]
): Located<MappingNode> | null {
  let current: Located | null = from;
  for (const name of path) current = blocksAt(current, name)[0] ?? null;
  return current && isMapping(current) ? current : null;
}

/** A known single value; null for a hole, for nothing and for `null`. */
export function valueAt(from: Located | null, name: string): Located<ScalarNode> | null {
  const found = scalarAt(from, name);
  return found && !isHole(found) && found.node.text !== '' ? found : null;
}

export function textIn(from: Located | null, name: string): Sourced<string> | null {
  const found = valueAt(from, name);
  return found && sourced(found, found.node.text);
}

/** A number of zero or more. */
export function numberIn(from: Located | null, name: string): Sourced<number> | null {
  const found = valueAt(from, name);
  const value = Number(found?.node.text);
  return found && Number.isFinite(value) && value >= 0 ? sourced(found, value) : null;
}

export function switchIn(from: Located | null, name: string): Sourced<boolean> | null {
  const found = valueAt(from, name);
  if (!found || !/^(?:true|false)$/.test(found.node.text)) return null;
  return sourced(found, found.node.text === 'true');
}

/** The texts of a list. */
export function textsIn(from: Located | null, name: string): readonly Sourced<string>[] {
  const list = at(from, name);
  if (list?.node.kind !== 'sequence') return [];
  return list.node.items.flatMap((node) => {
    const item = { file: list.file, node };
    return isScalar(item) && !isHole(item) ? [sourced(item, item.node.text)] : [];
  });
}

/** Says of every attribute that matters and is not known why. */
export function noteHoles(
  from: Located | null,
  names: readonly string[],
  resource: Resource,
  notes: Notes,
): void {
  for (const name of names) {
    const written = scalarAt(from, name);
    if (!written || !isHole(written)) continue;
    const read = resolve(written, resource.instance.scope);
    const why = 'unknown' in read ? read.unknown : written.node.text;
    notes.add('unresolved-reference', `${name} is not known: ${why}.`, written);
  }
}

/** The block in the file that a block of the view was made of; null for one that a dynamic block or a plan gives. */
function writtenBlock(resource: Resource, view: Located): Located | null {
  const { source } = resource;
  if (!source) return null;
  const { start, end } = view.node.span;
  const find = (node: Located): Located | null => {
    if (node.node.span.start === start && node.node.span.end === end) return node;
    for (const { value } of entriesAt(node)) {
      const inside = value.node.span.start <= start && end <= value.node.span.end;
      const found = inside ? find(value) : null;
      if (found) return found;
    }
    return null;
  };
  return find(source);
}

/**
 * Writes an attribute: where it is written, at the default or `.tfvars` value behind a reference, or as a new one. What
 * is calculated is left alone.
 */
export function writeAttribute(
  resource: Resource,
  view: Located,
  name: string,
  value: string | number | boolean,
): Step {
  const block = writtenBlock(resource, view);
  if (!block) return refuse('It is not written as a block of its own that could be changed.');
  const written = scalarAt(block, name);
  if (!written) return inFile(block, setPath(treeOf(block), block.node, [name], value));
  if (written.node.text === String(value)) return { edits: [] };
  const read = resolve(written, resource.instance.scope);
  if ('unknown' in read) return refuse(`${name} is not known here: ${read.unknown}.`);
  const place = read.value;
  if (!isScalar(place) || place.node.tag !== undefined) {
    return refuse(`${name} is calculated: ${written.node.text}.`);
  }
  if (place.node.text === String(value)) return { edits: [] };
  return inFile(place, setScalar(treeOf(place), place.node, value));
}

/** Nobody edits a plan: every change is refused. */
export function refuseInPlan(): Step {
  return refuse('This is the output of Terraform, not a file to edit.');
}
