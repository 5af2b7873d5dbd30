import type { ParsedFile } from '../../model/document.ts';
import type { SyntaxDocument } from '../../syntax/tree.ts';
import { fileIndex } from '../../model/fileIndex.ts';
import { embeddedIn } from '../embedded.ts';
import { at, isMapping, isScalar, itemsAt, scalarAt, textAt, type Located } from '../located.ts';
import { folderOf } from '../../text/uris.ts';

/** A `kustomization.yaml`, with what it refers to resolved to files. */
export interface Kustomization {
  readonly root: Located;
  readonly document: SyntaxDocument;
  readonly folder: string;
  readonly isComponent: boolean;
  /** Files of objects, and kustomizations of folders, in order. */
  readonly resources: readonly string[];
  readonly components: readonly string[];
}

const NAME = /\/kustomization\.ya?ml$|\/Kustomization$/;

/** True for a file that says what a folder deploys. */
export function isKustomization(file: ParsedFile): boolean {
  return NAME.test(file.source.uri);
}

const kustomizationFiles = fileIndex((file) => (isKustomization(file) ? [['', file]] : []));

/** All kustomizations among the files, by their folder. */
export function kustomizationsIn(files: readonly ParsedFile[]): ReadonlyMap<string, Kustomization> {
  const found = new Map<string, Kustomization>();
  for (const file of kustomizationFiles(files, '')) {
    const [document] = file.documents;
    if (!document?.root) continue;
    const root: Located = { file, node: document.root };
    if (!isMapping(root)) continue;
    const folder = folderOf(file.source.uri);
    const paths = (...keys: string[]): string[] =>
      keys.flatMap((key) =>
        itemsAt(root, key).flatMap((item) =>
          isScalar(item) ? [resolve(folder, item.node.text)] : [],
        ),
      );
    found.set(folder, {
      root,
      document,
      folder,
      isComponent: textAt(root, 'kind') === 'Component',
      resources: paths('resources', 'bases'),
      components: paths('components'),
    });
  }
  return found;
}

/** A change that a kustomization makes to objects that fit its target. */
export interface KustomizePatch {
  readonly target: Located | null;
  /** Documents of the patch: a partial object each, or one list of operations. */
  readonly documents: readonly Located[];
}

/** Patches in the order in which they are applied; those in files that are not at hand are left out. */
export function patchesOf(
  { root, folder }: Kustomization,
  fileAt: (uri: string) => ParsedFile | undefined,
): readonly KustomizePatch[] {
  const inFile = (path: string | null): readonly Located[] => {
    const file = path === null ? undefined : fileAt(resolve(folder, path));
    return file ? file.documents.flatMap(({ root: node }) => (node ? [{ file, node }] : [])) : [];
  };
  const inText = (from: Located, key: string): readonly Located[] => {
    const written = scalarAt(from, key);
    const found = written ? embeddedIn(written) : null;
    return found ? [found] : [];
  };
  const merges = itemsAt(root, 'patchesStrategicMerge').map((item) => {
    const path = isScalar(item) && !item.node.text.includes('\n') ? item.node.text : null;
    const inline = isScalar(item) ? embeddedIn(item) : null;
    return { target: null, documents: path === null && inline ? [inline] : inFile(path) };
  });
  const others = ['patchesJson6902', 'patches'].flatMap((key) =>
    itemsAt(root, key).map((item) => ({
      target: at(item, 'target'),
      documents: at(item, 'patch') ? inText(item, 'patch') : inFile(textAt(item, 'path')),
    })),
  );
  return [...merges, ...others];
}

/** A path relative to a folder, both as URIs; `..` beyond the root and URLs of other places lead nowhere. */
function resolve(folder: string, path: string): string {
  if (/^[a-z]+:\/\//i.test(path) || path.startsWith('/')) return path;
  const segments = folder.split('/');
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}
