import { daysPerMonth } from '../../../assumptions/rate.ts';
import type { CostComponent } from '../../../model/estimate.ts';
import { ancillaryPrice, priceInput, pricedCloud, type PricedCloud } from '../ancillary.ts';
import { sourcedInput } from '../../inputs.ts';
import { requestsInput, requestsPerMonth, type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { line } from '../line.ts';

const gib = 2 ** 30;

const ingestion: Readonly<Record<PricedCloud, string>> = {
  aws: 'cloudwatch_logs_ingest',
  gcp: 'cloud_logging_ingest',
  azure: 'log_analytics_ingest',
};

/** Google and Azure keep logs for a month within the price of ingestion; what more costs there is not in the list. */
const keeping: Partial<Record<PricedCloud, string>> = { aws: 'cloudwatch_logs_storage' };

/** Ingestion of request logs, and keeping them where somebody says for how long. */
export function logComponents(context: ComponentContext): readonly CostComponent[] {
  if (!counts('logs', context)) return [];
  const { bytesPerRequest, retentionDays } = context.assumptions.components.logs;
  const cloud = pricedCloud(context);
  const price = cloud === null ? null : ancillaryPrice(context, ingestion[cloud]);
  const volume = (requestsPerMonth(context) * bytesPerRequest.value) / gib;
  const size = [requestsInput(context), sourcedInput('log', bytesPerRequest, 'bytes/request')];
  const ingested = line({
    name: 'Log ingestion',
    category: 'management',
    quantity: volume,
    unit: 'GiB',
    unitPrice: price?.usd ?? null,
    formula: 'requests × log bytes × price',
    unknown: 'no log ingestion price is known',
    inputs: [...size, ...(price === null ? [] : [priceInput(price)])],
  });
  if (retentionDays === null) return [ingested];
  const item = cloud === null ? undefined : keeping[cloud];
  const stored = item === undefined ? null : ancillaryPrice(context, item);
  return [
    ingested,
    line({
      name: 'Logs kept',
      category: 'storage',
      quantity: (volume * retentionDays.value) / daysPerMonth,
      unit: 'GiB-month',
      unitPrice: stored?.usd ?? null,
      formula: 'GiB a month × months kept × price per GiB and month',
      unknown: 'no price of keeping logs is known',
      inputs: [
        ...size,
        sourcedInput('kept', retentionDays, 'days'),
        ...(stored === null ? [] : [priceInput(stored)]),
      ],
    }),
  ];
}
