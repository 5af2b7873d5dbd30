import {
  applyPrices,
  bundledCatalogText,
  bundledContext,
  createCatalog,
  priceChanges,
  priceReader,
  readRefreshedFile,
} from '../../core/index.ts';
import type { PriceChanges } from '../../core/catalog/priceChanges.ts';
import type { LeftOut, PriceFile, PriceReader } from '../../core/catalog/refresh/reading.ts';
import type { Catalog } from '../../core/model/catalog.ts';
import { readSource, type SourceOptions, type SourceReading } from './readSource.ts';
import { SourceError } from './sourceError.ts';
import { keepPrices, textInUse, type StoredPrices } from './storedPrices.ts';
import type { PriceStore } from './priceStore.ts';

/** What a refresh would make of the prices; nothing is kept before `keep` is called. */
export interface PriceRefresh {
  readonly before: Catalog;
  readonly after: Catalog;
  readonly changes: PriceChanges;
  readonly leftOut: readonly LeftOut[];
  /** The files that were read. */
  readonly read: readonly Pick<SourceReading, 'kind' | 'name' | 'isChecked'>[];
  /** Replaces what is kept. Rejects with the reason when it cannot be written. */
  keep(store: PriceStore): Promise<StoredPrices>;
}

/**
 * Reads sources and puts their prices over those in use.
 *
 * @throws SourceError, FetchError or what the disk says, with the reason; nothing is changed then, nor before `keep`.
 */
export async function refreshPrices(
  sources: readonly string[],
  stored: StoredPrices,
  options: Omit<SourceOptions, 'reader'>,
): Promise<PriceRefresh> {
  const inUse = textInUse(stored);
  const before = createCatalog(bundledCatalogText, inUse);
  const context = bundledContext(before);
  const reader = (file: PriceFile): PriceReader => priceReader(file, context);
  const readings: SourceReading[] = [];
  for (const source of sources)
    readings.push(...(await readSource(source, { ...options, reader })));
  const applied = applyPrices(readRefreshedFile(inUse), readings, context);
  if ('refused' in applied) throw new SourceError(applied.refused);
  const json = JSON.stringify(applied.file);
  const after = createCatalog(bundledCatalogText, { json, checked: true });
  return {
    before,
    after,
    changes: priceChanges(before, after),
    leftOut: applied.leftOut,
    read: readings.map(({ kind, name, isChecked }) => ({ kind, name, isChecked })),
    keep: (store) => {
      const { priceId: id, asOf } = after;
      const state = { id, asOf, refreshedOn: options.today, from: sources };
      return keepPrices(store, stored, state, json);
    },
  };
}
