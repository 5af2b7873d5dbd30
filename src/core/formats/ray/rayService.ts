import type { Deployment } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { refuse } from '../edits/target.ts';
import { embeddedIn } from '../embedded.ts';
import type { ReadContext } from '../format.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import { at, scalarAt } from '../located.ts';
import { objectFormat, skip, type Reading } from '../parts/objectFormat.ts';
import { readPart } from '../parts/part.ts';
import { groupsOf, type RayGroup } from './cluster.ts';
import { servedModel, type RayModel } from './servedModel.ts';

/** KubeRay's RayService: a Ray cluster that serves. What costs are the pods of the cluster, not the Serve replicas. */
export const rayService = objectFormat({
  id: 'rayservice',
  title: 'RayService',
  documentation: {
    title: 'KubeRay RayService',
    files: '`kind: RayService` of `ray.io`',
    reads:
      'head and worker groups with resources, hosts and node selectors, replicas or the limits of the in-tree autoscaler; model, engine arguments and the target of the autoscaler from `serveConfigV2`',
    edits:
      'replicas of a worker group, GPU count, spot selectors and accelerator names in the pod template, model and engine arguments inside `serveConfigV2`',
  },
  groups: ['ray.io'],
  read(object, context) {
    if (object.kind !== 'RayService') return null;
    const cluster = at(object, 'spec', 'rayClusterConfig');
    if (!cluster) return [skip(object, 'It has no cluster.')];
    const config = at(object, 'spec', 'serveConfigV2') ?? at(object, 'spec', 'serveConfig');
    const root =
      config?.node.kind === 'mapping'
        ? config
        : embeddedIn(scalarAt(object, 'spec', 'serveConfigV2'));
    const model = servedModel(root);
    const groups = groupsOf(cluster);
    return groups.flatMap((group) => readGroup(object, group, groups, model, context) ?? []);
  },
});

function readGroup(
  object: KubernetesObject,
  group: RayGroup,
  all: readonly RayGroup[],
  model: RayModel,
  context: ReadContext,
): Reading | null {
  if (group.containers.length === 0) return null;
  const runs = runsModel(group, all);
  return readPart(
    {
      format: 'rayservice',
      object,
      name: group.name,
      namePlace: group.namePlace.node.kind === 'scalar' ? group.namePlace : null,
      podSpec: group.podSpec,
      lowerPodSpecs: [],
      containers: group.containers,
      ...(runs ? { hint: model.hint } : {}),
      ...(runs && model.fields ? { fields: model.fields } : {}),
      replicas: group.replicas,
      group: group.group,
      model: () => (runs ? model.named : null),
      amend: (deployment) => aimedAt(spreadOverPods(deployment), runs ? model.ongoing : null),
      step: (change, target) =>
        change.kind === 'set-replicas' &&
        target.deployment.podsPerReplica.value > (group.group?.size.value ?? 1)
          ? refuse('One engine spans the pods of the group; their number is a decision of its own.')
          : null,
    },
    context,
  );
}

/**
 * An engine with more ranks than a pod has accelerators spans several pods of the group: these are one replica, and not
 * replicas of their own.
 */
function spreadOverPods(deployment: Deployment): Deployment {
  const { accelerator, settings, replicas, podsPerReplica } = deployment;
  const ranks = (settings.tensorParallel?.value ?? 1) * (settings.pipelineParallel?.value ?? 1);
  const each = accelerator?.count.value ?? 0;
  const pods = ranks / each;
  const { min, max } = replicas;
  const isSpread = accelerator !== null && Number.isInteger(pods) && pods > 1;
  if (!isSpread || min.value === 0 || min.value % pods !== 0) return deployment;
  return {
    ...deployment,
    accelerator: { ...accelerator, count: { ...accelerator.count, value: ranks } },
    podsPerReplica: { ...min, value: pods * podsPerReplica.value },
    replicas: {
      ...replicas,
      min: { ...min, value: min.value / pods },
      max: max && { ...max, value: Math.floor(max.value / pods) },
    },
  };
}

/**
 * Ray brings a worker when Serve has no room for another replica: where each worker holds one, the group follows the
 * target of the application.
 */
function aimedAt(deployment: Deployment, ongoing: Sourced<number> | null): Deployment {
  const { accelerator, settings, replicas } = deployment;
  const { autoscaler } = replicas;
  const ranks = (settings.tensorParallel?.value ?? 1) * (settings.pipelineParallel?.value ?? 1);
  if (ongoing === null || autoscaler === null || accelerator?.count.value !== ranks)
    return deployment;
  return {
    ...deployment,
    replicas: {
      ...replicas,
      autoscaler: { ...autoscaler, metric: 'ongoing requests', target: ongoing },
    },
  };
}

/** The model runs where the accelerators are; on the workers of a cluster without any. */
function runsModel(group: RayGroup, all: readonly RayGroup[]): boolean {
  const withAccelerators = all.filter(({ asksForAccelerators }) => asksForAccelerators);
  const workers = withAccelerators.filter(({ name }) => name !== 'head');
  if (workers.length > 0) return workers.includes(group);
  return withAccelerators.length > 0 ? withAccelerators.includes(group) : group.name !== 'head';
}
