import type { ParsedFile } from '../../model/document.ts';
import { spansOverlap } from '../../text/span.ts';
import type { ReadContext } from '../format.ts';
import { objectsOf, setObjects, type KubernetesObject } from '../kubernetes/objects.ts';
import { build, filesOf, type BuildInput, type BuiltObject } from './build.ts';
import { generatedConfigMaps } from './generated.ts';
import { kustomizationsIn, type Kustomization } from './kustomizations.ts';
import type { Patched, PatchedFile } from './patchedFile.ts';

/** An object as it is deployed, and the files that it is joined with. */
export interface DeployedObject {
  readonly object: KubernetesObject;
  readonly context: ReadContext;
}

/**
 * The objects of a file as they are deployed. Where kustomizations are among the files, an object comes once for every
 * overlay that deploys it, with the overlay's patches; one that only a patch describes does not come at all.
 */
export function deployedObjects(file: ParsedFile, context: ReadContext): readonly DeployedObject[] {
  const overlays = overlaysOf(context.files);
  const { uri } = file.source;
  const using = overlays.filter(({ deployed }) => deployed.has(uri));
  if (using.length === 0) {
    const isPatch = overlays.some(({ all }) => all.has(uri));
    return isPatch ? [] : objectsOf(file).map((object) => ({ object, context }));
  }
  return using.flatMap((overlay) => {
    const own = { ...context, files: overlay.files };
    return (overlay.deployed.get(uri) ?? [])
      .filter(({ node }) => file.documents.some(({ span }) => spansOverlap(span, node.span)))
      .map((object) => ({ object, context: own }));
  });
}

/** What one kustomization that no other one uses deploys. */
interface Overlay {
  /** Objects by the file that defines them. */
  readonly deployed: ReadonlyMap<string, readonly KubernetesObject[]>;
  /** Every file that it is made of. */
  readonly all: ReadonlySet<string>;
  /** Patched files, and those that no kustomization uses. */
  readonly files: readonly ParsedFile[];
}

const known = new WeakMap<readonly ParsedFile[], readonly Overlay[]>();

function overlaysOf(files: readonly ParsedFile[]): readonly Overlay[] {
  const found = known.get(files);
  if (found) return found;
  const overlays = buildOverlays(files);
  known.set(files, overlays);
  return overlays;
}

function buildOverlays(files: readonly ParsedFile[]): readonly Overlay[] {
  const kustomizations = kustomizationsIn(files);
  if (kustomizations.size === 0) return [];
  const byUri = new Map(files.map((file) => [file.source.uri, file]));
  const used = new Set(
    [...kustomizations.values()].flatMap(({ resources, components }) => [
      ...resources,
      ...components,
    ]),
  );
  const terminal = [...kustomizations.values()].filter(
    ({ folder, isComponent }) => !used.has(folder) && !isComponent,
  );
  const inputs = terminal.map((kustomization) => {
    const input = inputFor(kustomizations, byUri);
    return { kustomization, input, all: filesOf(kustomization, input) };
  });
  const claimed = new Set(inputs.flatMap(({ all }) => [...all]));
  const free = files.filter(({ source }) => !claimed.has(source.uri));
  return inputs.map(({ kustomization, input, all }) => {
    const shared = new Set(
      [...all].filter((uri) =>
        inputs.some((other) => other.kustomization !== kustomization && other.all.has(uri)),
      ),
    );
    return overlay(kustomization, input, all, shared, inputs.length > 1, free);
  });
}

interface Input extends BuildInput {
  readonly patchedFiles: Map<string, PatchedFile>;
}

function inputFor(
  kustomizations: ReadonlyMap<string, Kustomization>,
  files: ReadonlyMap<string, ParsedFile>,
): Input {
  const patchedFiles = new Map<string, PatchedFile>();
  const homes: Patched['homes'] = new WeakMap();
  const layers: Patched['layers'] = new WeakMap();
  return {
    kustomizations,
    files,
    homes,
    layers,
    patchedFiles,
    patchedFileFor(file) {
      const { uri } = file.source;
      const made = patchedFiles.get(uri);
      if (made) return made;
      const patched = { homes, layers, overlay: null, uris: [uri], sharedUris: new Set<string>() };
      const fresh: PatchedFile = { ...file, patched };
      patchedFiles.set(uri, fresh);
      return fresh;
    },
  };
}

function overlay(
  kustomization: Kustomization,
  input: Input,
  all: ReadonlySet<string>,
  shared: ReadonlySet<string>,
  isOneOfSeveral: boolean,
  free: readonly ParsedFile[],
): Overlay {
  const name = kustomization.folder.slice(kustomization.folder.lastIndexOf('/') + 1);
  const deployed = new Map<string, KubernetesObject[]>();
  for (const built of build(kustomization, input)) {
    const { uri } = built.object.file.source;
    const isShared = isOneOfSeveral && shared.has(uri);
    const file = fileOf(built, input, isShared ? name : null, shared);
    const list = deployed.get(uri) ?? [];
    list.push({ ...built.object, file, node: built.node, namespace: built.namespace });
    deployed.set(uri, list);
  }
  const patchedFiles = [...deployed].flatMap(([uri, objects]) => {
    const file = input.patchedFiles.get(uri);
    return file ? [withObjects(file, objects)] : [];
  });
  const maps = [...all].flatMap((uri) => {
    const found = [...input.kustomizations.values()].find(
      ({ root }) => root.file.source.uri === uri,
    );
    return found ? [withObjects({ ...found.root.file }, generatedConfigMaps(found.root))] : [];
  });
  return { deployed, all, files: [...patchedFiles, ...maps, ...free] };
}

/** The file of one object; its nodes were made for the build's file of the same name. */
function fileOf(
  { object, uris }: BuiltObject,
  input: Input,
  overlayName: string | null,
  sharedUris: ReadonlySet<string>,
): PatchedFile {
  const { homes, layers } = input;
  return {
    ...object.file,
    patched: { homes, layers, overlay: overlayName, uris: [...uris], sharedUris },
  };
}

function withObjects<F extends ParsedFile>(file: F, objects: readonly KubernetesObject[]): F {
  setObjects(file, objects);
  return file;
}
