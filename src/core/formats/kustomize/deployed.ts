import type { ParsedFile } from '../../model/document.ts';
import { spansOverlap } from '../../text/span.ts';
import type { ReadContext } from '../format.ts';
import { objectsOf, type KubernetesObject } from '../kubernetes/objects.ts';
import { overlaysOf } from './overlays.ts';

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
  const overlays = overlaysOf(context.files).filter(({ all }) => all.has(uri));
  if (overlays.length === 0) return objectsOf(file).map((object) => ({ object, context }));
  return overlays.flatMap((overlay) => {
    const { deployed, files } = overlay.built();
    const own = { ...context, files };
    return (deployed.get(uri) ?? [])
      .filter(({ node }) => file.documents.some(({ span }) => spansOverlap(span, node.span)))
      .map((object) => ({ object, context: own }));
  });
}
