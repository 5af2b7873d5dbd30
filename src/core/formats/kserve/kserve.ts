import type { ParsedFile } from '../../model/document.ts';
import type { Format, FormatReading, ReadContext, SkippedObject } from '../format.ts';
import { withProposals, type Reread } from '../edits/propose.ts';
import { isOwned } from '../kubernetes/joins.ts';
import { groupOf, type KubernetesObject } from '../kubernetes/objects.ts';
import { deployedObjects } from '../kustomize/deployed.ts';
import { at, isMapping, itemsAt, mappingAt, textAt } from '../located.ts';
import { readLlmService } from './llmInferenceService.ts';
import { canaryShare, readPart, type Part } from './readInferenceService.ts';
import { deploymentModeOf } from './replicas.ts';

/** KServe: InferenceService with the (Cluster)ServingRuntime it uses. */
export const kserve: Format = {
  id: 'kserve',
  title: 'KServe',
  documentation: {
    title: 'KServe',
    files:
      '`kind: InferenceService` of `serving.kserve.io` (or the older `serving.kubeflow.org`), `kind: LLMInferenceService`',
    reads:
      'predictor, canaries, transformer and explainer with replicas, autoscaling annotations, `workerSpec`, node selectors and volumes, joined with the ServingRuntime or ClusterServingRuntime they use; of an LLMInferenceService decode and prefill with workers and parallelism, joined with the configs in `baseRefs`',
    edits:
      'engine flags and variables (`VLLM_ADDITIONAL_ARGS` too), `storageUri`, `model.uri` or the model flag, `parallelism`, accelerator count and name, replicas, spot selectors; a runtime or config that others may use is left alone',
  },
  mayRead: ({ text }) =>
    text.includes('serving.kserve.io/') || text.includes('serving.kubeflow.org/'),
  read,
};

function read(file: ParsedFile, context: ReadContext): FormatReading {
  const readings = readObjects(file, context);
  return {
    deployments: readings.flatMap((reading) =>
      'deployment' in reading ? [withProposals(reading, file, context, reread)] : [],
    ),
    skipped: readings.flatMap((reading) => ('reason' in reading ? [reading] : [])),
  };
}

const reread: Reread = (file, context) =>
  readObjects(file, context).flatMap((reading) => ('deployment' in reading ? [reading] : []));

function readObjects(file: ParsedFile, context: ReadContext): readonly Reading[] {
  return deployedObjects(file, context)
    .filter(({ object }) => isKServe(object) && !isOwned(object, context.files))
    .flatMap(({ object, context: own }) => readObject(object, own));
}

function isKServe(object: KubernetesObject): boolean {
  const group = groupOf(object);
  return group === 'serving.kserve.io' || group === 'serving.kubeflow.org';
}

type Reading = ReturnType<typeof readPart>;

function readObject(object: KubernetesObject, context: ReadContext): readonly Reading[] {
  const span = object.nameNode?.node.span ?? object.node.span;
  switch (object.kind) {
    case 'InferenceService':
      return readService(object, context);
    case 'ServingRuntime':
    case 'ClusterServingRuntime':
      return [{ reason: runtimeReason(object), span }];
    case 'LLMInferenceService':
      return readLlmService(object, context);
    case 'LLMInferenceServiceConfig':
      return [{ reason: 'A base: it is priced where an LLMInferenceService refers to it.', span }];
    default:
      return [];
  }
}

function runtimeReason(runtime: KubernetesObject): string {
  return textAt(runtime, 'spec', 'multiModel') === 'true'
    ? 'A ModelMesh runtime: how many pods of it run is decided by the ModelMesh controller.'
    : 'A template: it is priced where an InferenceService uses it.';
}

function readService(service: KubernetesObject, context: ReadContext): readonly Reading[] {
  const span = service.nameNode?.node.span ?? service.node.span;
  const skip = (reason: string): SkippedObject[] => [{ reason, span }];
  const predictor = at(service, 'spec', 'predictor');
  if (!predictor || !isMapping(predictor)) {
    return at(service, 'spec', 'default') !== null
      ? skip('The v1alpha2 form of an InferenceService is not supported.')
      : skip('It has no predictor.');
  }
  if (deploymentModeOf(service) === 'modelmesh') {
    return skip('ModelMesh: the pods belong to the ServingRuntime, not to this object.');
  }
  const parts: Part[] = [
    { name: null, node: predictor, trafficShare: canaryShare(predictor, 'canaryTrafficPercent') },
    ...canaries(service),
  ];
  for (const name of ['transformer', 'explainer']) {
    const node = mappingAt(service, 'spec', name);
    if (node) parts.push({ name, node, trafficShare: null });
  }
  return parts.map((part) => readPart(service, part, context));
}

/** Further predictors beside the main one, each with its share of the traffic. */
function canaries(service: KubernetesObject): Part[] {
  return itemsAt(service, 'spec', 'canary').flatMap((item, index): Part[] => {
    const node = mappingAt(item, 'predictor');
    if (!node) return [];
    const name = textAt(node, 'name') ?? String(index + 1);
    return [{ name: `canary-${name}`, node, trafficShare: canaryShare(item, 'trafficPercent') }];
  });
}
