import type { AutoscaleChange } from '../edits/autoscale.ts';
import { inFile, refuse, together, treeOf, type Step } from '../edits/target.ts';
import { setValues } from '../edits/values.ts';
import { at, type Located } from '../located.ts';
import type { PlatformTarget } from '../platforms/steps.ts';
import { removeEntry } from '../../syntax/yamlEdit.ts';

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
  const policy = setValues(service, [
    [['replica_policy', 'min_replicas'], min],
    [['replica_policy', 'max_replicas'], max],
    [['replica_policy', 'target_qps_per_replica'], load.requestsPerSecond],
  ]);
  return at(service, 'replicas')
    ? together([inFile(service, removeEntry(treeOf(service), service.node, 'replicas')), policy])
    : policy;
}
