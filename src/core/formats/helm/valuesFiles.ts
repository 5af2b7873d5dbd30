import type { ParsedFile } from '../../model/document.ts';
import type { MappingNode, SyntaxDocument } from '../../syntax/tree.ts';
import { filesInFolder } from '../filesByPath.ts';
import { mergePatch } from '../kustomize/merge.ts';
import type { Patched, PatchedFile } from '../kustomize/patchedFile.ts';
import { at, isMapping, type Located } from '../located.ts';
import { fileName } from '../uris.ts';
import { folderOf } from '../../text/uris.ts';

/** The values of one document. */
export interface Values {
  readonly root: Located<MappingNode>;
  readonly document: SyntaxDocument;
}

/** The values that a file holds as they are written, one for each document. */
export function valuesOf(file: ParsedFile): readonly Values[] {
  return file.documents.flatMap((document) => {
    const root = document.root && { file, node: document.root };
    if (!root || !isMapping(root) || (at(root, 'apiVersion') && at(root, 'kind'))) return [];
    return [{ root, document }];
  });
}

const BASE = /^values\.ya?ml$/i;
const OVERLAY = /^values[._-](?<after>[\w.-]+)\.ya?ml$|^(?<before>[\w.-]+)[._-]values\.ya?ml$/i;

/** `prod` of `values-prod.yaml`, `values.prod.yaml` and `prod-values.yaml`; null for any other name. */
function overlayName(file: ParsedFile): string | null {
  const { after, before } = OVERLAY.exec(fileName(file))?.groups ?? {};
  return after ?? before ?? null;
}

/**
 * Files that are laid over the values of a chart, as `helm -f values.yaml -f values-prod.yaml` does: those beside it that
 * are named after it and set mostly what it sets.
 */
export function overlaysOver(
  base: ParsedFile,
  files: readonly ParsedFile[],
): readonly ParsedFile[] {
  if (!BASE.test(fileName(base))) return [];
  return beside(base, files).filter((file) => overlayName(file) !== null && fits(base, file));
}

/** The values of an overlay over those of its chart; null for a file that is laid over none. */
export function overlaidValues(file: ParsedFile, files: readonly ParsedFile[]): Values | null {
  const name = overlayName(file);
  if (name === null) return null;
  const base = beside(file, files).find((each) => BASE.test(fileName(each)) && fits(each, file));
  const [lower] = base ? valuesOf(base) : [];
  const [upper] = valuesOf(file);
  if (!base || !lower || !upper) return null;
  const uris = [file, base].map(({ source }) => source.uri);
  const isShared = overlaysOver(base, files).length > 1;
  const patched: Patched = {
    homes: new WeakMap(),
    layers: new WeakMap(),
    overlay: name,
    uris,
    sharedUris: new Set(isShared ? uris.slice(1) : []),
  };
  const own: PatchedFile = { ...file, patched };
  const { homes, layers } = patched;
  const merging = { file: own, homes, layers, mergesLists: false, places: 'upper' } as const;
  const merged = mergePatch(lower.root, upper.root, merging);
  if (!merged || !isMapping(merged)) return null;
  const problems = [...upper.document.problems, ...lower.document.problems];
  return { root: { ...merged, file: own }, document: { ...upper.document, problems } };
}

/** Values of another chart in the same folder set other things. */
function fits(base: ParsedFile, overlay: ParsedFile): boolean {
  const [lower] = valuesOf(base);
  const [upper] = valuesOf(overlay);
  if (!lower || !upper) return false;
  const { entries } = upper.root.node;
  const known = entries.filter(({ key }) => at(lower.root, key) !== null);
  return known.length > 0 && known.length * 2 >= entries.length;
}

function beside(file: ParsedFile, files: readonly ParsedFile[]): readonly ParsedFile[] {
  const { uri } = file.source;
  return filesInFolder(files, folderOf(uri)).filter((each) => each.source.uri !== uri);
}
