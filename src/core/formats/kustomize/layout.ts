import type { ParsedFile } from '../../model/document.ts';
import { editedFrom, fileAt } from '../../model/fileIndex.ts';
import { filesOf } from './build.ts';
import { isKustomization, kustomizationsIn, type Kustomization } from './kustomizations.ts';

/** Which files make which overlays: what the kustomizations say, and nothing of the objects they deploy. */
export interface Layout {
  readonly kustomizations: ReadonlyMap<string, Kustomization>;
  readonly overlays: readonly Planned[];
  /** Files that some overlay is made of. */
  readonly claimed: ReadonlySet<string>;
}

/** A kustomization that no other one uses. */
export interface Planned {
  readonly kustomization: Kustomization;
  /** Every file that it is made of. */
  readonly all: ReadonlySet<string>;
  /** Those that another overlay is made of too. */
  readonly shared: ReadonlySet<string>;
}

/** Reads how the kustomizations among the files use each other. */
export function layoutOf(files: readonly ParsedFile[]): Layout {
  const kustomizations = kustomizationsIn(files);
  const used = new Set(
    [...kustomizations.values()].flatMap(({ resources, components }) => [
      ...resources,
      ...components,
    ]),
  );
  const input = { kustomizations, fileAt: (uri: string) => fileAt(files, uri) };
  const made = [...kustomizations.values()]
    .filter(({ folder, isComponent }) => !used.has(folder) && !isComponent)
    .map((kustomization) => ({ kustomization, all: filesOf(kustomization, input) }));
  const uses = new Map<string, number>();
  for (const { all } of made) for (const uri of all) uses.set(uri, (uses.get(uri) ?? 0) + 1);
  return {
    kustomizations,
    claimed: new Set(uses.keys()),
    overlays: made.map(({ kustomization, all }) => ({
      kustomization,
      all,
      shared: new Set([...all].filter((uri) => (uses.get(uri) ?? 0) > 1)),
    })),
  };
}

/** True where edits leave the layout as it was: no kustomization is among the edited files, and none is new or emptied. */
export function keepsLayout(files: readonly ParsedFile[]): boolean {
  const { from = [], edited = [] } = editedFrom(files) ?? {};
  return edited.every((file) => {
    const before = fileAt(from, file.source.uri);
    return (
      before !== undefined && !isKustomization(file) && hasContent(before) === hasContent(file)
    );
  });
}

function hasContent({ documents }: ParsedFile): boolean {
  return documents.some(({ root }) => root !== null);
}
