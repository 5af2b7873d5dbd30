import type { Catalog } from '../../model/catalog.ts';
import type { ModelReference } from '../../model/deployment.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import { at, isHole, isHoleText, itemsAt, scalarAt, sourced, type Located } from '../located.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import type { ModelPlace } from '../pods/models.ts';
import type { PodReading } from '../pods/podReading.ts';
import type { Component } from './component.ts';
import { knownSegment, readStorageUri } from './storageUri.ts';

interface NamedModel {
  readonly model: ModelReference;
  readonly place: ModelPlace | null;
}

/**
 * The model of a component: what the engine's own arguments name, else what the storage URI names. `/mnt/models` is
 * only where KServe mounts the latter.
 */
export function modelOf(
  { model: node, node: component }: Component,
  pod: PodReading,
  catalog: Catalog,
  service: KubernetesObject,
): NamedModel {
  const read = pod.values.model;
  if (read.id) return { model: read, place: pod.modelPlace };
  const uri =
    scalarAt(node, 'storageUri') ??
    scalarAt(itemsAt(component, 'storageUris')[0] ?? null, 'uri') ??
    variable(pod, 'STORAGE_URI');
  if (uri) return fromUri(uri, read, catalog, service);
  const path = scalarAt(at(node, 'storage'), 'path');
  if (!path || isHole(path)) return { model: named(read, service, catalog), place: null };
  const known = knownSegment(path.node.text, catalog);
  const id = known === null ? null : sourced(path, known);
  const location = sourced(path, path.node.text);
  return { model: named({ id, location }, service, catalog), place: null };
}

function fromUri(
  uri: Located<ScalarNode>,
  read: ModelReference,
  catalog: Catalog,
  service: KubernetesObject,
): NamedModel {
  const { scheme, model } = readStorageUri(uri.node.text, catalog);
  const location = sourced(uri, uri.node.text);
  if (model === null || isHoleText(model)) {
    return { model: named({ ...read, location }, service, catalog), place: null };
  }
  const place: ModelPlace | null = scheme === 'hf' ? { kind: 'scalar', scalar: uri } : null;
  return {
    model: { id: sourced(uri, model), location: scheme === 'hf' ? null : location },
    place,
  };
}

function variable(pod: PodReading, name: string): Located<ScalarNode> | null {
  const value = pod.variables.get(name)?.value ?? null;
  return value && !isHole(value) ? value : null;
}

/** A display name or the object's own name, where the catalogue knows it: better than no model at all. */
function named(model: ModelReference, service: KubernetesObject, catalog: Catalog): ModelReference {
  if (model.id) return model;
  const names = [
    scalarAt(service, 'metadata', 'annotations', 'openshift.io/display-name'),
    service.nameNode,
  ];
  const known = names.find((name) => name !== null && catalog.model(name.node.text) !== null);
  return known ? { ...model, id: sourced(known, known.node.text) } : model;
}
