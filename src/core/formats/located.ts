import type { ParsedFile } from '../model/document.ts';
import type { Sourced } from '../model/sourced.ts';
import { get } from '../syntax/access.ts';
import type { MappingNode, ScalarNode, SyntaxNode } from '../syntax/tree.ts';
import type { Span } from '../text/span.ts';
import { homeOf, patchedOf } from './kustomize/patchedFile.ts';

/** A node and the file it stands in: what a deployment reads may come from several files. */
export interface Located<N extends SyntaxNode = SyntaxNode> {
  readonly file: ParsedFile;
  readonly node: N;
}

/** An entry of a mapping, with its file. */
export interface LocatedEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly span: Span;
  readonly value: Located;
}

/** The node under a path of keys; null where the path ends early. Of keys written twice the last counts. */
export function at(from: Located | null, ...path: readonly string[]): Located | null {
  let current = from;
  for (const key of path) {
    const node = get(current?.node, key);
    if (!current || !node) return null;
    current = { file: homeOf(current.file, node), node };
  }
  return current;
}

/** The place that new parts of a node are written to: of one that an overlay patches the patch, if it has that node. */
export function writable<L extends Located>(located: L): L | Located {
  const [first] = patchedOf(located.file)?.layers.get(located.node) ?? [];
  return first ?? located;
}

export function mappingAt(from: Located | null, ...path: string[]): Located<MappingNode> | null {
  const found = at(from, ...path);
  return found && isMapping(found) ? found : null;
}

export function isMapping(located: Located): located is Located<MappingNode> {
  return located.node.kind === 'mapping';
}

export function isScalar(located: Located): located is Located<ScalarNode> {
  return located.node.kind === 'scalar';
}

/** The items of a sequence under a path; none when there is no sequence. */
export function itemsAt(from: Located | null, ...path: string[]): readonly Located[] {
  const found = at(from, ...path);
  if (found?.node.kind !== 'sequence') return [];
  return found.node.items.map((node) => ({ file: homeOf(found.file, node), node }));
}

/** The entries of a mapping under a path; none when there is no mapping. */
export function entriesAt(from: Located | null, ...path: string[]): readonly LocatedEntry[] {
  const found = at(from, ...path);
  if (found?.node.kind !== 'mapping') return [];
  return found.node.entries.map(({ key, keySpan, span, value }) => ({
    key,
    keySpan,
    span,
    value: { file: homeOf(found.file, value), node: value },
  }));
}

/** The scalar under a path, holes included; null for anything else and for an empty value. */
export function scalarAt(from: Located | null, ...path: string[]): Located<ScalarNode> | null {
  const found = at(from, ...path);
  return found && isScalar(found) && found.node.value !== null ? found : null;
}

/** The text of the scalar under a path; null when there is none or when it is a hole of a template. */
export function textAt(from: Located | null, ...path: string[]): string | null {
  const found = scalarAt(from, ...path);
  return found && !isHole(found) ? found.node.text : null;
}

const HOLE = /\{\{|\$\{(?:(?!\$\{)[^}])*\}|^\$[A-Za-z_]\w*$|^<[^<>]+>$/;

/** True for text that something else fills in later: `{{ … }}`, `${VAR}`, `$VAR`, `<your-model>`. */
export function isHoleText(text: string): boolean {
  return HOLE.test(text);
}

/** True for a value that something else fills in later: a template expression or a variable of `envsubst`. */
export function isHole(scalar: Located<ScalarNode>): boolean {
  return scalar.node.templated || isHoleText(scalar.node.text);
}

/** A value read from a file, with its place: the node's span or a part of it. */
export function sourced<T>(located: Located, value: T, span?: Span): Sourced<T> {
  return {
    value,
    origin: {
      kind: 'config',
      uri: located.file.source.uri,
      span: span ?? located.node.aliasSpan ?? located.node.span,
    },
  };
}

/** A value that the config does not write and its consumer defaults. */
export function defaulted<T>(value: T, name: string, reason: string): Sourced<T> {
  return { value, origin: { kind: 'default', name, reason } };
}
