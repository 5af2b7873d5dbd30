import type { ReadContext } from './format.ts';
import type { Sourced } from '../model/sourced.ts';
import type { Volume } from '../model/deployment.ts';
import { nim } from './engines/vendors.ts';
import { readMetric } from './kubernetes/autoscalers.ts';
import type { KubernetesObject } from './kubernetes/objects.ts';
import type { ReadReplicas } from './kubernetes/replicas.ts';
import { readReplicas } from './kubernetes/replicas.ts';
import type { WorkloadKind } from './kubernetes/workloads.ts';
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
} from './located.ts';
import { asksForAccelerators, type AskedElsewhere } from './hardware/request.ts';
import { knativeScale } from './kubernetes/knative.ts';
import { unknownAccelerator } from './parts/instance.ts';
import { containerOf } from './pods/container.ts';
import type { PodReading } from './pods/podReading.ts';
import { countAt, parseGiB } from './quantity.ts';
import { cacheOf, profileOf } from './nimCache.ts';
import { hintFrom } from './parts/hints.ts';
import { objectFormat, skip, type Reading } from './parts/objectFormat.ts';
import { readPart, type NamedModel } from './parts/part.ts';
import { rangeOfReplicas } from './parts/replicas.ts';

/**
 * NVIDIA's NIM operator. Fields from `api/apps/v1alpha1/nimservice_types.go` of NVIDIA/k8s-nim-operator: the spec of a
 * service is its container and its pod at once, and the image is the model.
 */
export const nimOperator = objectFormat({
  id: 'nim',
  title: 'NVIDIA NIM Operator',
  documentation: {
    title: 'NVIDIA NIM Operator',
    files: '`kind: NIMService` and `kind: NIMPipeline` of `apps.nvidia.com`',
    reads:
      'image (which is the model), variables, resources, replicas or `scale.hpa`, `multiNode` parallelism, node selectors, volumes; joined with the NIMCache for model, volume and profile (precision, tensor parallelism)',
    edits:
      '`NIM_…` variables, `resources`, `replicas` or `scale.hpa`, node selector and tolerations; another model is another image or cache, which is left to a person',
  },
  groups: ['apps.nvidia.com'],
  read,
});

function read(object: KubernetesObject, context: ReadContext): readonly Reading[] | null {
  if (object.kind === 'NIMService') {
    return present(readService(object, null, at(object, 'spec'), context));
  }
  if (object.kind !== 'NIMPipeline') return null;
  return itemsAt(object, 'spec', 'services').flatMap((service) => {
    if (textAt(service, 'enabled') === 'false') return [];
    const name = textAt(service, 'name');
    return present(readService(object, name, at(service, 'spec'), context));
  });
}

function present<T>(value: T | null): readonly T[] {
  return value === null ? [] : [value];
}

const KIND: WorkloadKind = {
  kind: 'NIMService',
  group: /^apps\.nvidia\.com$/,
  podSpecPath: ['spec'],
  templatePath: [],
  replicasPath: ['spec', 'replicas'],
};

function readService(
  object: KubernetesObject,
  name: string | null,
  spec: Located | null,
  context: ReadContext,
): Reading | null {
  if (!spec || !isMapping(spec)) return skip(object, 'It has no spec.');
  const cache = cacheOf(object, spec, context);
  const { catalog } = context;
  const container = containerOf([spec]);
  const claimed = deviceClaims(spec);
  const profile = profileOf(cache);
  const byProfile: AskedElsewhere = profile.tensorParallel
    ? { resource: 'nvidia.com/gpu', scalars: [], count: profile.tensorParallel }
    : unknownAccelerator('How many the chosen profile takes is not in the files');
  return readPart(
    {
      format: 'nim',
      object,
      name,
      namePlace: name === null ? null : scalarAt(spec, 'image', 'repository'),
      podSpec: spec,
      lowerPodSpecs: [],
      containers: [container],
      hint: hintFrom(nim, scalarAt(spec, 'image', 'repository') ?? spec),
      askedElsewhere: claimed.length > 0 || asksForAccelerators(container) ? claimed : [byProfile],
      replicas: (notes) =>
        scaledReplicas(spec) ??
        readReplicas(
          { ...object, ...holderOf(object, name, spec) },
          kindOf(name),
          context.files,
          notes,
        ),
      group: groupOf(spec),
      model: (pod) => modelOf(pod, cache, catalog),
      volumes: volumesOf(spec, cache),
      uris: cache ? [cache.file.source.uri] : [],
      amend: (deployment, notes) => {
        const isOpen = claimed.length === 0 && !asksForAccelerators(container);
        if (isOpen && !profile.tensorParallel) {
          const message =
            'It asks for no GPU: the operator takes as many as the chosen profile needs; one is counted.';
          notes.add('unresolved-reference', message, spec, deployment.nameSpan);
        }
        return {
          ...deployment,
          settings: { ...profile, ...deployment.settings },
          notes: notes.list,
        };
      },
    },
    context,
  );
}

