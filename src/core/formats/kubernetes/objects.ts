import type { ParsedFile } from '../../model/document.ts';
import type { MappingNode, ScalarNode, SyntaxDocument } from '../../syntax/tree.ts';
import { patchedOf } from '../kustomize/patchedFile.ts';
import { at, isMapping, itemsAt, scalarAt, textAt, type Located } from '../located.ts';

/** One object of a manifest: the root of a document, or an item of a `List` or `Template`. */
export interface KubernetesObject extends Located<MappingNode> {
  readonly apiVersion: string;
  readonly kind: string;
  /** Null where the name is a hole of a template or missing. */
  readonly name: string | null;
  readonly nameNode: Located<ScalarNode> | null;
  readonly namespace: string | null;
  readonly document: SyntaxDocument;
}

const cache = new WeakMap<ParsedFile, readonly KubernetesObject[]>();

/** All objects of a file in order, those in lists one by one. Documents without `apiVersion` and `kind` are none. */
export function objectsOf(file: ParsedFile): readonly KubernetesObject[] {
  const known = cache.get(file);
  if (known) return known;
  const objects = file.documents.flatMap((document) =>
    document.root ? expand({ file, node: document.root }, document, 0) : [],
  );
  cache.set(file, objects);
  return objects;
}

/** Objects of a file that was made of others: what an overlay deploys instead of what the file says. */
export function setObjects(file: ParsedFile, objects: readonly KubernetesObject[]): void {
  cache.set(file, objects);
}

const NESTING = 3;

function expand(root: Located, document: SyntaxDocument, depth: number): KubernetesObject[] {
  // An array of objects is what is left of a `List` without its head (`jq .items`).
  if (root.node.kind === 'sequence' && depth === 0) {
    return itemsAt(root).flatMap((item) => expand(item, document, depth + 1));
  }
  if (!isMapping(root)) return [];
  const kind = textAt(root, 'kind');
  const apiVersion = textAt(root, 'apiVersion');
  if (kind === null || apiVersion === null) return [];
  const isList = (kind === 'List' || kind.endsWith('List')) && at(root, 'items') !== null;
  if ((isList || kind === 'Template') && depth < NESTING) {
    const items = itemsAt(root, isList ? 'items' : 'objects');
    return items.flatMap((item) => expand(item, document, depth + 1));
  }
  return [
    {
      ...root,
      apiVersion,
      kind,
      name: textAt(root, 'metadata', 'name'),
      nameNode: scalarAt(root, 'metadata', 'name'),
      namespace: textAt(root, 'metadata', 'namespace'),
      document,
    },
  ];
}

/** The file of an object, and those that an overlay patches it with. */
export function urisOf({ file }: Located): readonly string[] {
  return [file.source.uri, ...(patchedOf(file)?.uris ?? [])];
}

/** The group of an `apiVersion` (`apps` of `apps/v1`); empty for the core group. */
export function groupOf(object: KubernetesObject): string {
  const slash = object.apiVersion.indexOf('/');
  return slash < 0 ? '' : object.apiVersion.slice(0, slash);
}
