import type { ReadContext } from './format.ts';
import { deviceWorkload } from './kubernetes/deviceWorkload.ts';
import type { KubernetesObject } from './kubernetes/objects.ts';
import { readReplicas } from './kubernetes/replicas.ts';
import { isPatch, type WorkloadKind } from './kubernetes/workloads.ts';
import { at, defaulted, scalarAt } from './located.ts';
import { containersOf } from './pods/container.ts';
import type { Variables } from './pods/variables.ts';
import { objectFormat, skip, type Reading } from './parts/objectFormat.ts';
import { hintFromImage } from './parts/hints.ts';
import { readPart } from './parts/part.ts';
import { countAt } from './quantity.ts';

/**
 * LeaderWorkerSet: groups of pods, each group one replica. Fields from `api/leaderworkerset/v1/leaderworkerset_types.go`
 * of kubernetes-sigs/lws: without a leader template all pods come from the worker template.
 */
export const leaderWorkerSet = objectFormat({
  id: 'leaderworkerset',
  title: 'LeaderWorkerSet',
  documentation: {
    title: 'LeaderWorkerSet',
    files: '`kind: LeaderWorkerSet` of `leaderworkerset.x-k8s.io`',
    reads:
      'groups and their size, leader and worker templates with engine flags, resources and node selectors; joined with the autoscaler that targets it',
    edits:
      'engine flags in the leader and wherever workers repeat them, the model, groups or the limits of the autoscaler, accelerator name and spot selectors in both templates; how many accelerators each pod gets is left alone',
  },
  groups: ['leaderworkerset.x-k8s.io'],
  read,
});

const TEMPLATE = ['spec', 'leaderWorkerTemplate'] as const;

const KIND: WorkloadKind = {
  kind: 'LeaderWorkerSet',
  group: /^leaderworkerset\.x-k8s\.io$/,
  podSpecPath: [...TEMPLATE, 'workerTemplate', 'spec'],
  templatePath: [...TEMPLATE, 'workerTemplate'],
  replicasPath: ['spec', 'replicas'],
};

function read(object: KubernetesObject, context: ReadContext): readonly Reading[] | null {
  if (object.kind !== KIND.kind) return null;
  const leader = at(object, ...TEMPLATE, 'leaderTemplate', 'spec');
  const worker = at(object, ...TEMPLATE, 'workerTemplate', 'spec');
  const podSpec = leader ?? worker;
  const containers = containersOf(podSpec);
  if (containers.length === 0) {
    const isTemplate = object.document.problems.some(({ code }) => code === 'templated');
    return isTemplate
      ? [skip(object, 'A template fills in the pods: price the rendered manifest instead.')]
      : null;
  }
  if (isPatch(object, podSpec)) {
    return [skip(object, 'A patch: the object it applies to is not known here.')];
  }
  const size =
    countAt(object, [...TEMPLATE, 'size']) ??
    defaulted(1, 'size', 'A LeaderWorkerSet without a size has groups of one pod');
  const part = readPart(
    {
      format: 'leaderworkerset',
      object,
      name: null,
      templatePath: [...TEMPLATE, leader ? 'leaderTemplate' : 'workerTemplate'],
      podSpec,
      lowerPodSpecs: [],
      containers,
      hint: hintFromImage(containers[0]),
      injected: groupVariables(scalarAt(object, ...TEMPLATE, 'size')),
      replicas: (notes) => readReplicas(object, KIND, context.files, notes),
      group: {
        size,
        worker: leader
          ? { podSpec: worker, lowerPodSpecs: [], containers: containersOf(worker) }
          : null,
      },
      serves: (pod) => pod.serving !== null || deviceWorkload(containers, pod, false),
    },
    context,
  );
  return part ? [part] : null;
}

/** `LWS_GROUP_SIZE`, which the controller sets in every container. */
function groupVariables(size: ReturnType<typeof scalarAt>): Variables {
  const name = 'LWS_GROUP_SIZE';
  return new Map(size ? [[name, { name, value: size, place: size, shared: true }]] : []);
}