/** Services of a pipeline hold their number below their own spec. */
function holderOf(
  object: KubernetesObject,
  name: string | null,
  spec: Located,
): Pick<KubernetesObject, 'node'> {
  return name === null || !isMapping(spec) ? { node: object.node } : { node: spec.node };
}

function kindOf(name: string | null): WorkloadKind {
  return name === null ? KIND : { ...KIND, replicasPath: ['replicas'] };
}

/** Devices that the operator claims for every pod; a claim of the user's own counts as one. */
function deviceClaims(spec: Located): AskedElsewhere[] {
  const claims = itemsAt(spec, 'draResources');
  const [first] = claims;
  if (!first) return [];
  const counts = claims.flatMap((claim) =>
    itemsAt(claim, 'claimCreationSpec', 'devices').map(
      (device) => countAt(device, ['count'])?.value ?? 1,
    ),
  );
  const value = counts.length > 0 ? counts.reduce((sum, each) => sum + each, 0) : claims.length;
  return [{ resource: 'nvidia.com/gpu', scalars: [], count: sourced(first, value) }];
}

function scaledReplicas(spec: Located): ReadReplicas | null {
  const knative = knativeScale(at(spec, 'annotations'));
  if (textAt(spec, 'inferencePlatform') === 'kserve' && (knative.min ?? knative.max)) {
    return rangeOfReplicas({
      holder: spec,
      minPath: ['annotations', knative.minKey],
      maxPath: ['annotations', knative.maxKey],
      minFallback: defaulted(0, 'min-scale', 'Knative scales to zero unless told otherwise'),
      maxFallback: null,
      autoscaler: { kind: 'knative', metric: knative.metric, target: knative.target },
      quoted: true,
    });
  }
  if (textAt(spec, 'scale', 'enabled') !== 'true') return null;
  const [metric] = itemsAt(spec, 'scale', 'hpa', 'metrics');
  return rangeOfReplicas({
    holder: spec,
    minPath: ['scale', 'hpa', 'minReplicas'],
    maxPath: ['scale', 'hpa', 'maxReplicas'],
    minFallback: defaulted(
      1,
      'minReplicas',
      'A HorizontalPodAutoscaler keeps at least one replica',
    ),
    maxFallback: null,
    autoscaler: {
      kind: 'hpa',
      ...(metric ? readMetric(metric) : { metric: null, target: null }),
    },
  });
}

/** A service over several nodes has one pod for each pipeline stage (`size` in older versions). */
function groupOf(spec: Located): { size: Sourced<number>; worker: null } | null {
  const multiNode = at(spec, 'multiNode');
  if (!multiNode) return null;
  const size = countAt(multiNode, ['parallelism', 'pipeline']) ?? countAt(multiNode, ['size']);
  return size && size.value > 1 ? { size, worker: null } : null;
}

/** Images for any model (`llm-nim`) take it from a variable or from the cache's source. */
function modelOf(
  pod: PodReading,
  cache: KubernetesObject | null,
  catalog: ReadContext['catalog'],
): NamedModel | null {
  const image = pod.serving?.container.image;
  const isGeneric = image ? /\/(llm-nim|vllm-nim)\b/.test(image.node.text) : false;
  const { model } = pod.values;
  if (model.location || pod.modelPlace || (model.id && !isGeneric)) return null;
  const puller = scalarAt(cache, 'spec', 'source', 'ngc', 'modelPuller');
  const pulled = /\/nim\/([^/]+\/[^/:@]+)/.exec(puller?.node.text ?? '')?.[1];
  if (puller && pulled !== undefined && !pulled.endsWith('/llm-nim')) {
    return { model: { id: sourced(puller, pulled), location: null }, place: null };
  }
  const name = scalarAt(cache, 'spec', 'source', 'hf', 'modelName');
  const owner = textAt(cache, 'spec', 'source', 'hf', 'namespace');
  if (name && !isHole(name)) {
    const text = name.node.text.includes('/') ? name.node.text : `${owner ?? ''}/${name.node.text}`;
    return { model: { id: sourced(name, text.replace(/^\//, '')), location: null }, place: null };
  }
  return model.id && catalog.model(model.id.value) === null
    ? { model: { id: null, location: null }, place: null }
    : null;
}

function volumesOf(spec: Located, cache: KubernetesObject | null): Volume[] {
  const own = at(spec, 'storage', 'pvc');
  const cached = at(cache, 'spec', 'storage', 'pvc');
  return [
    ...volume(textAt(own, 'name') ?? 'model-store', own),
    ...volume(cache?.name ?? 'cache', cached),
  ];
}

function volume(name: string, claim: Located | null): Volume[] {
  const size = scalarAt(claim, 'size');
  const sizeGiB = size && !isHole(size) ? parseGiB(size.node.text) : null;
  if (!size || sizeGiB === null) return [];
  const storageClass = textAt(claim, 'storageClass');
  return [
    {
      name,
      sizeGiB: sourced(size, sizeGiB),
      storageClass: storageClass === '' ? null : storageClass,
      shared: true,
    },
  ];
}
