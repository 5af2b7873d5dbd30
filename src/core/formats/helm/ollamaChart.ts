import { ollama } from '../engines/ollama.ts';
import type { ReadContext } from '../format.ts';
import type { AskedElsewhere } from '../hardware/request.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import {
  at,
  defaulted,
  isHole,
  isMapping,
  itemsAt,
  scalarAt,
  sourced,
  textAt,
  type Located,
} from '../located.ts';
import { knativeScale } from '../kubernetes/knative.ts';
import type { ReadReplicas } from '../kubernetes/replicas.ts';
import { rangeOfReplicas } from '../parts/replicas.ts';
import { hintFrom } from '../parts/hints.ts';
import { modelNamed } from '../parts/modelUri.ts';
import type { Reading } from '../parts/objectFormat.ts';
import { readPart, type NamedModel } from '../parts/part.ts';
import { containerOf } from '../pods/container.ts';
import { parseQuantity } from '../quantity.ts';
import { scaledByValues } from './scaling.ts';
import { keyPlace } from './chartValues.ts';
import { claimSize } from './claims.ts';

/** The chart's values and the part of them about Ollama itself. */
interface OllamaValues {
  readonly chart: Located;
  readonly settings: Located;
}

/**
 * Values of the Ollama chart (otwld/ollama-helm), or of a chart that brings it along under `ollama` (open-webui); null
 * for others.
 */
export function ollamaValues(root: Located): OllamaValues | null {
  const ollamaPart = at(root, 'ollama');
  if (!ollamaPart || !isMapping(ollamaPart)) return null;
  const inner = at(ollamaPart, 'ollama');
  if (inner && isMapping(inner) && isAbout(inner)) return { chart: ollamaPart, settings: inner };
  if (!isAbout(ollamaPart)) return null;
  const isSubchart = ['resources', 'service', 'image', 'replicaCount', 'persistentVolume'].some(
    (key) => at(ollamaPart, key) !== null,
  );
  return { chart: isSubchart ? ollamaPart : root, settings: ollamaPart };
}

function isAbout(settings: Located): boolean {
  return at(settings, 'gpu')?.node.kind === 'mapping' || at(settings, 'models') !== null;
}

/** Reads the server of an Ollama chart. */
export function readOllama(
  object: KubernetesObject,
  { chart, settings }: OllamaValues,
  context: ReadContext,
): Reading | null {
  if (!isMapping(chart) || textAt(chart, 'enabled') === 'false') return null;
  const place = at(settings, 'models') ?? settings;
  return readPart(
    {
      format: 'helm',
      object,
      name: 'ollama',
      namePlace: keyPlace(object, 'ollama'),
      podSpec: chart,
      lowerPodSpecs: [],
      containers: [containerOf([chart], { env: ['extraEnv'] })],
      hint: hintFrom(ollama, place),
      askedElsewhere: gpuRequest(settings),
      replicas: knativeReplicas(chart) ?? scaledByValues([chart]),
      model: () => firstModel(settings),
      volumes: claimSize(chart, ['persistentVolume', 'size'], 'models', true),
    },
    context,
  );
}

/** As a Knative service it has no replicas of its own: it scales with the requests. */
function knativeReplicas(chart: Located): ReadReplicas | null {
  const knative = at(chart, 'knative');
  if (!knative || textAt(knative, 'enabled') !== 'true') return null;
  const annotations = at(knative, 'annotations') ?? knative;
  const scale = knativeScale(annotations);
  return rangeOfReplicas({
    holder: knative,
    minPath: ['annotations', scale.minKey],
    maxPath: ['annotations', scale.maxKey],
    minFallback: defaulted(0, 'min-scale', 'Knative scales to zero unless told otherwise'),
    maxFallback: null,
    autoscaler: { kind: 'knative', metric: 'concurrency', target: scale.target },
    quoted: true,
  });
}

/** `gpu.number` of `gpu.nvidiaResource`; the chart asks for MIG slices by their names instead. */
function gpuRequest(settings: Located): AskedElsewhere[] {
  const gpu = at(settings, 'gpu');
  if (textAt(gpu, 'enabled') !== 'true') return [];
  const slices = at(gpu, 'mig', 'devices');
  if (textAt(gpu, 'mig', 'enabled') === 'true' && slices?.node.kind === 'mapping') {
    return slices.node.entries.flatMap(({ key }) => {
      const scalar = scalarAt(slices, key);
      const count = scalar && !isHole(scalar) ? parseQuantity(scalar.node.text) : null;
      return scalar && count !== null
        ? [{ resource: `nvidia.com/mig-${key}`, scalars: [scalar], count: sourced(scalar, count) }]
        : [];
    });
  }
  const type = textAt(gpu, 'type') ?? 'nvidia';
  const resource =
    type === 'amd' ? 'amd.com/gpu' : (textAt(gpu, 'nvidiaResource') ?? 'nvidia.com/gpu');
  const number = scalarAt(gpu, 'number');
  const count = number && !isHole(number) ? parseQuantity(number.node.text) : null;
  const enabled = scalarAt(gpu, 'enabled');
  if (number) {
    return [{ resource, scalars: [number], count: count === null ? null : sourced(number, count) }];
  }
  return enabled ? [{ resource, scalars: [], count: sourced(enabled, 1) }] : [];
}

/** The first model that is pulled, run or created; the others are loaded when they are asked for. */
function firstModel(settings: Located): NamedModel | null {
  const lists = ['run', 'pull', 'create'].map((key) => itemsAt(settings, 'models', key));
  const [first] = [...lists.flat(), ...itemsAt(settings, 'models')];
  if (!first) return null;
  const scalar = scalarAt(first) ?? scalarAt(first, 'name');
  return modelNamed(scalar);
}
