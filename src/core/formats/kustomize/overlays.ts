import type { ParsedFile } from '../../model/document.ts';
import { editedFrom, fileAt, withEditedFiles } from '../../model/fileIndex.ts';
import { setObjects, type KubernetesObject } from '../kubernetes/objects.ts';
import { build, type BuildInput, type BuiltObject } from './build.ts';
import { environmentFilesOf, generatedConfigMaps } from './generated.ts';
import { folderOf } from '../../text/uris.ts';
import { keepsLayout, layoutOf, type Layout, type Planned } from './layout.ts';
import type { Patched, PatchedFile } from './patchedFile.ts';

/** What one kustomization that no other one uses deploys. */
export interface Overlay {
  /** Every file that it is made of. */
  readonly all: ReadonlySet<string>;
  /** Built when it is first asked for: a trial of an edit asks for few. */
  built(): BuiltOverlay;
}

interface BuiltOverlay {
  /** Objects by the file that defines them. */
  readonly deployed: ReadonlyMap<string, readonly KubernetesObject[]>;
  /** Patched files, and those that no kustomization uses. */
  readonly files: readonly ParsedFile[];
  /** Of `files`, those that the overlay made. */
  readonly own: readonly ParsedFile[];
}

interface Overlays {
  readonly layout: Layout;
  readonly list: readonly Overlay[];
}

const known = new WeakMap<readonly ParsedFile[], Overlays>();

/**
 * All overlays among the files, in the order of their kustomizations. A list made of another one by edits shares with it
 * the overlays that no edited file is a part of.
 */
export function overlaysOf(files: readonly ParsedFile[]): readonly Overlay[] {
  return knownOverlays(files).list;
}

function knownOverlays(files: readonly ParsedFile[]): Overlays {
  const found = known.get(files);
  if (found) return found;
  const made = makeOverlays(files);
  known.set(files, made);
  return made;
}

function makeOverlays(files: readonly ParsedFile[]): Overlays {
  const descent = editedFrom(files);
  if (descent === null || !keepsLayout(files)) {
    const layout = layoutOf(files);
    const list = layout.overlays.map((planned) =>
      lazy(planned, () => {
        const { deployed, own } = buildOverlay(planned, layout, files);
        return { deployed, own, files: [...own, ...freeOf(files, layout)] };
      }),
    );
    return { layout, list };
  }
  const { layout, list: before } = knownOverlays(descent.from);
  const list = layout.overlays.map((planned, index) =>
    lazy(planned, () => {
      const last = before[index]?.built();
      const isTouched = descent.edited.some(({ source }) => planned.all.has(source.uri));
      const { deployed, own } =
        last === undefined || isTouched ? buildOverlay(planned, layout, files) : last;
      const free = freeOf(descent.edited, layout);
      return {
        deployed,
        own,
        files:
          last !== undefined && isSamePlaces(last.own, own)
            ? withEditedFiles(last.files, isTouched ? [...own, ...free] : free)
            : [...own, ...freeOf(files, layout)],
      };
    }),
  );
  return { layout, list };
}

function lazy({ all }: Planned, make: () => BuiltOverlay): Overlay {
  let built: BuiltOverlay | undefined;
  return { all, built: () => (built ??= make()) };
}

/** Files that no overlay is made of. */
function freeOf(files: readonly ParsedFile[], { claimed }: Layout): readonly ParsedFile[] {
  return files.filter(({ source }) => !claimed.has(source.uri));
}

/** True where the files of one list can take the places of those of the other. */
function isSamePlaces(before: readonly ParsedFile[], after: readonly ParsedFile[]): boolean {
  const uris = after.map(({ source }) => source.uri);
  return (
    before.length === after.length &&
    before.every(({ source }, index) => source.uri === uris[index]) &&
    new Set(uris).size === uris.length
  );
}

interface Input extends BuildInput {
  readonly patchedFiles: Map<string, PatchedFile>;
}

function inputFor({ kustomizations }: Layout, files: readonly ParsedFile[]): Input {
  const patchedFiles = new Map<string, PatchedFile>();
  const homes: Patched['homes'] = new WeakMap();
  const layers: Patched['layers'] = new WeakMap();
  return {
    kustomizations,
    fileAt: (uri) => fileAt(files, uri),
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

function buildOverlay(
  { kustomization, all, shared }: Planned,
  layout: Layout,
  files: readonly ParsedFile[],
): Pick<BuiltOverlay, 'deployed' | 'own'> {
  const input = inputFor(layout, files);
  const name = kustomization.folder.slice(kustomization.folder.lastIndexOf('/') + 1);
  const deployed = new Map<string, KubernetesObject[]>();
  for (const built of build(kustomization, input)) {
    const { uri } = built.object.file.source;
    const file = fileOf(built, input, shared.has(uri) ? name : null, shared);
    const list = deployed.get(uri) ?? [];
    list.push({ ...built.object, file, node: built.node, namespace: built.namespace });
    deployed.set(uri, list);
  }
  const patchedFiles = [...deployed].flatMap(([uri, objects]) => {
    const file = input.patchedFiles.get(uri);
    return file ? [withObjects(file, objects)] : [];
  });
  const generated = generatedConfigMaps(kustomization, input);
  const maps = [...all].flatMap((uri) => {
    const made = layout.kustomizations.get(folderOf(uri));
    if (made?.root.file.source.uri !== uri) return [];
    const own = generated.filter(({ file }) => file.source.uri === uri);
    // Others may read the same environment files.
    const environment = environmentFilesOf(made).flatMap((path) => input.fileAt(path) ?? []);
    return [withObjects({ ...made.root.file }, own), ...environment];
  });
  return { deployed, own: [...patchedFiles, ...maps] };
}

/** The file of one object; its nodes were made for the build's file of the same name. */
function fileOf(
  { object, uris }: BuiltObject,
  { homes, layers }: Input,
  overlay: string | null,
  sharedUris: ReadonlySet<string>,
): PatchedFile {
  return { ...object.file, patched: { homes, layers, overlay, uris: [...uris], sharedUris } };
}

function withObjects<F extends ParsedFile>(file: F, objects: readonly KubernetesObject[]): F {
  setObjects(file, objects);
  return file;
}
