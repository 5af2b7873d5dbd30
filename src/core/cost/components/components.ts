import type { CostComponent } from '../../model/estimate.ts';
import { coldStartComponents } from './compute/coldStarts.ts';
import { hostedComponents } from './compute/hosted.ts';
import { redundancyComponents } from './compute/redundancy.ts';
import { replicaHourComponent } from './compute/replicaHours.ts';
import { rolloutComponents } from './compute/rollout.ts';
import { serverlessComponents } from './compute/serverless.ts';
import { unitComponents } from './compute/units.ts';
import { warmPoolComponents } from './compute/warmPool.ts';
import type { ComponentContext } from './context.ts';
import { controlPlaneComponents } from './management/controlPlane.ts';
import { engineeringComponents } from './management/engineering.ts';
import { logComponents } from './management/logs.ts';
import { monitoringComponents } from './management/monitoring.ts';
import { apiGatewayComponents } from './network/apiGateway.ts';
import { cdnComponents } from './network/cdn.ts';
import { crossZoneComponents } from './network/crossZone.ts';
import { egressComponents } from './network/egress.ts';
import { interRegionComponents } from './network/interRegion.ts';
import { loadBalancerComponents } from './network/loadBalancer.ts';
import { natComponents } from './network/nat.ts';
import { cacheServerComponents } from './storage/cacheServer.ts';
import { modelFileComponents } from './storage/modelFiles.ts';
import { modelStoreComponents } from './storage/modelStore.ts';
import { nodeDiskComponents } from './storage/nodeDisk.ts';
import { registryComponents } from './storage/registry.ts';
import { responseCacheComponents } from './storage/responseCache.ts';
import { volumeComponents } from './storage/volumes.ts';

const besideCompute: readonly ((context: ComponentContext) => readonly CostComponent[])[] = [
  volumeComponents,
  nodeDiskComponents,
  modelStoreComponents,
  modelFileComponents,
  registryComponents,
  cacheServerComponents,
  responseCacheComponents,
  egressComponents,
  loadBalancerComponents,
  crossZoneComponents,
  apiGatewayComponents,
  natComponents,
  cdnComponents,
  interRegionComponents,
  controlPlaneComponents,
  logComponents,
  monitoringComponents,
  engineeringComponents,
];

/** What lies between callers and the workers that answer them. */
const towardsCallers: ReadonlySet<(context: ComponentContext) => readonly CostComponent[]> =
  new Set([
    egressComponents,
    loadBalancerComponents,
    crossZoneComponents,
    apiGatewayComponents,
    cdnComponents,
    interRegionComponents,
  ]);

/** The lines of the bill, compute first. A prefill worker answers nobody: its decode workers do, and pay for that once. */
export function allComponents(context: ComponentContext): readonly CostComponent[] {
  const answers = context.deployment.phase !== 'prefill';
  return [
    ...paidTo(computeProvider(context), computeComponents(context)),
    ...paidTo(
      context.site.provider.value,
      besideCompute
        .filter((each) => answers || !towardsCallers.has(each))
        .flatMap((components) => components(context)),
    ),
  ];
}

/** Components that do not say who is paid are paid to `provider`. */
function paidTo(provider: string, components: readonly CostComponent[]): readonly CostComponent[] {
  return components.map((component) => ({ provider, ...component }));
}

/** Who sells the capacity: the platform where it has prices of its own, else the provider of the place. */
function computeProvider({ deployment: { supply }, site, purchase }: ComponentContext): string {
  if (purchase === 'owned') return 'own';
  const sold = supply.kind === 'managed' || supply.kind === 'serverless' || supply.kind === 'units';
  return sold && supply.platform !== 'other' ? supply.platform : site.provider.value;
}

/** What is paid for the capacity, by the way it is sold. */
function computeComponents(context: ComponentContext): readonly CostComponent[] {
  const { supply } = context.deployment;
  switch (supply.kind) {
    case 'api':
      return hostedComponents(supply, context);
    case 'units':
      return unitComponents(supply, context);
    case 'serverless':
      return serverlessComponents(supply, context);
    case 'nodes':
      return [replicaHourComponent(context)];
    case 'managed':
    case 'replicas': {
      const compute = replicaHourComponent(context);
      return [
        compute,
        ...warmPoolComponents(context),
        ...coldStartComponents(context),
        ...rolloutComponents(context),
        ...redundancyComponents(context, compute),
      ];
    }
  }
}
