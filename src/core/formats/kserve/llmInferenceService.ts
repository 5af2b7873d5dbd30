import type { Sourced } from '../../model/sourced.ts';
import type { ReadContext } from '../format.ts';
import { vllm } from '../engines/vllm.ts';
import { refuse } from '../edits/target.ts';
import { nearest, objectsNamed } from '../kubernetes/joins.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import type { ReadReplicas } from '../kubernetes/replicas.ts';
import { at, defaulted, isMapping, itemsAt, scalarAt, textAt, type Located } from '../located.ts';
import { containerOf, containersOf, type Container } from '../pods/container.ts';
import { hintFrom } from '../parts/hints.ts';
import { modelOfUri } from '../parts/modelUri.ts';
import { skip, type Reading } from '../parts/objectFormat.ts';
import { readPart, type PodGroupInput } from '../parts/part.ts';
import { fixedReplicas, rangeOfReplicas } from '../parts/replicas.ts';
import type { SettingFields } from '../pods/settings.ts';
import { countAt } from '../quantity.ts';

/**
 * Reads an LLMInferenceService: the decode (or only) pods and, where prefill is apart, the prefill pods. Fields from
 * `pkg/apis/serving/v1alpha2/llm_inference_service_types.go` of kserve/kserve. Configs in `baseRefs` lie below the
 * service, a later one above an earlier one.
 */
export function readLlmService(object: KubernetesObject, context: ReadContext): readonly Reading[] {
  const own = at(object, 'spec');
  if (!own || !isMapping(own)) return [skip(object, 'It has no spec.')];
  const specs = [own, ...baseSpecs(object, own, context)];
  const prefill = specs.flatMap((spec) => at(spec, 'prefill') ?? []);
  const parts = [readRole(object, null, specs, specs, context)];
  if (prefill.length > 0) parts.push(readRole(object, 'prefill', prefill, specs, context));
  return parts.flatMap((part) => part ?? []);
}

function baseSpecs(
  object: KubernetesObject,
  spec: Located,
  { files }: ReadContext,
): readonly Located[] {
  return itemsAt(spec, 'baseRefs')
    .flatMap((reference) => {
      const name = textAt(reference, 'name');
      const found =
        name === null
          ? null
          : nearest(objectsNamed(files, 'LLMInferenceServiceConfig', name), object);
      return at(found, 'spec') ?? [];
    })
    .reverse();
}

function readRole(
  object: KubernetesObject,
  name: string | null,
  layers: readonly Located[],
  specs: readonly Located[],
  context: ReadContext,
): Reading | null {
  const [holder] = layers;
  if (!holder) return null;
  const template = podsUnder(layers, 'template');
  const worker = podsUnder(layers, 'worker');
  const place = firstOf(specs, 'model', 'uri') ?? object;
  const fallback = isMapping(holder) ? [containerOf([holder])] : [];
  const hasTemplate = template.containers.length > 0;
  return readPart(
    {
      format: 'kserve',
      object,
      name,
      namePlace: name === null ? null : roleKey(object, name),
      podSpec: template.podSpec,
      lowerPodSpecs: template.lowerPodSpecs,
      containers: hasTemplate ? template.containers : fallback,
      hint: hintFrom(vllm, place),
      fields: parallelismOf(layers, holder),
      replicas: replicasOf(layers, holder),
      phase: name === null ? 'decode' : 'prefill',
      group: worker.containers.length > 0 ? { size: podsOf(layers), worker } : null,
      model: () =>
        modelOfUri(
          scalarIn(specs, 'model', 'uri'),
          scalarIn(specs, 'model', 'name'),
          context.catalog,
        ),
      uris: layers.map(({ file }) => file.source.uri),
      step: (change) =>
        !hasTemplate && change.kind === 'set-engine-setting'
          ? refuse('It has no container of its own to write to.')
          : null,
    },
    context,
  );
}

function roleKey(object: KubernetesObject, role: string): Located | null {
  const spec = at(object, 'spec');
  if (spec?.node.kind !== 'mapping') return null;
  const entry = spec.node.entries.findLast(({ key }) => key === role);
  return entry ? { file: spec.file, node: { ...entry.value, span: entry.keySpan } } : null;
}

type Pods = NonNullable<PodGroupInput['worker']>;

/** The pod specs under a key of all layers; their `main` containers become one, the service's above the bases'. */
function podsUnder(layers: readonly Located[], key: string): Pods {
  const specs = layers.flatMap((layer) => at(layer, key) ?? []);
  const [podSpec = null, ...lowerPodSpecs] = specs;
  const lists = specs.map((spec) => containersOf(spec));
  const mains = lists.flatMap((list) => mainOf(list)?.layers ?? []);
  const others = lists.flatMap((list) => list.filter((container) => container !== mainOf(list)));
  return {
    podSpec,
    lowerPodSpecs,
    containers: mains.length === 0 ? [] : [containerOf(mains), ...others],
  };
}

function mainOf(containers: readonly Container[]): Container | undefined {
  return containers.find(({ name }) => name === 'main') ?? containers[0];
}

function parallelismOf(layers: readonly Located[], holder: Located): SettingFields {
  return {
    holder: layers.find((layer) => at(layer, 'parallelism') !== null) ?? holder,
    paths: {
      tensorParallel: ['parallelism', 'tensor'],
      pipelineParallel: ['parallelism', 'pipeline'],
      dataParallel: ['parallelism', 'data'],
      expertParallel: ['parallelism', 'expert'],
    },
  };
}

/** Pods of one replica: data parallel ranks over those of a node, or one for each pipeline stage. */
function podsOf(layers: readonly Located[]): Sourced<number> {
  const size = (key: string): Sourced<number> | null => {
    const layer = layers.find((each) => at(each, 'parallelism', key) !== null);
    return layer ? countAt(layer, ['parallelism', key]) : null;
  };
  const data = size('data');
  const local = size('dataLocal');
  if (data && local && local.value > 0) {
    return { ...data, value: Math.max(1, Math.ceil(data.value / local.value)) };
  }
  return (
    size('pipeline') ??
    defaulted(2, 'pods per replica', 'A leader and one worker unless told otherwise')
  );
}

function replicasOf(layers: readonly Located[], holder: Located): ReadReplicas {
  const scaled = layers.find((layer) => at(layer, 'scaling') !== null);
  if (scaled) {
    return rangeOfReplicas({
      holder: scaled,
      minPath: ['scaling', 'minReplicas'],
      maxPath: ['scaling', 'maxReplicas'],
      minFallback: defaulted(1, 'minReplicas', 'KServe keeps one replica unless told otherwise'),
      maxFallback: null,
      autoscaler: { kind: 'kserve', metric: null, target: null },
    });
  }
  const fixed = layers.find((layer) => at(layer, 'replicas') !== null) ?? holder;
  return fixedReplicas(fixed, ['replicas'], 1, 'KServe runs one replica unless told otherwise');
}

function firstOf(layers: readonly Located[], ...path: string[]): Located | null {
  return layers.map((layer) => at(layer, ...path)).find((found) => found !== null) ?? null;
}

function scalarIn(layers: readonly Located[], ...path: string[]): ReturnType<typeof scalarAt> {
  return layers.map((layer) => scalarAt(layer, ...path)).find((found) => found !== null) ?? null;
}
