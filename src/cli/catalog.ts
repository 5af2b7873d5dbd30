import { bundledCatalogText, createCatalog } from '../core/index.ts';
import type { Catalog } from '../core/model/catalog.ts';
import { loadPrices, textInUse } from '../host/prices/storedPrices.ts';
import { priceStore } from './priceStore.ts';
import type { Terminal } from './terminal.ts';

/** The facts that ship with the product, under the prices that were refreshed since; those that are damaged are not used. */
export async function openCatalog({
  dataFolder,
  warn,
}: Pick<Terminal, 'dataFolder' | 'warn'>): Promise<Catalog> {
  const store = priceStore(dataFolder);
  const stored = await loadPrices(store);
  if (stored.problem !== null) {
    warn(
      `Refreshed prices are not used: ${store.place}: ${stored.problem}. Those that ship are. ` +
        'serving-cost prices --refresh reads them anew, --rollback drops them.',
    );
  }
  return createCatalog(bundledCatalogText, textInUse(stored));
}
