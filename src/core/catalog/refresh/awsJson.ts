import * as z from 'zod';
import type { Catalog } from '../../model/catalog.ts';
import { lazy } from '../lazy.ts';
import { awsListOf, awsRow, isLinuxMachine, type AwsOffer } from './awsOffer.ts';
import type { PriceFile, PriceReading } from './reading.ts';
import { createTally } from './tally.ts';

const text = z.string().catch('');

const product = lazy(() =>
  z.object({
    productFamily: text,
    attributes: z.object({
      instanceType: text,
      regionCode: text,
      operatingSystem: text,
      tenancy: text,
      preInstalledSw: text,
      capacitystatus: text,
      marketoption: text,
      licenseModel: text,
      vcpu: text,
      memory: text,
      gpu: text,
    }),
  }),
);

/** The terms of one product by their code. */
const terms = lazy(() =>
  z.record(
    z.string(),
    z.object({
      priceDimensions: z.record(
        z.string(),
        z.object({ unit: text, pricePerUnit: z.record(z.string(), z.string()) }),
      ),
    }),
  ),
);

const offerFile = lazy(() =>
  z.object({
    version: text,
    publicationDate: text,
    products: z.record(z.string(), z.unknown()),
    terms: z.object({ OnDemand: z.record(z.string(), z.unknown()) }),
  }),
);

/** Each an object, or its text. */
const answer = lazy(() => z.object({ PriceList: z.array(z.unknown()) }));

const listed = lazy(() =>
  z.object({
    version: text,
    publicationDate: text,
    product: z.unknown(),
    terms: z.object({ OnDemand: z.unknown() }).partial(),
  }),
);

/**
 * The offer file of Amazon EC2 as JSON, or an answer of `aws pricing get-products`, which holds the entries that were asked for;
 * null for what is neither.
 */
export function readAwsJson(
  value: unknown,
  file: PriceFile,
  catalog: Catalog,
): PriceReading | null {
  const entries = entriesOfFile(value) ?? entriesOfAnswer(value);
  if (entries === null) return null;
  const tally = createTally();
  const rows = entries.flatMap((entry) => {
    const list = awsListOf(entry.version, entry.publicationDate, file);
    return offersOf(entry).flatMap((offer) => awsRow(offer, list, catalog, tally));
  });
  return { kind: 'AWS price list', isBook: false, rows, leftOut: tally.all };
}

interface Entry {
  readonly version: string;
  readonly publicationDate: string;
  readonly product: unknown;
  readonly onDemand: unknown;
}

function entriesOfFile(value: unknown): readonly Entry[] | null {
  const file = offerFile().safeParse(value).data;
  if (file === undefined) return null;
  const { version, publicationDate, products } = file;
  const { OnDemand } = file.terms;
  return Object.entries(products).map(([sku, one]) => ({
    version,
    publicationDate,
    product: one,
    onDemand: Object.hasOwn(OnDemand, sku) ? OnDemand[sku] : undefined,
  }));
}

function entriesOfAnswer(value: unknown): readonly Entry[] | null {
  const list = answer().safeParse(value).data?.PriceList;
  if (list === undefined) return null;
  return list.flatMap((one) => {
    const entry = listed().safeParse(typeof one === 'string' ? parsed(one) : one).data;
    if (entry === undefined) return [];
    const { version, publicationDate } = entry;
    return [{ version, publicationDate, product: entry.product, onDemand: entry.terms.OnDemand }];
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function offersOf({ product: described, onDemand }: Entry): readonly AwsOffer[] {
  const one = product().safeParse(described).data;
  if (one === undefined) return [];
  const { attributes, productFamily } = one;
  const machine = {
    ...attributes,
    productFamily,
    capacityStatus: attributes.capacitystatus,
    marketOption: attributes.marketoption,
  };
  if (!isLinuxMachine(machine)) return [];
  const dimensions = Object.values(terms().safeParse(onDemand).data ?? {}).flatMap(
    ({ priceDimensions }) => Object.values(priceDimensions),
  );
  return dimensions.flatMap(({ unit, pricePerUnit }) =>
    Object.entries(pricePerUnit).map(([currency, price]) => ({
      ...machine,
      unit,
      currency,
      price,
    })),
  );
}
