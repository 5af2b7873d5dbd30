import type { ParsedFile } from '../../model/document.ts';
import type { MappingNode, ScalarNode, SyntaxNode } from '../../syntax/tree.ts';
import { environmentFilesOf } from './generated.ts';
import { imagesIn, renamed } from './images.ts';
import { groupOf, objectsOf, type KubernetesObject } from '../kubernetes/objects.ts';
import { itemsAt, scalarAt, textAt, type Located } from '../located.ts';
import { jsonOperations, type JsonOperation } from './jsonPatch.ts';
import { patchesOf, type Kustomization, type KustomizePatch } from './kustomizations.ts';
import { mergePatch, pieceIn, setAt, type Merging, type Piece } from './merge.ts';
import { selects } from './selector.ts';

/** An object on its way through a build. */
interface Building {
  readonly object: KubernetesObject;
  /** Null once a patch has deleted it. */
  readonly piece: Piece | null;
  readonly merging: Merging;
  readonly uris: ReadonlySet<string>;
  readonly namespace: string | null;
}

export interface BuildInput {
  readonly kustomizations: ReadonlyMap<string, Kustomization>;
  readonly fileAt: (uri: string) => ParsedFile | undefined;
  /** The file that merged nodes of an original file belong to. */
  patchedFileFor(file: ParsedFile): Merging['file'];
  readonly homes: Merging['homes'];
  readonly layers: Merging['layers'];
}

export interface BuiltObject {
  readonly object: KubernetesObject;
  readonly node: MappingNode;
  readonly uris: ReadonlySet<string>;
  readonly namespace: string | null;
}

const NESTING = 10;

/** The objects that a kustomization deploys, with everything that changes them on the way. */
export function build(kustomization: Kustomization, input: BuildInput): readonly BuiltObject[] {
  return collect(kustomization, input, []).flatMap(({ object, piece, uris, namespace }) =>
    piece?.node.kind === 'mapping' ? [{ object, node: piece.node, uris, namespace }] : [],
  );
}

/** @param above Folders that led here: one that comes again is a circle. */
function collect(
  kustomization: Kustomization,
  input: BuildInput,
  above: readonly string[],
): Building[] {
  if (above.length > NESTING || above.includes(kustomization.folder)) return [];
  let objects = kustomization.resources.flatMap((path): Building[] => {
    const folder = input.kustomizations.get(path);
    if (folder) return collect(folder, input, [...above, kustomization.folder]);
    const file = input.fileAt(path);
    return file ? objectsOf(file).map((object) => start(object, input)) : [];
  });
  for (const path of kustomization.components) {
    const component = input.kustomizations.get(path);
    if (component) objects = change(objects, component, input);
  }
  return change(objects, kustomization, input);
}

function start(object: KubernetesObject, input: BuildInput): Building {
  const { homes, layers } = input;
  const file = input.patchedFileFor(object.file);
  const mergesLists = /^(|apps|batch|autoscaling|extensions|networking\.k8s\.io)$/.test(
    groupOf(object),
  );
  return {
    object,
    piece: { file: object.file, node: object.node },
    merging: { file, homes, layers, mergesLists, places: 'lower' },
    uris: new Set([object.file.source.uri]),
    namespace: object.namespace,
  };
}

function change(objects: Building[], kustomization: Kustomization, input: BuildInput): Building[] {
  const namespace = textAt(kustomization.root, 'namespace');
  const uri = kustomization.root.file.source.uri;
  let changed = objects.map((each) =>
    namespace === null ? each : { ...each, namespace, uris: new Set([...each.uris, uri]) },
  );
  for (const patch of patchesOf(kustomization, input.fileAt)) {
    changed = changed.map((each) => applyPatch(each, patch, uri));
  }
  return changed.map((each) =>
    withImages(withReplicas(each, kustomization.root), kustomization.root),
  );
}

function applyPatch(building: Building, patch: KustomizePatch, uri: string): Building {
  let current = building;
  for (const document of patch.documents) {
    if (!current.piece || !isTarget(building.object, patch.target, document)) continue;
    const piece =
      document.node.kind === 'sequence'
        ? applyOperations(current.piece, jsonOperations(document), current.merging)
        : mergePatch(current.piece, document, current.merging);
    current = {
      ...current,
      piece,
      uris: new Set([...current.uris, document.file.source.uri, uri]),
    };
  }
  return current;
}

