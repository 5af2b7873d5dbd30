import type { CostComponent } from '../../model/estimate.ts';
import { ancillaryPrice, priceInput, pricedCloud, type PricedCloud } from './ancillary.ts';
import { constant, requestsPerMonth, sourcedInput, type ComponentContext } from './context.ts';

const gib = 2 ** 30;

const controlPlanes: Readonly<Record<PricedCloud, string>> = {
  aws: 'eks_control_plane',
  gcp: 'gke_cluster_fee',
  azure: 'aks_standard_tier',
};

const logIngestion: Readonly<Record<PricedCloud, string>> = {
  aws: 'cloudwatch_logs_ingest',
  gcp: 'cloud_logging_ingest',
  azure: 'log_analytics_ingest',
};

/** The cluster’s control plane by share, and the ingestion of request logs. */
export function managementComponents(context: ComponentContext): readonly CostComponent[] {
  const { controlPlane, logs } = context.assumptions.components;
  return [
    ...(controlPlane.enabled ? [controlPlaneComponent(context)] : []),
    ...(logs.enabled ? [logComponent(context)] : []),
  ];
}

function controlPlaneComponent(context: ComponentContext): CostComponent {
  const cloud = pricedCloud(context);
  const price = cloud === null ? null : ancillaryPrice(context, controlPlanes[cloud]);
  const hours = context.assumptions.hoursPerMonth;
  const { share } = context.assumptions.components.controlPlane;
  return {
    name: 'Control plane',
    category: 'management',
    quantity: hours.value * share.value,
    unit: 'cluster-hours',
    unitPrice: price?.usd ?? null,
    monthly: price === null ? null : constant(hours.value * share.value * price.usd),
    formula: price === null ? 'no control plane price is known' : 'hours × share × price per hour',
    inputs: [
      sourcedInput('hours', hours, 'h/month'),
      sourcedInput('share of a control plane', share),
      ...(price === null ? [] : [priceInput(price)]),
    ],
  };
}

function logComponent(context: ComponentContext): CostComponent {
  const cloud = pricedCloud(context);
  const price = cloud === null ? null : ancillaryPrice(context, logIngestion[cloud]);
  const { bytesPerRequest } = context.assumptions.components.logs;
  const requests = requestsPerMonth(context);
  const volume = (requests * bytesPerRequest.value) / gib;
  return {
    name: 'Log ingestion',
    category: 'management',
    quantity: volume,
    unit: 'GiB',
    unitPrice: price?.usd ?? null,
    monthly: price === null ? null : constant(volume * price.usd),
    formula: price === null ? 'no log ingestion price is known' : 'requests × log bytes × price',
    inputs: [
      {
        name: 'requests',
        value: requests,
        unit: 'requests/month',
        origin: { kind: 'derived', formula: 'requests answered a second × 3,600 × hours' },
      },
      sourcedInput('log', bytesPerRequest, 'bytes/request'),
      ...(price === null ? [] : [priceInput(price)]),
    ],
  };
}
