import { wholeFile } from '../model/filePart.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Sourced } from '../model/sourced.ts';
import type { Span } from '../text/span.ts';
import { objectsOf, type KubernetesObject } from './kubernetes/objects.ts';
import { patchedOf } from './kustomize/patchedFile.ts';
import { at, entriesAt, isHole, scalarAt, sourced, writable, type Located } from './located.ts';

type Identity = Pick<
  Deployment,
  | 'id'
  | 'name'
  | 'uri'
  | 'kind'
  | 'namespace'
  | 'nameSpan'
  | 'span'
  | 'team'
  | 'environment'
  | 'owner'
>;

const TEAM_LABELS = [
  'team',
  'owner',
  'owning-team',
  'squad',
  'app.kubernetes.io/team',
  'app.kubernetes.io/owner',
] as const;

const OWNER_LABELS = ['owner', 'app.kubernetes.io/owner'] as const;

const ENVIRONMENT_LABELS = [
  'environment',
  'env',
  'app.kubernetes.io/environment',
  'stage',
  'tags.datadoghq.com/env',
] as const;

const ENVIRONMENT_NAME = /^(dev|development|staging|stage|prod|production)$/i;

/**
 * Who an object is, and whom its cost belongs to. Team and environment come from labels made for that; a namespace
 * counts as an environment only when it is called like one.
 */
export function identityOf(
  object: KubernetesObject,
  templatePath: readonly string[],
  part: string | null = null,
): Identity {
  const { uri } = object.file.source;
  const { nameNode, kind, namespace } = object;
  const ownName = object.name ?? nameNode?.node.text ?? kind.toLowerCase();
  // Several overlays deploy the same object: each is a deployment of its own.
  const overlay = patchedOf(object.file)?.overlay ?? null;
  const name = overlay === null ? ownName : `${ownName}@${overlay}`;
  const occurrence = precedingTwins(object);
  const owner = fromLabels(object, templatePath, OWNER_LABELS);
  const id = `${uri}#${kind}/${namespace ?? ''}/${name}${occurrence > 0 ? `~${occurrence + 1}` : ''}`;
  const kindNode = scalarAt(object, 'kind');
  return {
    id: part === null ? id : `${id}/${part}`,
    name: part === null ? name : `${name}/${part}`,
    uri,
    kind,
    namespace,
    nameSpan: spanHere(nameNode ?? kindNode, object) ?? firstKeyOf(object) ?? object.node.span,
    span: object.node.span,
    team: fromLabels(object, templatePath, TEAM_LABELS),
    environment:
      fromLabels(object, templatePath, ENVIRONMENT_LABELS) ??
      environmentOfNamespace(object) ??
      environmentOfOverlay(overlay),
    ...(owner === null ? {} : { owner }),
  };
}

/** The span of a place in the object's own file; null for one elsewhere: an overlay takes things from other files. */
export function spanHere(place: Located | null | undefined, object: KubernetesObject): Span | null {
  return place?.file.source.uri === object.file.source.uri ? place.node.span : null;
}

/** What the object's own file says first of it, where overlays are laid over another file. */
function firstKeyOf(object: KubernetesObject): Span | null {
  if (patchedOf(object.file) === null) return null;
  const own = writable(object);
  return spanHere(own, object) && (entriesAt(own)[0]?.keySpan ?? null);
}

/** Objects of the same kind, namespace and name earlier in the file: a mistake, but their ids must differ. */
function precedingTwins(object: KubernetesObject): number {
  return objectsOf(wholeFile(object.file)).filter(
    (other) =>
      other.node.span.start < object.node.span.start &&
      other.kind === object.kind &&
      other.namespace === object.namespace &&
      other.nameNode?.node.text === object.nameNode?.node.text,
  ).length;
}

function fromLabels(
  object: KubernetesObject,
  templatePath: readonly string[],
  keys: readonly string[],
): Sourced<string> | null {
  for (const holder of [at(object), at(object, ...templatePath)]) {
    for (const key of keys) {
      const value =
        scalarAt(holder, 'metadata', 'labels', key) ??
        scalarAt(holder, 'metadata', 'annotations', key);
      if (value && !isHole(value)) return sourced(value, value.node.text);
    }
  }
  return null;
}

/** `prod`, `prod-ml`, `ml-staging`: the name itself or its first or last part. */
function environmentOfNamespace(object: KubernetesObject): Sourced<string> | null {
  const namespace = scalarAt(object, 'metadata', 'namespace');
  if (!namespace || isHole(namespace)) return null;
  const parts = namespace.node.text.split('-');
  const word = [parts.at(-1), parts[0]].find((part) => ENVIRONMENT_NAME.test(part ?? ''));
  return word === undefined ? null : sourced(namespace, word);
}

/** An overlay counts as an environment where it is called like one. */
function environmentOfOverlay(overlay: string | null): Sourced<string> | null {
  if (overlay === null || !ENVIRONMENT_NAME.test(overlay)) return null;
  return { value: overlay, origin: { kind: 'derived', formula: 'the name of the overlay' } };
}
