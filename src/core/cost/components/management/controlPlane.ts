import type { CostComponent } from '../../../model/estimate.ts';
import { ancillaryPrice, priceInput, pricedCloud, type PricedCloud } from '../ancillary.ts';
import { sourcedInput, type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { line } from '../line.ts';

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
  const hours = context.assumptions.calendarHours;
  const { share } = context.assumptions.components.controlPlane;
  return [
    line({
      name: 'Control plane',
      category: 'management',
      quantity: hours.value * share.value,
      unit: 'cluster-hours',
      unitPrice: price?.usd ?? null,
      formula: 'hours × share × price per hour',
      unknown: 'no control plane price is known',
      inputs: [
        sourcedInput('hours', hours, 'h/month'),
        sourcedInput('share of a control plane', share),
        ...(price === null ? [] : [priceInput(price)]),
      ],
    }),
  ];
}
