import { readFileSync } from 'node:fs';
import { createCatalog } from '../../src/core/catalog/createCatalog.ts';
import { catalogParts, type CatalogText } from '../../src/core/catalog/text.ts';
import type { Catalog } from '../../src/core/model/catalog.ts';

/** The catalogue that ships with the product, read from `data/`. */
export const catalog: Catalog = createCatalog(
  Object.fromEntries(
    catalogParts.map((part) => [
      part,
      readFileSync(new URL(`../../data/${part}.json`, import.meta.url), 'utf8'),
    ]),
  ) as unknown as CatalogText,
);
