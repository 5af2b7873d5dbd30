import type { EngineId } from '../../model/deployment.ts';
import { appendDocument, removeEntry } from '../../syntax/yamlEdit.ts';
import { at, scalarAt } from '../located.ts';
import { setReplicas } from './replicas.ts';
import type { AutoscaleChange } from './autoscale.ts';
import {
  belongsTo,
  inFile,
  refuse,
  together,
  treeOf,
  type EditTarget,
  type Step,
} from './target.ts';

/** Gauges of the requests that a server works on, as its own metrics endpoint names them. */
const requestsRunning: Partial<Record<EngineId, string>> = {
  vllm: 'vllm:num_requests_running',
  'kserve-huggingface': 'vllm:num_requests_running',
  sglang: 'sglang:num_running_reqs',
  tgi: 'tgi_batch_current_size',
};

/** Where the Prometheus operator's own service listens; the person who applies the edit has the right one. */
const prometheusAddress = 'http://prometheus-operated.monitoring.svc:9090';

/** Kinds that have a scale subresource, which autoscalers write to. */
const scalable = /^(Deployment|StatefulSet|ReplicaSet|LeaderWorkerSet|Rollout)$/;

/**
 * Appends an autoscaler for a workload that has none: KEDA's, by the requests in flight that the engine counts, or on CPU
 * a HorizontalPodAutoscaler. The fixed number goes, since every new rollout of it would undo what the autoscaler did.
 */
export function addAutoscaler(target: EditTarget, change: AutoscaleChange): Step {
  const { object, deployment } = target;
  if (change.min === change.max) return setReplicas(target, change.min, change.max);
  if (deployment.format !== 'kubernetes' || !scalable.test(object.kind) || object.name === null) {
    return refuse('This file has no place for an autoscaler.');
  }
  if (!/\.ya?ml$/i.test(object.file.source.uri) || isMadeLater(target)) {
    return refuse('An autoscaler cannot be appended to this file.');
  }
  const scaler = deployment.accelerator === null ? cpuScaler(target, change) : keda(target, change);
  if ('refused' in scaler) return scaler;
  const { text } = object.file.source;
  return together([
    inFile(object, appendDocument(text, object.document.root, scaler.document)),
    withoutFixedNumber(target),
  ]);
}

/**
 * A name that an overlay makes is not known to what is appended to its base, and a template decides later what of a file is
 * there at all.
 */
function isMadeLater({ object }: EditTarget): boolean {
  const { nameNode, file, name } = object;
  const written =
    nameNode && file.source.text.slice(nameNode.node.span.start, nameNode.node.span.end);
  return (
    written?.replaceAll(/["']/g, '') !== name ||
    object.document.problems.some(({ code }) => code === 'templated')
  );
}

type Written =
  { readonly document: Parameters<typeof appendDocument>[2] } | { readonly refused: string };

function keda({ object, deployment }: EditTarget, { min, max, target }: AutoscaleChange): Written {
  const gauge = requestsRunning[deployment.engine?.value ?? 'other'];
  if (min < 1) {
    return {
      refused:
        'Nothing in front of it keeps a request that would wake it: that takes a queue, Knative or the HTTP add-on of KEDA.',
    };
  }
  if (gauge === undefined || target === null) {
    return { refused: 'Which of its metrics counts the requests in flight is not known.' };
  }
  const document = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: metadataOf(object),
    spec: {
      scaleTargetRef: referenceTo(object),
      minReplicaCount: min,
      maxReplicaCount: max,
      triggers: [
        {
          type: 'prometheus',
          metadata: {
            serverAddress: prometheusAddress,
            query: `sum(${gauge}{pod=~"${object.name ?? ''}-.*"})`,
            threshold: String(target),
          },
        },
      ],
    },
  };
  return { document };
}

function cpuScaler(
  { object, deployment }: EditTarget,
  { min, max, load }: AutoscaleChange,
): Written {
  if (min < 1) return { refused: 'A HorizontalPodAutoscaler does not scale to zero.' };
  if (!load || deployment.cpuCores === null) {
    return { refused: 'Without a CPU request its CPU utilization means nothing.' };
  }
  const document = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadataOf(object),
    spec: {
      scaleTargetRef: referenceTo(object),
      minReplicas: min,
      maxReplicas: max,
      metrics: [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: { type: 'Utilization', averageUtilization: Math.round(100 * load.busyShare) },
          },
        },
      ],
    },
  };
  return { document };
}

function metadataOf({ name, namespace }: EditTarget['object']): Record<string, string> {
  return { name: name ?? '', ...(namespace === null ? {} : { namespace }) };
}

function referenceTo({ apiVersion, kind, name }: EditTarget['object']): Record<string, string> {
  return { apiVersion, kind, name: name ?? '' };
}

/** Nothing where no number is written, or where a comment speaks about it. */
function withoutFixedNumber({ object, replicas: { place } }: EditTarget): Step {
  const written = place && scalarAt(place.holder, ...place.minPath);
  const parent = place && at(place.holder, ...place.minPath.slice(0, -1));
  const key = place?.minPath.at(-1);
  if (!written || !parent || key === undefined || !belongsTo(object, written)) return { edits: [] };
  if (written.file.source.uri !== object.file.source.uri) return { edits: [] };
  const { text } = written.file.source;
  const rest = /^[^\r\n]*/.exec(text.slice(written.node.span.end))?.[0] ?? '';
  return rest.includes('#')
    ? { edits: [] }
    : inFile(parent, removeEntry(treeOf(parent), parent.node, key));
}
