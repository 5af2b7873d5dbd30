import type { Deployment } from '../../model/deployment.ts';
import { vllm } from '../engines/vllm.ts';
import type { ReadContext } from '../format.ts';
import { requirements } from '../hardware/constraints.ts';
import type { AskedElsewhere } from '../hardware/request.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import type { ReadReplicas } from '../kubernetes/replicas.ts';
import {
  at,
  defaulted,
  entriesAt,
  isHole,
  isMapping,
  itemsAt,
  scalarAt,
  sourced,
  textAt,
  type Located,
} from '../located.ts';
import { hintFrom } from '../parts/hints.ts';
import { modelOfUri } from '../parts/modelUri.ts';
import type { Reading } from '../parts/objectFormat.ts';
import { readPart } from '../parts/part.ts';
import { fixedReplicas, rangeOfReplicas } from '../parts/replicas.ts';
import { containerOf, imageOfParts, type Container } from '../pods/container.ts';
import type { SettingFields } from '../pods/settings.ts';
import { parseGiB, parseQuantity } from '../quantity.ts';
import { claimSize } from './claims.ts';
import { refuse } from '../edits/target.ts';

/** True for values of the vLLM production stack (`helm/values.yaml` of vllm-project/production-stack). */
export function isProductionStack(root: Located): boolean {
  return at(root, 'servingEngineSpec', 'modelSpec')?.node.kind === 'sequence';
}

/** Every model of the stack that is not switched off. */
export function readProductionStack(
  object: KubernetesObject,
  context: ReadContext,
): readonly Reading[] {
  const engines = at(object, 'servingEngineSpec');
  return itemsAt(engines, 'modelSpec').flatMap((spec, index): readonly Reading[] => {
    const name = scalarAt(spec, 'name');
    const place = name ?? spec;
    if (textAt(spec, 'enabled') === 'false') {
      return [{ reason: 'It is switched off by `enabled: false`.', span: place.node.span }];
    }
    const reading = readModelSpec(
      object,
      spec,
      name?.node.text ?? `model-${index + 1}`,
      name,
      context,
    );
    return reading ? [reading] : [];
  });
}

const FIELDS: SettingFields['paths'] = {
  tensorParallel: ['vllmConfig', 'tensorParallelSize'],
  pipelineParallel: ['vllmConfig', 'pipelineParallelSize'],
  maxModelLength: ['vllmConfig', 'maxModelLen'],
  maxSequences: ['vllmConfig', 'maxNumSeqs'],
  memoryFraction: ['vllmConfig', 'gpuMemoryUtilization'],
  dataType: ['vllmConfig', 'dtype'],
  prefixCaching: ['vllmConfig', 'enablePrefixCaching'],
  chunkedPrefill: ['vllmConfig', 'enableChunkedPrefill'],
};

function readModelSpec(
  object: KubernetesObject,
  spec: Located,
  name: string,
  namePlace: ReturnType<typeof scalarAt>,
  context: ReadContext,
): Reading | null {
  if (!isMapping(spec)) return null;
  const hasResources = entriesAt(spec, 'resources').length > 0;
  const container: Container = {
    ...containerOf([spec], { args: ['vllmConfig', 'extraArgs'] }),
    image: imageOfParts(spec),
  };
  const terms = itemsAt(spec, 'nodeSelectorTerms');
  const reading = readPart(
    {
      format: 'helm',
      object,
      name,
      namePlace,
      podSpec: spec,
      lowerPodSpecs: [],
      containers: [container],
      hint: hintFrom(vllm, scalarAt(spec, 'repository') ?? spec),
      further: terms.flatMap((term) => requirements(term, 'matchExpressions', 'required')),
      askedElsewhere: hasResources ? [] : simpleRequest(spec),
      fields: { holder: spec, paths: FIELDS },
      replicas: replicasOf(spec),
      model: () => modelOfUri(scalarAt(spec, 'modelURL'), null, context.catalog),
      volumes: claimSize(spec, ['pvcStorage'], `${name}-storage`, true),
      amend: (deployment, notes) => {
        noteFraction(spec, hasResources, notes);
        return chartDefaults(deployment, spec, hasResources);
      },
      step: ({ kind }) =>
        kind === 'use-spot' || kind === 'name-accelerator'
          ? refuse('The chart selects nodes by `nodeSelectorTerms`, whose terms a person chose.')
          : null,
    },
    context,
  );
  return reading;
}

/** `requestGPU`; the chart asks for none where its whole number is 0. */
function simpleRequest(spec: Located): AskedElsewhere[] {
  const scalar = scalarAt(spec, 'requestGPU');
  if (!scalar) return [];
  const type = textAt(spec, 'requestGPUType');
  const count = isHole(scalar) ? null : parseQuantity(scalar.node.text);
  const resource = type === null || type === '' ? 'nvidia.com/gpu' : type;
  return [
    {
      resource,
      scalars: [scalar],
      count: count === null ? null : sourced(scalar, Math.trunc(count)),
    },
  ];
}

function noteFraction(
  spec: Located,
  hasResources: boolean,
  notes: { add(code: 'conflict', message: string, at: Located): void },
): void {
  const scalar = scalarAt(spec, 'requestGPU');
  const count = Number(scalar?.node.text);
  if (!scalar || hasResources || !(count > 0) || count >= 1) return;
  notes.add('conflict', 'The chart takes whole GPUs only: below 1 the pod gets none.', scalar);
}

/** What the chart makes of fields that are written otherwise than Kubernetes', or not at all. */
function chartDefaults(deployment: Deployment, spec: Located, hasResources: boolean): Deployment {
  const cpu = scalarAt(spec, 'requestCPU');
  const memory = scalarAt(spec, 'requestMemory');
  const cores = cpu && !isHole(cpu) ? parseQuantity(cpu.node.text) : null;
  const size = memory && !isHole(memory) ? parseGiB(memory.node.text) : null;
  const isSilent = at(spec, 'vllmConfig') !== null && !deployment.settings.prefixCaching;
  return {
    ...deployment,
    cpuCores:
      deployment.cpuCores ?? (cpu && cores !== null && !hasResources ? sourced(cpu, cores) : null),
    memoryGiB:
      deployment.memoryGiB ??
      (memory && size !== null && !hasResources ? sourced(memory, size) : null),
    settings: isSilent
      ? {
          ...deployment.settings,
          prefixCaching: defaulted(
            false,
            'enablePrefixCaching',
            'The chart passes --no-enable-prefix-caching unless told otherwise',
          ),
        }
      : deployment.settings,
  };
}

function replicasOf(spec: Located): ReadReplicas {
  const keda = at(spec, 'keda');
  if (!keda || textAt(keda, 'enabled') !== 'true') {
    return fixedReplicas(
      spec,
      ['replicaCount'],
      1,
      'The chart runs one replica unless told otherwise',
    );
  }
  const [trigger] = itemsAt(keda, 'triggers');
  return rangeOfReplicas({
    holder: keda,
    minPath: ['minReplicaCount'],
    maxPath: ['maxReplicaCount'],
    minFallback: defaulted(
      1,
      'minReplicaCount',
      'The chart keeps one replica unless told otherwise',
    ),
    maxFallback: defaulted(
      2,
      'maxReplicaCount',
      'The chart stops at two replicas unless told otherwise',
    ),
    autoscaler: {
      kind: 'keda',
      metric: textAt(trigger ?? null, 'metadata', 'metricName') ?? textAt(trigger ?? null, 'type'),
      target: null,
    },
  });
}
