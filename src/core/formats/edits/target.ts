import type { Catalog } from '../../model/catalog.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { ParsedFile } from '../../model/document.ts';
import { languageOf } from '../../syntax/languages.ts';
import { notationOf } from '../../syntax/notation.ts';
import type { EditedTree } from '../../syntax/yamlPlace.ts';
import type { YamlEdit } from '../../syntax/yamlAlias.ts';
import type { FileEdit, TextEdit } from '../../text/edit.ts';
import { isEditable } from '../embedded.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import type { ReadReplicas } from '../kubernetes/replicas.ts';
import { patchedOf } from '../kustomize/patchedFile.ts';
import type { Located } from '../located.ts';
import type { PodReading } from '../pods/podReading.ts';

/** What changes of an engine's flags, variables and model need to know. */
export interface EngineTarget {
  readonly deployment: Deployment;
  /** The part of the file that is this deployment's own. */
  readonly object: Located;
  /** Files beside it whose values are its own to change (`.env`). */
  readonly ownUris?: readonly string[];
  readonly pod: Pick<
    PodReading,
    'serving' | 'variables' | 'settingPlaces' | 'modelPlace' | 'fields'
  >;
}

/** A deployment as it was read, with the places that a change writes to. */
export interface EditTarget extends EngineTarget {
  readonly object: KubernetesObject;
  readonly podSpec: Located | null;
  readonly pod: PodReading;
  readonly replicas: ReadReplicas;
  readonly catalog: Catalog;
  readonly files: readonly ParsedFile[];
}

/** One change to the texts as they are now. */
export type Step = { readonly edits: readonly FileEdit[] } | { readonly refused: string };

/** Why a change is refused that a format has no way to write. */
export const NO_PLACE = 'This file has no place for it.';

export function refuse(refused: string): Step {
  return { refused };
}

/** True for a place in the object itself, or in a patch that is made for it. */
export function belongsTo(object: Located, { file, node }: Located): boolean {
  const patched = patchedOf(object.file);
  const { uri } = file.source;
  if (uri !== object.file.source.uri) return patched?.uris.includes(uri) === true;
  const { start, end } = node.aliasSpan ?? node.span;
  return object.node.span.start <= start && end <= object.node.span.end;
}

/** The document that a node stands in, and how it is written, for the functions that edit it. */
export function treeOf({ file, node }: Located): EditedTree {
  const { start } = node.aliasSpan ?? node.span;
  const document = file.documents.find(({ span }) => span.start <= start && start <= span.end);
  const language = languageOf(file.source.uri);
  return {
    text: file.source.text,
    root: document?.root ?? null,
    notation: language ? notationOf(language.id) : null,
  };
}

/** An edit of one file. What other places of the file share is left alone. */
export function inFile({ file }: Located, edit: YamlEdit): Step {
  if ('refused' in edit) return edit;
  if (!isEditable(file)) return refuse('It stands in a quoted text, which is left alone.');
  if (edit.sharedBy > 0) return refuse('Other places of the file use the same value.');
  return { edits: [{ uri: file.source.uri, edits: edit.edits }] };
}

/** Replaces a text that means itself wherever it stands; refused for one that would need quotes. */
export function inText({ file, node }: Located, newText: string): Step {
  if (!isEditable(file)) return refuse('It stands in a quoted text, which is left alone.');
  if (!/^[\w./:@%+,-]+$/.test(newText))
    return refuse(`${newText} cannot be written here as it is.`);
  return { edits: [{ uri: file.source.uri, edits: [{ span: node.span, newText }] }] };
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

/** True for what stands in another object than the edited one, where others may use it too. */
export function isForeign({ object, ownUris = [] }: EngineTarget, located: Located): boolean {
  if (ownUris.includes(located.file.source.uri) && located.file !== object.file) return false;
  return !belongsTo(object, located);
}
