import type { CostComponent } from '../../../model/estimate.ts';
import { ancillaryPrice, pricedCloud, type PricedCloud } from '../ancillary.ts';
import type { ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { hourlyLine } from '../hourly.ts';

const controlPlanes: Readonly<Record<PricedCloud, string>> = {
  aws: 'eks_control_plane',
  gcp: 'gke_cluster_fee',
  azure: 'aks_standard_tier',
};

/** The cluster’s control plane by share; it is paid whether the deployment runs or not. */
export function controlPlaneComponents(context: ComponentContext): readonly CostComponent[] {
  if (!counts('controlPlane', context)) return [];
  const cloud = pricedCloud(context);
  const price = cloud === null ? null : ancillaryPrice(context, controlPlanes[cloud]);
  const { share } = context.assumptions.components.controlPlane;
  return [
    hourlyLine(
      {
        name: 'Control plane',
        category: 'management',
        unit: 'cluster-hours',
        share,
        of: 'a control plane',
        price: price,
        unknown: 'no control plane price is known',
      },
      context,
    ),
  ];
}
