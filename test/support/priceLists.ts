import { bundledCatalogText } from '../../src/core/catalog/bundled.ts';
import { createCatalog } from '../../src/core/catalog/createCatalog.ts';
import { applyPrices } from '../../src/core/catalog/refresh/applyPrices.ts';
import { bundledContext } from '../../src/core/catalog/refresh/bundledContext.ts';
import { priceReader } from '../../src/core/catalog/refresh/priceReader.ts';
import type {
  PriceFile,
  PriceReading,
  RefusedPrices,
} from '../../src/core/catalog/refresh/reading.ts';
import {
  noRefreshedPrices,
  type RefreshedFile,
} from '../../src/core/catalog/refresh/refreshedFile.ts';
import type { Catalog } from '../../src/core/model/catalog.ts';

export const shipped = createCatalog(bundledCatalogText);

/** A file as it is read in the tests: in one piece, or in pieces of some characters. */
export function readPrices(
  text: string,
  file: Partial<PriceFile> = {},
  pieces = Infinity,
): PriceReading | RefusedPrices {
  const whole = { name: 'list', day: '2026-12-01', provider: null, ...file };
  const reader = priceReader(whole, bundledContext(shipped));
  for (let at = 0; at < text.length; at += pieces) reader.push(text.slice(at, at + pieces));
  return reader.end();
}

/** What is read of a list that is sound. */
export function readingOf(text: string, file: Partial<PriceFile> = {}): PriceReading {
  const reading = readPrices(text, file);
  if ('refused' in reading) throw new Error(reading.refused);
  return reading;
}

/** The refreshed prices after some lists, or why there are none. */
export function applied(
  readings: readonly PriceReading[],
  current: RefreshedFile = noRefreshedPrices,
): ReturnType<typeof applyPrices> {
  const named = readings.map((reading) => ({ ...reading, name: 'list' }));
  return applyPrices(current, named, bundledContext(catalogWith(current)));
}

/** The catalogue that ships with refreshed prices over it. */
export function catalogWith(file: RefreshedFile): Catalog {
  return createCatalog(bundledCatalogText, { json: JSON.stringify(file), checked: false });
}

/** The catalogue after some lists. */
export function refreshedBy(...readings: PriceReading[]): Catalog {
  const result = applied(readings);
  if ('refused' in result) throw new Error(result.refused);
  return catalogWith(result.file);
}

/** A table of the project’s own: cells of `columns` in that order. */
export function ownTable(...rows: readonly (readonly (string | number)[])[]): string {
  return [columns, ...rows].map((cells) => cells.join('\t')).join('\n');
}

const columns = [
  'cloud',
  'region',
  'instance_type',
  'vcpus',
  'memory_gib',
  'accelerator',
  'accelerator_count',
  'accelerator_memory_gib',
  'on_demand_usd_per_hour',
  'spot_usd_per_hour',
  'source',
  'as_of',
];

/** Lines of an offer file of Amazon EC2: [type, operating system, price, more cells by column]. */
export function awsCsv(
  ...offers: readonly (readonly [string, string, string, Readonly<Record<string, string>>?])[]
): string {
  const header = Object.keys(awsOffer);
  const line = (cells: readonly string[]): string => cells.map((cell) => `"${cell}"`).join(',');
  return [
    line(['FormatVersion', 'v1.0']),
    line(['Disclaimer', 'This list, as any, is for information only.']),
    line(['Publication Date', '2026-11-20T10:00:00Z']),
    line(['Version', '20261120100000']),
    line(['OfferCode', 'AmazonEC2']),
    line(header),
    ...offers.map(([type, system, price, more = {}]) => {
      const cells: Record<string, string> = {
        ...awsOffer,
        'Instance Type': type,
        'Operating System': system,
        PricePerUnit: price,
        ...more,
      };
      return line(header.map((name) => cells[name] ?? ''));
    }),
    '',
  ].join('\n');
}

const awsOffer = {
  SKU: 'A',
  TermType: 'OnDemand',
  Unit: 'Hrs',
  PricePerUnit: '',
  Currency: 'USD',
  'Product Family': 'Compute Instance',
  'Instance Type': '',
  vCPU: '4',
  Memory: '16 GiB',
  Tenancy: 'Shared',
  'Operating System': 'Linux',
  'License Model': 'No License required',
  CapacityStatus: 'Used',
  GPU: '',
  'Pre Installed S/W': 'NA',
  'Region Code': 'us-east-1',
  MarketOption: 'OnDemand',
};

/** An item of an answer of the Azure Retail Prices API. */
export function azureItem(name: string, price: number, more: object = {}): object {
  return {
    currencyCode: 'USD',
    tierMinimumUnits: 0,
    retailPrice: price,
    unitPrice: price,
    armRegionName: 'eastus',
    location: 'US East',
    effectiveStartDate: '2024-05-01T00:00:00Z',
    meterName: 'NC24ads A100 v4',
    productName: 'Virtual Machines NCads A100 v4 Series',
    skuName: 'NC24ads A100 v4',
    serviceName: 'Virtual Machines',
    unitOfMeasure: '1 Hour',
    type: 'Consumption',
    isPrimaryMeterRegion: true,
    armSkuName: name,
    ...more,
  };
}

export function azureAnswer(items: readonly object[], next: string | null = null): string {
  return JSON.stringify({
    BillingCurrency: 'USD',
    Items: items,
    NextPageLink: next,
    Count: items.length,
  });
}
