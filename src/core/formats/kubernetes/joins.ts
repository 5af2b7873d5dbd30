import type { ParsedFile } from '../../model/document.ts';
import { fileIndex } from '../../model/fileIndex.ts';
import { itemsAt, textAt } from '../located.ts';
import { pathOf } from '../prefilter.ts';
import { objectsOf, type KubernetesObject } from './objects.ts';
import { folderOf } from '../../text/uris.ts';

/**
 * How objects of several files find each other. A reference by kind and name is followed
 * 1. within the same file,
 * 2. else within the same directory,
 * 3. else over all files, when exactly one object fits.
 * Never when both name different namespaces, and never between directories that belong to different environments
 * (`overlays/staging` and `overlays/production`). Where several objects fit equally well, none is taken: a wrong join
 * would price one environment with the numbers of another.
 */
export function nearest(
  candidates: readonly KubernetesObject[],
  from: KubernetesObject,
): KubernetesObject | null {
  const possible = candidates.filter(
    (candidate) => sameNamespace(candidate, from) && sameEnvironment(candidate.file, from.file),
  );
  for (const near of [sameFile, sameDirectory, anywhere]) {
    const found = possible.filter((candidate) => near(candidate.file, from.file));
    if (found.length > 0) return found.length === 1 ? (found[0] ?? null) : null;
  }
  return null;
}

/** Objects of a kind and name, over all files of an analysis. */
export function objectsNamed(
  files: readonly ParsedFile[],
  kind: string,
  name: string,
): readonly KubernetesObject[] {
  return objects(files, `${kind}/${name}`);
}

/** All objects of a kind, over all files of an analysis. */
export function objectsOfKind(
  files: readonly ParsedFile[],
  kind: string,
): readonly KubernetesObject[] {
  return objects(files, kind);
}

const objects = fileIndex((file) =>
  objectsOf(file).flatMap((object) =>
    [object.kind, `${object.kind}/${object.name ?? ''}`].map((key) => [key, object] as const),
  ),
);

/**
 * True for an object that another one in the files made (the ReplicaSet of a Deployment, the pods of a ReplicaSet): what
 * a cluster lists, and what its owner is priced for.
 */
export function isOwned(object: KubernetesObject, files: readonly ParsedFile[]): boolean {
  return itemsAt(object, 'metadata', 'ownerReferences').some((reference) => {
    const kind = textAt(reference, 'kind');
    const name = textAt(reference, 'name');
    if (kind === null || name === null) return false;
    return objectsNamed(files, kind, name).some((owner) => sameNamespace(owner, object));
  });
}

function sameNamespace(a: KubernetesObject, b: KubernetesObject): boolean {
  return a.namespace === null || b.namespace === null || a.namespace === b.namespace;
}

const ENVIRONMENT =
  /^(dev|develop|development|test|testing|qa|uat|int|integration|stage|staging|preprod|pre-prod|prod|production|prd|live|sandbox|demo)$/i;

function sameEnvironment(a: ParsedFile, b: ParsedFile): boolean {
  const [left, right] = [environmentOf(a), environmentOf(b)];
  return left === null || right === null || left === right;
}

function environmentOf(file: ParsedFile): string | null {
  const segments = pathOf(file.source.uri).split('/').slice(0, -1);
  return segments.findLast((segment) => ENVIRONMENT.test(segment))?.toLowerCase() ?? null;
}

function sameFile(a: ParsedFile, b: ParsedFile): boolean {
  return a.source.uri === b.source.uri;
}

function sameDirectory(a: ParsedFile, b: ParsedFile): boolean {
  return folderOf(a.source.uri) === folderOf(b.source.uri);
}

function anywhere(): boolean {
  return true;
}
