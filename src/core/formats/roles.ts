import type { Sourced } from '../model/sourced.ts';
import type { ReadContext } from './format.ts';
import { asksForAccelerators } from './hardware/request.ts';
import { groupOf, type KubernetesObject } from './kubernetes/objects.ts';
import { readReplicas, type ReadReplicas } from './kubernetes/replicas.ts';
import { at, itemsAt, scalarAt, type Located } from './located.ts';
import { objectFormat, type Reading } from './parts/objectFormat.ts';
import { readPart, type PodGroupInput } from './parts/part.ts';
import { phaseOfName } from './phases.ts';
import { fixedReplicas } from './parts/replicas.ts';
import { containersOf } from './pods/container.ts';
import { groupsOf } from './ray/cluster.ts';
import { countAt } from './quantity.ts';

/**
 * Objects whose pods come in roles (prefill, decode, router): StormService and RoleSet of AIBrix
 * (`api/orchestration/v1alpha1`), RoleBasedGroup of SGLang's RBG; and AIBrix's fleets of Ray clusters.
 */
export const roles = objectFormat({
  id: 'roles',
  title: 'AIBrix and role-based groups',
  documentation: {
    title: 'AIBrix and role-based groups',
    files:
      '`kind: StormService`, `RoleSet` and `RayClusterFleet` of `orchestration.aibrix.ai`, `kind: RoleBasedGroup` of `workloads.x-k8s.io`',
    reads:
      'every role that runs an engine or asks for accelerators, with its replicas, pods per replica and pod template, prefill and decode as such; a PodAutoscaler of AIBrix is joined with the Deployment or fleet it targets',
    edits:
      'engine flags, the model, GPU count, replicas of a role where there is one group of roles, spot selectors and accelerator names',
  },
  groups: ['orchestration.aibrix.ai', 'workloads.x-k8s.io'],
  read(object, context) {
    switch (object.kind) {
      case 'StormService':
        return readRoles(object, at(object, 'spec', 'template', 'spec'), context);
      case 'RoleSet':
      case 'RoleBasedGroup':
        return readRoles(object, at(object, 'spec'), context);
      case 'RayClusterFleet':
        return readFleet(object, context);
      default:
        return null;
    }
  },
});

function readRoles(
  object: KubernetesObject,
  holder: Located | null,
  context: ReadContext,
): readonly Reading[] {
  const outer = object.kind === 'StormService' ? countAt(object, ['spec', 'replicas']) : null;
  return itemsAt(holder, 'roles').flatMap((role) => readRole(object, role, outer, context) ?? []);
}

function readRole(
  object: KubernetesObject,
  role: Located,
  outer: Sourced<number> | null,
  context: ReadContext,
): Reading | null {
  const name = scalarAt(role, 'name');
  const leaderWorker = at(role, 'leaderWorkerPattern') ?? at(role, 'leaderWorkerSet');
  const template =
    at(role, 'template') ??
    at(role, 'standalonePattern', 'template') ??
    at(leaderWorker, 'template') ??
    at(leaderWorker, 'leaderTemplate');
  const podSpec = at(template, 'spec');
  const size = countAt(role, ['podGroupSize']) ?? (leaderWorker && countAt(leaderWorker, ['size']));
  return readPart(
    {
      format: 'roles',
      object,
      name: name?.node.text ?? 'role',
      namePlace: name,
      podSpec,
      lowerPodSpecs: [],
      containers: containersOf(podSpec),
      phase: phaseOfName(name?.node.text ?? ''),
      replicas: times(
        fixedReplicas(role, ['replicas'], 1, 'A role runs one replica unless told otherwise'),
        outer,
      ),
      group: size && size.value > 1 ? { size, worker: workerOf(leaderWorker) } : null,
      serves: (pod) => pod.serving !== null || pod.values.accelerator !== null,
    },
    context,
  );
}

function workerOf(leaderWorker: Located | null): PodGroupInput['worker'] {
  const podSpec = at(leaderWorker, 'workerTemplate', 'spec');
  return podSpec && { podSpec, lowerPodSpecs: [], containers: containersOf(podSpec) };
}

/** Replicas of a role in every one of several groups; then no single place says how many there are. */
function times(replicas: ReadReplicas, outer: Sourced<number> | null): ReadReplicas {
  if (!outer || outer.value === 1) return replicas;
  const { min } = replicas.specification;
  const count = { ...min, value: min.value * outer.value };
  return { ...replicas, place: null, specification: { min: count, max: count, autoscaler: null } };
}

/** A fleet of Ray clusters: each of them is one replica, the head its leader. */
function readFleet(object: KubernetesObject, context: ReadContext): readonly Reading[] {
  const cluster = at(object, 'spec', 'template', 'spec');
  if (groupOf(object) !== 'orchestration.aibrix.ai' || !cluster) return [];
  const [head, ...workers] = groupsOf(cluster);
  const [worker] = workers;
  if (!head) return [];
  const part = readPart(
    {
      format: 'roles',
      object,
      name: null,
      podSpec: head.podSpec,
      lowerPodSpecs: [],
      containers: head.containers,
      replicas: (notes) =>
        readReplicas(object, { ...FLEET, kind: object.kind }, context.files, notes),
      group: fleetGroup(worker),
      serves: (pod) =>
        pod.serving !== null ||
        pod.values.accelerator !== null ||
        worker?.asksForAccelerators === true,
    },
    context,
  );
  return part ? [part] : [];
}

const FLEET = {
  kind: 'RayClusterFleet',
  group: /^orchestration\.aibrix\.ai$/,
  podSpecPath: [],
  templatePath: [],
  replicasPath: ['spec', 'replicas'],
};

function fleetGroup(worker: ReturnType<typeof groupsOf>[number] | undefined): PodGroupInput | null {
  if (!worker?.containers.some(asksForAccelerators)) return null;
  const { min } = worker.replicas.specification;
  return {
    size: { ...min, value: min.value + 1 },
    worker: { podSpec: worker.podSpec, lowerPodSpecs: [], containers: worker.containers },
  };
}
