import { bundledCatalogText, createCatalog } from '../core/index.ts';
import type { Catalog } from '../core/model/catalog.ts';

/** The facts that ship with the product. */
export function openCatalog(): Catalog {
  return createCatalog(bundledCatalogText);
}
