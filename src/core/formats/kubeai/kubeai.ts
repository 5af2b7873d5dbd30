import type { Change } from '../../model/change.ts';
import type { Deployment } from '../../model/deployment.ts';
import { setScalar } from '../../syntax/yamlEdit.ts';
import { setEngineSetting } from '../edits/engineSetting.ts';
import { inFile, refuse, together, treeOf, type EditTarget, type Step } from '../edits/target.ts';
import type { Engine } from '../engines/engine.ts';
import { ollama } from '../engines/ollama.ts';
import { others } from '../engines/vendors.ts';
import { vllm } from '../engines/vllm.ts';
import type { ReadContext } from '../format.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import type { ReadReplicas } from '../kubernetes/replicas.ts';
import {
  at,
  defaulted,
  isHole,
  isMapping,
  scalarAt,
  sourced,
  textAt,
  type Located,
} from '../located.ts';
import { hintFrom } from '../parts/hints.ts';
import { modelOfUri } from '../parts/modelUri.ts';
import { objectFormat, skip, type Reading } from '../parts/objectFormat.ts';
import { readPart, type NamedModel } from '../parts/part.ts';
import { fixedReplicas, rangeOfReplicas } from '../parts/replicas.ts';
import { containerOf } from '../pods/container.ts';
import { readProfile, type ProfileRequest } from './profiles.ts';
import { countAt } from '../quantity.ts';

/** KubeAI. Fields and defaults from `api/k8s/v1/model_types.go` of substratusai/kubeai. */
export const kubeai = objectFormat({
  id: 'kubeai',
  title: 'KubeAI',
  documentation: {
    title: 'KubeAI',
    files: '`kind: Model` of `kubeai.org`; the `catalog` of the chart’s models values',
    reads:
      'model URL, engine and its `args` and `env`, resource profile (product and count; from the chart’s values where they are in the folder), replicas and target requests',
    edits:
      'engine flags in `args`, variables in `env`, `url`, the count behind the resource profile, `minReplicas` and `maxReplicas`; spot belongs to the profile and is left alone',
  },
  groups: ['kubeai.org'],
  read(object, context) {
    if (object.kind !== 'Model') return null;
    const spec = at(object, 'spec');
    const reading = spec && readModel(object, null, spec, context);
    return reading ? [reading] : [skip(object, 'It has no spec.')];
  },
});

const ENGINES: Readonly<Record<string, Engine>> = {
  vllm,
  ollama,
  fasterwhisper: others,
  infinity: others,
};

/** Reads the fields of one model, from an object's spec or an entry of the chart's catalog. */
export function readModel(
  object: KubernetesObject,
  name: Located | null,
  spec: Located,
  context: ReadContext,
): Reading | null {
  if (!isMapping(spec)) return null;
  const engineNode = scalarAt(spec, 'engine');
  const engine = ENGINES[(engineNode?.node.text ?? 'vllm').toLowerCase()] ?? others;
  const profileNode = scalarAt(spec, 'resourceProfile');
  if (profileNode && isHole(profileNode)) {
    return skip(object, 'A template fills in the resources: price the rendered manifest instead.');
  }
  const profile = profileNode && readProfile(profileNode, context.files, context.catalog);
  return readPart(
    {
      format: 'kubeai',
      object,
      name: name && 'text' in name.node ? name.node.text : null,
      namePlace: name,
      podSpec: spec,
      lowerPodSpecs: [],
      containers: [containerOf([spec], { envIsMapping: true })],
      hint: hintFrom(engine, engineNode ?? spec),
      askedElsewhere: profile?.askedElsewhere ?? [],
      further: profile?.further ?? [],
      replicas: replicasOf(spec),
      model: () => modelOf(spec, context),
      amend: (deployment) => withRequests(deployment, profile),
      step: (change, target) => carryOut(change, target, spec, profile),
    },
    context,
  );
}

function modelOf(spec: Located, { catalog }: ReadContext): NamedModel | null {
  const url = scalarAt(spec, 'url');
  const tag = /^ollama:\/\/([^?]+)/.exec(url?.node.text ?? '')?.[1];
  if (!url || tag === undefined) return modelOfUri(url, null, catalog);
  return { model: { id: sourced(url, tag), location: null }, place: null };
}

function replicasOf(spec: Located): ReadReplicas {
  if (textAt(spec, 'autoscalingDisabled') === 'true') {
    return fixedReplicas(spec, ['replicas'], 1, 'KubeAI runs one replica where it does not scale');
  }
  return rangeOfReplicas({
    holder: spec,
    minPath: ['minReplicas'],
    maxPath: ['maxReplicas'],
    minFallback: defaulted(0, 'minReplicas', 'KubeAI scales to zero unless told otherwise'),
    maxFallback: null,
    autoscaler: {
      kind: 'platform',
      metric: 'concurrency',
      target:
        countAt(spec, ['targetRequests']) ??
        defaulted(100, 'targetRequests', 'KubeAI aims at 100 requests in flight per replica'),
    },
  });
}

/** Processor and memory of the profile, for all its units. */
function withRequests(deployment: Deployment, profile: ProfileRequest | null): Deployment {
  if (!profile) return deployment;
  const times = (each: number | null, name: string): Deployment['cpuCores'] =>
    each === null
      ? null
      : defaulted(each * profile.count, name, `The profile ${profile.name} requests it`);
  return {
    ...deployment,
    cpuCores: deployment.cpuCores ?? times(profile.cpuCores, 'cpu'),
    memoryGiB: deployment.memoryGiB ?? times(profile.memoryGiB, 'memory'),
  };
}

function carryOut(
  change: Change,
  target: EditTarget,
  spec: Located,
  profile: ProfileRequest | null,
): Step | null {
  switch (change.kind) {
    case 'use-spot':
    case 'name-accelerator':
      return refuse(
        'The nodes are chosen by the resource profile, which the chart’s values define.',
      );
    case 'set-accelerator-count':
      return setUnits(change.count, target, spec, profile);
    case 'set-model': {
      const url = scalarAt(spec, 'url');
      if (!url?.node.text.startsWith('ollama://')) return null;
      return inFile(url, setScalar(treeOf(url), url.node, `ollama://${change.id}`));
    }
    default:
      return null;
  }
}

/** The number behind the profile's name, and the tensor parallelism with it. */
function setUnits(
  count: number,
  target: EditTarget,
  spec: Located,
  profile: ProfileRequest | null,
): Step {
  const written = scalarAt(spec, 'resourceProfile');
  const total = target.deployment.accelerator?.count.value ?? 0;
  if (!written || !profile || total === 0)
    return refuse('The resource profile has no accelerator.');
  const units = (count * profile.count) / total;
  if (!Number.isInteger(units) || units < 1) return refuse('The profile comes in larger units.');
  const steps = [
    inFile(written, setScalar(treeOf(written), written.node, `${profile.name}:${units}`)),
  ];
  const { serving } = target.pod;
  const parallel = target.deployment.settings.tensorParallel?.value ?? 1;
  if (serving?.engine.settings.tensorParallel && parallel !== count) {
    steps.push(setEngineSetting(target, 'tensorParallel', count));
  }
  return together(steps);
}
