import type { AutoscaleChange } from '../edits/autoscale.ts';
import { refuse, type Step } from '../edits/target.ts';
import { setValues } from '../edits/values.ts';
import { at, type Located } from '../located.ts';
import type { PlatformTarget } from '../platforms/steps.ts';
import { findEntry } from '../../syntax/access.ts';

/** Where edits of the replicas of a service go: its policy, or the one number. */
export function replicaPlaces(
  root: Located,
): Pick<PlatformTarget, 'minReplicas' | 'maxReplicas' | 'scaleTarget' | 'autoscaler'> {
  const policy = at(root, 'service', 'replica_policy');
  if (policy) {
    const hasMax = at(policy, 'max_replicas') !== null;
    return {
      minReplicas: { holder: policy, path: ['min_replicas'] },
      maxReplicas: hasMax ? { holder: policy, path: ['max_replicas'] } : null,
      scaleTarget: { holder: policy, path: ['target_qps_per_replica'] },
    };
  }
  const service = at(root, 'service');
  return {
    minReplicas: service && { holder: service, path: ['replicas'] },
    autoscaler: service && ((change) => scaled(service, change)),
  };
}

/** SkyServe takes a number or a policy, not both; its target is in requests per second. */
function scaled(service: Located, { min, max, load }: AutoscaleChange): Step {
  if (!load) return refuse('What a replica can take in requests per second is not known.');
  const policy = {
    min_replicas: min,
    max_replicas: max,
    target_qps_per_replica: load.requestsPerSecond,
  };
  const number = findEntry(service.node, 'replicas');
  if (!number) {
    return setValues(
      service,
      Object.entries(policy).map(([key, value]) => [['replica_policy', key], value]),
    );
  }
  const { text, uri } = service.file.source;
  const { span } = number;
  const column = span.start - (text.lastIndexOf('\n', span.start - 1) + 1);
  const isBlock = service.node.kind === 'mapping' && !service.node.flow;
  if (!isBlock || service.node.aliasSpan) return refuse('Its number of replicas is not on a line.');
  const lines = Object.entries(policy).map(
    ([key, value]) => `${' '.repeat(column + 2)}${key}: ${value}`,
  );
  const newText = ['replica_policy:', ...lines].join('\n');
  return { edits: [{ uri, edits: [{ span, newText }] }] };
}
