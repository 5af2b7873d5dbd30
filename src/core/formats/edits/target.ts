import type { Catalog } from '../../model/catalog.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { ParsedFile } from '../../model/document.ts';
import type { EditedTree } from '../../syntax/yamlPlace.ts';
import type { YamlEdit } from '../../syntax/yamlAlias.ts';
import type { FileEdit, TextEdit } from '../../text/edit.ts';
import { isEditable } from '../embedded.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import type { ReadReplicas } from '../kubernetes/replicas.ts';
import { patchedOf } from '../kustomize/patchedFile.ts';
import type { Located } from '../located.ts';
import type { PodReading } from '../pods/podReading.ts';

/** A deployment as it was read, with the places that a change writes to. */
export interface EditTarget {
  readonly deployment: Deployment;
  readonly object: KubernetesObject;
  readonly podSpec: Located | null;
  readonly pod: PodReading;
  readonly replicas: ReadReplicas;
  readonly catalog: Catalog;
  readonly files: readonly ParsedFile[];
}

/** One change to the texts as they are now. */
export type Step = { readonly edits: readonly FileEdit[] } | { readonly refused: string };

export function refuse(refused: string): Step {
  return { refused };
}

/** True for a place in the object itself, or in a patch that is made for it. */
export function belongsTo(object: KubernetesObject, { file, node }: Located): boolean {
  const patched = patchedOf(object.file);
  const { uri } = file.source;
  if (uri !== object.file.source.uri) return patched?.uris.includes(uri) === true;
  const { start, end } = node.aliasSpan ?? node.span;
  return object.node.span.start <= start && end <= object.node.span.end;
}

/** The document that a node stands in, for the functions that edit YAML. */
export function treeOf({ file, node }: Located): EditedTree {
  const { start } = node.aliasSpan ?? node.span;
  const document = file.documents.find(({ span }) => span.start <= start && start <= span.end);
  return { text: file.source.text, root: document?.root ?? null };
}

/** An edit of one file. What other places of the file share is left alone. */
export function inFile({ file }: Located, edit: YamlEdit): Step {
  if ('refused' in edit) return edit;
  if (!isEditable(file)) return refuse('It stands in a quoted text, which is left alone.');
  if (edit.sharedBy > 0) return refuse('Other places of the file use the same value.');
  return { edits: [{ uri: file.source.uri, edits: edit.edits }] };
}

/** Several parts of one change; refused as a whole when one of them is. */
export function together(steps: readonly Step[]): Step {
  const byFile = new Map<string, TextEdit[]>();
  for (const step of steps) {
    if ('refused' in step) return step;
    for (const { uri, edits } of step.edits) {
      byFile.set(uri, [...(byFile.get(uri) ?? []), ...edits]);
    }
  }
  return { edits: [...byFile].map(([uri, edits]) => ({ uri, edits })) };
}
