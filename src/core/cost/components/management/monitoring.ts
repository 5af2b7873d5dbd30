import type { CostComponent, NamedInput } from '../../../model/estimate.ts';
import { ancillaryPrice, priceInput, pricedCloud, type PricedCloud } from '../ancillary.ts';
import { sourcedInput } from '../../inputs.ts';
import { scale, type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { line } from '../line.ts';

/** Google bills metrics by the byte: 8 bytes a point (Cloud Monitoring pricing, 2026), one point a minute. */
const mibPerSeries = (8 * 60 * 730) / 2 ** 20;

interface MetricPrice {
  /** USD for one time series and month. */
  readonly perSeries: number;
  readonly inputs: readonly NamedInput[];
}

/** Time series of the replicas in the cloud’s own monitoring. */
export function monitoringComponents(context: ComponentContext): readonly CostComponent[] {
  if (!counts('monitoring', context)) return [];
  const { metricsPerReplica } = context.assumptions.components.monitoring;
  const cloud = pricedCloud(context);
  const price = cloud === null ? null : metricPrice(cloud, context);
  return [
    line({
      name: 'Metrics',
      category: 'management',
      quantity: scale(context.replicas, metricsPerReplica.value),
      unit: 'series-month',
      unitPrice: price?.perSeries ?? null,
      formula: 'replicas × series × price per series and month',
      unknown: 'no price of metrics is known',
      inputs: [sourcedInput('series of a replica', metricsPerReplica), ...(price?.inputs ?? [])],
    }),
  ];
}

function metricPrice(cloud: PricedCloud, context: ComponentContext): MetricPrice | null {
  if (cloud === 'aws') {
    const price = ancillaryPrice(context, 'cloudwatch_metric');
    return price === null ? null : { perSeries: price.usd, inputs: [priceInput(price)] };
  }
  const price = cloud === 'gcp' ? ancillaryPrice(context, 'cloud_monitoring_ingest') : null;
  if (price === null) return null;
  const size: NamedInput = {
    name: 'size of a series',
    value: mibPerSeries,
    unit: 'MiB/month',
    origin: { kind: 'derived', formula: '8 bytes a point × one a minute × 730 h' },
  };
  return { perSeries: price.usd * mibPerSeries, inputs: [size, priceInput(price)] };
}
