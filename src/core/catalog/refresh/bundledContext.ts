import attachable from '../../../../data/supplement/attachable.tsv?raw';
import instanceAccelerators from '../../../../data/supplement/instance-accelerators.tsv?raw';
import notes from '../../../../data/supplement/price-notes.tsv?raw';
import sources from '../../../../data/supplement/price-sources.tsv?raw';
import type { Catalog } from '../../model/catalog.ts';
import { bundledCatalogText } from '../bundled.ts';
import { decodeFile } from '../decode.ts';
import { acceleratorsFile } from '../schema.ts';
import type { RefreshContext } from './refreshContext.ts';

/** What lists are read against in an installed product: the prices in use, and the tables that ship. */
export function bundledContext(catalog: Catalog): RefreshContext {
  const { accelerators: json, checked } = bundledCatalogText;
  return {
    catalog,
    supplement: { accelerators: instanceAccelerators, notes, attachable, sources },
    accelerators: decodeFile(
      acceleratorsFile,
      { json, checked },
      { citations: [], accelerators: [] },
    ).accelerators,
  };
}
