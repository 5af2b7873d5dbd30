import type { Deployment } from '../../model/deployment.ts';
import { wholeFile } from '../../model/filePart.ts';
import type { ReadContext, SkippedObject } from '../format.ts';
import { stepOf, type EditableDeployment } from '../edits/propose.ts';
import { identityOf } from '../identity.ts';
import { at } from '../located.ts';
import { containersOf } from '../pods/container.ts';
import { collectNotes, type Notes } from '../pods/notes.ts';
import { readPod, type PodReading } from '../pods/podReading.ts';
import { deviceWorkload } from './deviceWorkload.ts';
import { isOwned } from './joins.ts';
import { multiPodReplicas } from './multiPod.ts';
import { patchedOf } from '../kustomize/patchedFile.ts';
import { objectsOf, urisOf, type KubernetesObject } from './objects.ts';
import { readReplicas, type ReadReplicas } from './replicas.ts';
import { isTemplatedServer } from './templatedServer.ts';
import { openParts } from './templates.ts';
import { hasService, isPatch, runsToCompletion, type WorkloadKind } from './workloads.ts';

/**
 * Reads one workload: a deployment when it serves, a reason when it does but cannot be read, null when it is none of
 * our business.
 */
export function readWorkload(
  object: KubernetesObject,
  kind: WorkloadKind,
  context: ReadContext,
): EditableDeployment | SkippedObject | null {
  const { uri } = object.file.source;
  const podSpec = at(object, ...kind.podSpecPath);
  const containers = containersOf(podSpec);
  if (containers.length === 0 || isOwned(object, context.files)) return null;
  const identity = identityOf(object, kind.templatePath);
  const notes = collectNotes(uri, identity.nameSpan);
  const pod = readPod({
    object,
    podSpec,
    lowerPodSpecs: [],
    containers,
    files: context.files,
    catalog: context.catalog,
    notes,
  });
  const services = objectsOf(wholeFile(object.file)).filter((other) => other.kind === 'Service');
  const serves =
    pod.serving !== null ||
    (!runsToCompletion(podSpec) &&
      deviceWorkload(containers, pod, hasService(object, kind, services)));
  const span = object.nameNode?.node.span ?? object.node.span;
  if (!serves) {
    return isTemplatedServer(kind, podSpec, containers)
      ? { reason: 'A template fills in the image: price the rendered manifest instead.', span }
      : null;
  }
  if (isPatch(object, podSpec)) {
    return { reason: 'A patch: the object it applies to is not known here.', span };
  }
  const replicas = multiPodReplicas(readReplicas(object, kind, context.files, notes), pod);
  const open = openParts(object, podSpec, pod, replicas);
  if (open !== null) {
    return { reason: `A template fills in ${open}: price the rendered manifest instead.`, span };
  }
  const deployment = assemble(object, identity, pod, replicas, notes);
  const { catalog, files } = context;
  const step = stepOf({ deployment, object, podSpec, pod, replicas, catalog, files });
  return { deployment, step, sharedUris: patchedOf(object.file)?.sharedUris };
}

function assemble(
  object: KubernetesObject,
  identity: ReturnType<typeof identityOf>,
  pod: PodReading,
  replicas: ReadReplicas & { readonly podsPerReplica: Deployment['podsPerReplica'] },
  notes: Notes,
): Deployment {
  return {
    ...identity,
    ...pod.values,
    accelerator: pod.values.accelerator && {
      ...pod.values.accelerator,
      count: {
        ...pod.values.accelerator.count,
        value: pod.values.accelerator.count.value * replicas.podsPerReplica.value,
      },
    },
    format: 'kubernetes',
    uris: [...new Set([...urisOf(object), ...replicas.uris, ...pod.poolUris])],
    podsPerReplica: replicas.podsPerReplica,
    supply: { kind: 'replicas' },
    replicas: replicas.specification,
    trafficShare: null,
    broken: object.document.problems.some(({ code }) => code !== 'templated'),
    notes: notes.list,
  };
}
