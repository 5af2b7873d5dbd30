import type { ParsedFile } from '../../model/document.ts';
import type { ModelReference, Volume } from '../../model/deployment.ts';
import { at, isHole, itemsAt, scalarAt, sourced, textAt, type Located } from '../located.ts';
import { parseGiB } from '../quantity.ts';
import { nearest, objectsNamed } from './joins.ts';
import type { KubernetesObject } from './objects.ts';

/**
 * Disks that are paid for by size: claims that the pod mounts (when the claim is in the files), claim templates of a
 * StatefulSet and ephemeral claims, one for each replica.
 */
export function readVolumes(
  object: KubernetesObject,
  podSpec: Located | null,
  files: readonly ParsedFile[],
): Volume[] {
  const mounted = itemsAt(podSpec, 'volumes').flatMap((volume) => {
    const claimName = textAt(volume, 'persistentVolumeClaim', 'claimName');
    if (claimName !== null) {
      const claim = nearest(objectsNamed(files, 'PersistentVolumeClaim', claimName), object);
      return readClaim(claimName, claim, true);
    }
    const template = at(volume, 'ephemeral', 'volumeClaimTemplate');
    return readClaim(textAt(volume, 'name') ?? 'ephemeral', template, false);
  });
  const templates = itemsAt(object, 'spec', 'volumeClaimTemplates').flatMap((template) =>
    readClaim(textAt(template, 'metadata', 'name') ?? 'volume', template, false),
  );
  return [...mounted, ...templates];
}

/** The claim of weights at `pvc://claim/path`, where it is in the files. */
export function claimedVolume(
  object: KubernetesObject,
  model: ModelReference,
  files: readonly ParsedFile[],
): readonly Volume[] {
  const claim = /^pvc(?:\+hf)?:\/\/([^/]+)/.exec(model.location?.value ?? '')?.[1];
  if (claim === undefined) return [];
  return readClaim(
    claim,
    nearest(objectsNamed(files, 'PersistentVolumeClaim', claim), object),
    true,
  );
}

/** A claim named by a `pvc://` URI or a mount; empty when it is not in the files or its size is not written. */
function readClaim(name: string, claim: Located | null, shared: boolean): Volume[] {
  const size = scalarAt(claim, 'spec', 'resources', 'requests', 'storage');
  if (!size || isHole(size)) return [];
  const sizeGiB = parseGiB(size.node.text);
  if (sizeGiB === null) return [];
  return [
    {
      name,
      sizeGiB: sourced(size, sizeGiB),
      storageClass: textAt(claim, 'spec', 'storageClassName'),
      shared,
    },
  ];
}