/** By the target's selectors; without a target by kind and name of the patch itself. */
function isTarget(object: KubernetesObject, target: Located | null, document: Located): boolean {
  const wanted = target ?? (document.node.kind === 'mapping' ? document : null);
  if (!wanted) return false;
  const kind = textAt(wanted, 'kind');
  const name = target ? textAt(target, 'name') : textAt(document, 'metadata', 'name');
  const group = target ? textAt(target, 'group') : null;
  const selector = target ? textAt(target, 'labelSelector') : null;
  return (
    (kind === null || selects(kind, object.kind)) &&
    (name === null || selects(name, object.name ?? '')) &&
    (group === null || group === groupOf(object)) &&
    (selector === null || hasLabels(object, selector))
  );
}

function hasLabels(object: KubernetesObject, selector: string): boolean {
  return selector.split(',').every((part) => {
    const [key = '', value] = part.split(/==?/).map((each) => each.trim());
    const label = textAt(object, 'metadata', 'labels', key);
    return value === undefined ? label !== null : label === value;
  });
}

function applyOperations(
  piece: Piece,
  operations: readonly JsonOperation[],
  merging: Merging,
): Piece {
  let current = piece;
  for (const { operation, path, from, value } of operations) {
    const moved = from === null ? null : pieceAt(current, from, merging);
    if (operation === 'remove') current = setAt(current, path, null, merging);
    if (operation === 'move' && from) current = setAt(current, from, null, merging);
    const written = operation === 'copy' || operation === 'move' ? moved : value;
    const isWrite = operation !== 'remove' && operation !== 'test';
    if (isWrite && written)
      current = setAt(current, path, written, merging, operation !== 'replace');
  }
  return current;
}

function pieceAt(piece: Piece, path: readonly string[], merging: Merging): Piece | null {
  let current = piece;
  for (const key of path) {
    const { node } = current;
    const child: SyntaxNode | undefined =
      node.kind === 'mapping'
        ? node.entries.findLast((entry) => entry.key === key)?.value
        : node.kind === 'sequence'
          ? node.items[Number(key)]
          : undefined;
    if (!child) return null;
    current = pieceIn(current, child, merging);
  }
  return current;
}

/** `replicas: [{name, count}]` sets `spec.replicas`. */
function withReplicas(building: Building, root: Located): Building {
  const found = itemsAt(root, 'replicas').find(
    (item) => textAt(item, 'name') === building.object.name,
  );
  const count = scalarAt(found ?? null, 'count');
  if (
    !count ||
    !building.piece ||
    !/^(Deployment|StatefulSet|ReplicaSet)$/.test(building.object.kind)
  ) {
    return building;
  }
  const piece = setAt(building.piece, ['spec', 'replicas'], count, building.merging);
  return { ...building, piece, uris: new Set([...building.uris, root.file.source.uri]) };
}

/** `images: [{name, newName, newTag, digest}]` renames images of containers. */
function withImages(building: Building, root: Located): Building {
  const { merging } = building;
  let { piece, uris } = building;
  const items = itemsAt(root, 'images');
  if (!piece || items.length === 0) return building;
  const images = imagesIn(piece.node).map((found) => ({ ...found }));
  for (const item of items) {
    const place = scalarAt(item, 'newTag') ?? scalarAt(item, 'newName') ?? scalarAt(item, 'digest');
    if (!place) continue;
    for (const found of images) {
      const text = renamed(found.image, item);
      if (text === null) continue;
      found.image = text;
      const node: ScalarNode = { ...place.node, text, value: text };
      piece = setAt(piece, found.path, { file: place.file, node }, merging);
      uris = new Set([...uris, root.file.source.uri]);
    }
  }
  return { ...building, piece, uris };
}

/** URIs of all files that a kustomization is made of, those below it among them. */
export function filesOf(
  kustomization: Kustomization,
  input: Pick<BuildInput, 'kustomizations' | 'fileAt'>,
  uris = new Set<string>(),
): ReadonlySet<string> {
  const { uri } = kustomization.root.file.source;
  if (uris.has(uri)) return uris;
  uris.add(uri);
  for (const { documents } of patchesOf(kustomization, input.fileAt)) {
    for (const { file } of documents) uris.add(file.source.uri);
  }
  for (const path of environmentFilesOf(kustomization)) if (input.fileAt(path)) uris.add(path);
  for (const path of [...kustomization.resources, ...kustomization.components]) {
    const folder = input.kustomizations.get(path);
    if (folder) filesOf(folder, input, uris);
    else if (input.fileAt(path)) uris.add(path);
  }
  return uris;
}
