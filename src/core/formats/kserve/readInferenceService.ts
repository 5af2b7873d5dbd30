import type { Deployment } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { MappingNode } from '../../syntax/tree.ts';
import type { ReadContext, SkippedObject } from '../format.ts';
import { stepOf, type EditableDeployment } from '../edits/propose.ts';
import type { NodeConstraint } from '../hardware/constraints.ts';
import { identityOf } from '../identity.ts';
import { urisOf, type KubernetesObject } from '../kubernetes/objects.ts';
import { patchedOf } from '../kustomize/patchedFile.ts';
import { openParts } from '../kubernetes/templates.ts';
import { claimedVolume } from '../kubernetes/volumes.ts';
import { at, defaulted, isMapping, scalarAt, sourced, type Located } from '../located.ts';
import { collectNotes, type Notes } from '../pods/notes.ts';
import { readPod, type PodReading } from '../pods/podReading.ts';
import { readComponent, type Component } from './component.ts';
import { readMultiNode, spreadOverNodes } from './multiNode.ts';
import { componentReplicas, singleReplica } from './replicas.ts';
import { modelOf } from './storage.ts';

/** Which part of an InferenceService a deployment is. */
export interface Part {
  /** Null for the predictor itself. */
  readonly name: string | null;
  readonly node: Located<MappingNode>;
  readonly trafficShare: Sourced<number> | null;
}

/** Reads one predictor, canary, transformer or explainer. */
export function readPart(
  service: KubernetesObject,
  part: Part,
  context: ReadContext,
): EditableDeployment | SkippedObject {
  const identity = identityOf(service, [], part.name);
  const notes = collectNotes(service.file.source.uri, identity.nameSpan);
  const span = identity.nameSpan;
  const component = readComponent(service, part.node, context.files, notes);
  if (!component) return { reason: 'It names neither a model nor a container.', span };
  const pod = readPod({
    object: service,
    podSpec: part.node,
    lowerPodSpecs: component.runtime ? runtimeSpec(component.runtime) : [],
    containers: component.containers,
    files: context.files,
    catalog: context.catalog,
    notes,
    hint: component.hint,
    further: annotatedAccelerator(service),
  });
  const replicas = componentReplicas(service, part.node, notes);
  const open = openParts(service, part.node, pod, replicas);
  if (open !== null) {
    return { reason: `A template fills in ${open}: price the rendered manifest instead.`, span };
  }
  const multiNode = readMultiNode(component);
  const named = modelOf(component, pod, context.catalog, service);
  const deployment: Deployment = {
    ...identity,
    ...pod.values,
    ...(multiNode
      ? spreadOverNodes(pod, multiNode)
      : { podsPerReplica: defaulted(1, 'pods per replica', 'One pod is one replica') }),
    supply: { kind: 'replicas' },
    ...resources(pod),
    model: named.model,
    format: 'kserve',
    uris: uris(service, component, pod),
    replicas: multiNode ? singleReplica() : replicas.specification,
    volumes: [...pod.values.volumes, ...claimedVolume(service, named.model, context.files)],
    trafficShare: part.trafficShare,
    broken: service.document.problems.some(({ code }) => code !== 'templated'),
    notes: withShare(part, notes).list,
  };
  return {
    deployment,
    sharedUris: patchedOf(service.file)?.sharedUris,
    step: stepOf({
      deployment,
      object: service,
      podSpec: part.node,
      pod: { ...pod, modelPlace: named.place },
      replicas: multiNode ? { ...replicas, place: null } : replicas,
      catalog: context.catalog,
      files: context.files,
    }),
  };
}

function runtimeSpec(runtime: KubernetesObject): Located[] {
  const spec = at(runtime, 'spec');
  return spec && isMapping(spec) ? [spec] : [];
}

/** The annotation by which KServe used to choose GKE's accelerators. */
function annotatedAccelerator(service: KubernetesObject): NodeConstraint[] {
  const value = scalarAt(service, 'metadata', 'annotations', 'serving.kserve.io/gke-accelerator');
  return value
    ? [{ key: 'cloud.google.com/gke-accelerator', values: [value], strength: 'required' }]
    : [];
}

const KSERVE_DEFAULT = 'KServe requests 1 CPU and 2 GiB unless told otherwise';

function resources(pod: PodReading): Pick<Deployment, 'cpuCores' | 'memoryGiB'> {
  return {
    cpuCores: pod.values.cpuCores ?? defaulted(1, 'cpu', KSERVE_DEFAULT),
    memoryGiB: pod.values.memoryGiB ?? defaulted(2, 'memory', KSERVE_DEFAULT),
  };
}

function uris(service: KubernetesObject, component: Component, pod: PodReading): string[] {
  const runtime = component.runtime ? [component.runtime.file.source.uri] : [];
  return [...new Set([...urisOf(service), ...runtime, ...pod.poolUris])];
}

function withShare({ trafficShare, node }: Part, notes: Notes): Notes {
  const percent = scalarAt(node, 'canaryTrafficPercent');
  if (trafficShare && percent) {
    notes.add(
      'unsupported',
      'The previous revision runs beside this one; it is not in the file and not priced.',
      percent,
    );
  }
  return notes;
}

/** The share of the traffic that `canaryTrafficPercent` gives to the newest revision. */
export function canaryShare(node: Located, key: string): Sourced<number> | null {
  const percent = scalarAt(node, key);
  const value = Number(percent?.node.text);
  if (!percent || !(value >= 0 && value <= 100)) return null;
  return sourced(percent, value / 100);
}
