import type { ParsedFile } from '../../model/document.ts';
import { spansOverlap } from '../../text/span.ts';
import type { ReadContext } from '../format.ts';
import { objectsOf, type KubernetesObject } from '../kubernetes/objects.ts';
import { overlaysOf, type Overlay } from './overlays.ts';

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
  const { uri } = file.source;
  const everywhere = overlaysOf(context.files);
  const overlays = everywhere.filter(({ all }) => all.has(uri));
  if (overlays.length === 0) return objectsOf(file).map((object) => ({ object, context }));
  return wantedOf(overlays, everywhere, context.edited).flatMap((overlay) => {
    const { deployed, files } = overlay.built();
    const own = { ...context, files };
    return (deployed.get(uri) ?? [])
      .filter(({ node }) => file.documents.some(({ span }) => spansOverlap(span, node.span)))
      .map((object) => ({ object, context: own }));
  });
}

/** Of the overlays of a file those that edited files are a part of. A file that is part of none may be joined in each. */
function wantedOf(
  overlays: readonly Overlay[],
  everywhere: readonly Overlay[],
  edited: ReadonlySet<string> | undefined,
): readonly Overlay[] {
  if (edited === undefined || overlays.length < 2) return overlays;
  const uris = [...edited];
  if (!uris.every((uri) => everywhere.some(({ all }) => all.has(uri)))) return overlays;
  return overlays.filter(({ all }) => uris.some((uri) => all.has(uri)));
}
