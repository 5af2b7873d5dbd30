import type { ComponentName } from '../../assumptions/componentDefaults.ts';
import type { Supply } from '../../model/deployment.ts';
import { pricedCloud } from './ancillary.ts';
import type { ComponentContext } from './context.ts';

/**
 * True when a component belongs in the estimate: `.servingcost.yaml` says `enabled: true`, or it counts (by default, or
 * because its block stands there) and a deployment that is bought this way can pay for it.
 */
export function counts(name: ComponentName, context: ComponentContext): boolean {
  const { enabled, asked } = context.assumptions.components[name];
  return enabled && (asked || isPaid(name, context));
}

function isPaid(name: ComponentName, context: ComponentContext): boolean {
  const { deployment, purchase } = context;
  const { supply, inCluster = true, loadBalanced = false } = deployment;
  // What stands in one’s own room has its disks, network and control plane in its price.
  if (purchase === 'owned') return false;
  const hasCluster = supply.kind === 'replicas' && inCluster;
  switch (name) {
    case 'egress':
    case 'logs':
      return onCloud(supply);
    case 'loadBalancer':
      return (
        hasCluster || loadBalanced || (supply.kind === 'managed' && supply.platform === 'azure-ml')
      );
    case 'controlPlane':
      return hasCluster;
    case 'volumes':
      return supply.kind === 'replicas' || supply.kind === 'managed';
    case 'nodeDisk':
      return (
        (supply.kind === 'replicas' || supply.kind === 'nodes') && pricedCloud(context) !== null
      );
    case 'engineering':
      return true;
    default:
      return supply.kind !== 'api' && supply.kind !== 'units' && supply.kind !== 'nodes';
  }
}

/** Platforms that bill traffic and logs apart from the machine. */
const cloudPlatforms = new Set(['aws-sagemaker', 'gcp-vertex', 'gcp-cloud-run', 'azure-ml']);

function onCloud(supply: Supply): boolean {
  return (
    supply.kind === 'replicas' ||
    ((supply.kind === 'managed' || supply.kind === 'serverless') &&
      cloudPlatforms.has(supply.platform))
  );
}
