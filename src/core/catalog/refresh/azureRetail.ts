import * as z from 'zod';
import type { Catalog } from '../../model/catalog.ts';
import type { InstanceRow } from '../compact/instanceRow.ts';
import { lazy } from '../lazy.ts';
import type { PriceFile, PriceReading } from './reading.ts';
import { createTally } from './tally.ts';

const text = z.string().catch('');

const page = lazy(() =>
  z.object({ Items: z.array(z.unknown()), NextPageLink: z.string().nullish().catch(null) }),
);

const item = lazy(() =>
  z.object({
    armSkuName: text,
    armRegionName: text,
    currencyCode: text,
    retailPrice: z.number(),
    unitOfMeasure: text,
    type: text,
    productName: text,
    skuName: text,
    meterName: text,
    serviceName: text,
    effectiveStartDate: text,
  }),
);

/**
 * A page of an answer of the Azure Retail Prices API; null for what is none. Prices of Linux machines by the hour, on demand and
 * spot; the list does not say what a machine has, so that those are taken which the catalogue knows.
 */
export function readAzureRetail(
  value: unknown,
  file: PriceFile,
  catalog: Catalog,
): PriceReading | null {
  const answer = page().safeParse(value).data;
  if (answer === undefined) return null;
  const tally = createTally();
  const rows = answer.Items.flatMap((one): InstanceRow[] => {
    const offer = item().safeParse(one).data;
    if (offer === undefined || !isLinuxHour(offer, file.day)) return [];
    const { armSkuName: name, armRegionName: region, retailPrice: price } = offer;
    if (offer.currencyCode !== 'USD') {
      tally.add(`prices in ${offer.currencyCode}`, `${name} in ${region}`);
      return [];
    }
    const known = catalog.instance(name, 'azure');
    if (known === null) {
      tally.add('machines that the catalogue does not know, of which the list says no size', name);
      return [];
    }
    const isSpot = / spot\b/i.test(`${offer.skuName} ${offer.meterName}`);
    return [
      {
        cloud: 'azure',
        region,
        type: known.name,
        vcpus: known.vcpus,
        memoryGiB: known.memoryGiB,
        accelerator: known.acceleratorName ?? '',
        accelerators: known.acceleratorCount,
        acceleratorMemoryGiB: null,
        acceleratorId: known.accelerator ?? '',
        onDemand: isSpot ? null : price,
        spot: isSpot ? price : null,
        source: 'Azure Retail Prices API',
        asOf: file.day,
      },
    ];
  });
  return {
    kind: 'Azure retail prices',
    isBook: false,
    rows,
    leftOut: tally.all,
    ...(answer.NextPageLink ? { next: answer.NextPageLink } : {}),
  };
}

/** Not Windows, not an older kind of spot, not a price for testers, a term or an amount, and not one that only comes. */
function isLinuxHour(offer: z.infer<ReturnType<typeof item>>, today: string): boolean {
  return (
    offer.type === 'Consumption' &&
    offer.armSkuName !== '' &&
    ['', 'Virtual Machines'].includes(offer.serviceName) &&
    offer.unitOfMeasure === '1 Hour' &&
    offer.retailPrice !== 0 &&
    offer.effectiveStartDate.slice(0, 10) <= today &&
    !/windows|cloud services/i.test(offer.productName) &&
    !/low priority/i.test(`${offer.skuName} ${offer.meterName}`)
  );
}
