import type { Change } from '../../model/change.ts';
import type { Deployment, ModelReference, Phase, Supply, Volume } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { stepOf, type EditableDeployment } from '../edits/propose.ts';
import type { EditTarget, Step } from '../edits/target.ts';
import type { ReadContext, SkippedObject } from '../format.ts';
import { identityOf, spanHere } from '../identity.ts';
import { urisOf, type KubernetesObject } from '../kubernetes/objects.ts';
import type { ReadReplicas } from '../kubernetes/replicas.ts';
import { openParts } from '../kubernetes/templates.ts';
import { claimedVolume } from '../kubernetes/volumes.ts';
import { patchedOf } from '../kustomize/patchedFile.ts';
import { defaulted, type Located } from '../located.ts';
import type { ModelPlace } from '../pods/models.ts';
import { collectNotes, type Notes } from '../pods/notes.ts';
import type { PodInput } from '../pods/podInput.ts';
import { readPod, type PodReading } from '../pods/podReading.ts';
import { groupOfPods, inEveryPod } from './podGroup.ts';

/** One deployment of an object: the pods that make up a replica, and how many replicas there are. */
export interface Part extends Omit<PodInput, 'object' | 'files' | 'catalog' | 'notes'> {
  readonly format: string;
  readonly object: KubernetesObject;
  /** Null for an object that is one deployment. */
  readonly name: string | null;
  /** What names it, where that is not the object's name: lenses stand there. */
  readonly namePlace?: Located | null;
  readonly templatePath?: readonly string[];
  readonly replicas: ReadReplicas | ((notes: Notes) => ReadReplicas);
  /** Pods beside the first one that every replica has too. */
  readonly group?: PodGroupInput | null;
  /** The model, where fields of the object name it; null leaves what the pod says. */
  readonly model?: (pod: PodReading) => NamedModel | null;
  readonly volumes?: readonly Volume[];
  readonly trafficShare?: Sourced<number> | null;
  readonly supply?: Supply;
  /** What the role of the part does of a request; absent or null where it says nothing. */
  readonly phase?: Phase | null;
  /** False for pods that serve nothing: then there is no deployment. */
  readonly serves?: (pod: PodReading) => boolean;
  /** Further files that had a say. */
  readonly uris?: readonly string[];
  /** Last corrections, where fields mean something of their own. */
  readonly amend?: (deployment: Deployment, notes: Notes) => Deployment;
  /** Carries out a change that this kind writes in a way of its own; null leaves it to the common way. */
  readonly step?: (change: Change, target: EditTarget) => Step | null;
}

export interface NamedModel {
  readonly model: ModelReference;
  readonly place: ModelPlace | null;
}

/** The pods of a replica: one leader, and workers that are alike. */
export interface PodGroupInput {
  readonly size: Sourced<number>;
  /** Null: the workers are like the leader. */
  readonly worker: Pick<
    PodInput,
    'podSpec' | 'lowerPodSpecs' | 'containers' | 'askedElsewhere'
  > | null;
}

const ONE_POD = defaulted(1, 'pods per replica', 'One pod is one replica');

/** Reads one part; a reason where a template leaves open what matters for its cost; null where it serves nothing. */
export function readPart(
  part: Part,
  context: ReadContext,
): EditableDeployment | SkippedObject | null {
  const { object, podSpec } = part;
  const { catalog, files } = context;
  const identity = identityOf(object, part.templatePath ?? [], part.name);
  const nameSpan = spanHere(part.namePlace, object) ?? identity.nameSpan;
  const notes = collectNotes(object.file.source.uri, nameSpan);
  const pod = readPod({ ...part, object, files, catalog, notes });
  if (part.serves?.(pod) === false) return null;
  const replicas = typeof part.replicas === 'function' ? part.replicas(notes) : part.replicas;
  const open = openParts(object, podSpec, pod, replicas);
  if (open !== null) {
    const reason = `A template fills in ${open}: price the rendered manifest instead.`;
    return { reason, span: nameSpan };
  }
  const workers = part.group?.worker
    ? readPod({ ...part, ...part.group.worker, object, files, catalog, notes })
    : null;
  const named = part.model?.(pod) ?? null;
  const own: Deployment = {
    ...identity,
    ...pod.values,
    ...(part.group ? groupOfPods(part.group.size, pod, workers) : { podsPerReplica: ONE_POD }),
    ...(named ? { model: named.model } : {}),
    nameSpan,
    format: part.format,
    uris: contributors(part, pod, workers, replicas),
    supply: part.supply ?? { kind: 'replicas' },
    replicas: replicas.specification,
    volumes: [
      ...pod.values.volumes,
      ...(part.volumes ?? []),
      ...claimedVolume(object, named?.model ?? pod.values.model, files),
    ],
    ...(part.phase && { phase: part.phase }),
    trafficShare: part.trafficShare ?? null,
    broken: object.document.problems.some(({ code }) => code !== 'templated'),
    notes: notes.list,
  };
  const deployment = part.amend?.(own, notes) ?? own;
  const target: EditTarget = {
    deployment,
    object,
    podSpec,
    pod: named ? { ...pod, modelPlace: named.place } : pod,
    replicas,
    catalog,
    files,
  };
  const worker: EditTarget | null =
    workers && part.group?.worker
      ? { ...target, podSpec: part.group.worker.podSpec, pod: workers }
      : null;
  return {
    deployment,
    sharedUris: patchedOf(object.file)?.sharedUris,
    step: (change) =>
      (isDone(change, deployment) ? { edits: [] } : null) ??
      part.step?.(change, target) ??
      (worker ? inEveryPod(change, target, worker) : stepOf(target)(change)),
  };
}

/** True for a wish that is fulfilled already. */
function isDone(change: Change, { model, accelerator }: Deployment): boolean {
  switch (change.kind) {
    case 'set-model':
      return model.id?.value === change.id;
    case 'set-accelerator-count':
      return accelerator?.count.value === change.count;
    default:
      return false;
  }
}

function contributors(
  part: Part,
  pod: PodReading,
  workers: PodReading | null,
  replicas: ReadReplicas,
): string[] {
  return [
    ...new Set([
      ...urisOf(part.object),
      ...replicas.uris,
      ...pod.poolUris,
      ...(workers?.poolUris ?? []),
      ...part.containers.flatMap(({ layers }) => layers.map(({ file }) => file.source.uri)),
      ...part.lowerPodSpecs.map(({ file }) => file.source.uri),
      ...(part.uris ?? []),
    ]),
  ];
}
