import { createCatalog } from '../../src/core/catalog/createCatalog.ts';
import { catalogProblems } from '../../src/core/catalog/check.ts';
import type { DataTables } from '../../src/core/catalog/compact/catalogText.ts';
import { readRows, type Row } from '../../src/core/catalog/compact/tsv.ts';
import type { CatalogText } from '../../src/core/catalog/text.ts';
import type { Catalog, InstancePrice } from '../../src/core/model/catalog.ts';

/** Largest relative error of a price that is let through. */
const tolerance = 1e-4;

interface Verification {
  readonly lines: readonly string[];
  readonly errors: readonly string[];
}

/** Reads every fact back through the catalogue and compares it with the row it came from. */
export function verifyCatalog(data: DataTables, text: CatalogText): Verification {
  const catalog = createCatalog(text);
  const errors: string[] = [...catalogProblems(text)];
  let exact = 0;
  let compared = 0;
  for (const row of readRows(data['prices/instances.tsv'])) {
    for (const [column, kind] of [
      ['on_demand_usd_per_hour', 'onDemand'],
      ['spot_usd_per_hour', 'spot'],
    ] as const) {
      const found = priceOf(catalog, row);
      const wanted = expected(row.number(column), kind, found);
      const got = found?.[kind] ?? null;
      compared += wanted === null ? 0 : 1;
      if (got === wanted) exact += wanted === null ? 0 : 1;
      else if (wanted === null || got === null || Math.abs(got / wanted - 1) > tolerance) {
        errors.push(
          `${row.text('cloud')} ${row.text('region')} ${row.text('instance_type')} ${kind}: ${String(wanted)} became ${String(got)}`,
        );
      }
    }
  }
  for (const row of readRows(data['models/models.tsv'])) {
    if (catalog.model(row.text('hf_id')) === null)
      errors.push(`model ${row.text('hf_id')} is lost`);
  }
  for (const row of readRows(data['accelerators.tsv'])) {
    if (catalog.accelerator(row.text('name'))?.id !== row.text('name')) {
      errors.push(`accelerator ${row.text('name')} is lost`);
    }
  }
  return { lines: [`${exact} of ${compared} prices came back to the last digit`], errors };
}

/** Sizes that are not sold on demand have no on-demand price, whatever the row says. */
function expected(
  written: number | null,
  kind: 'onDemand' | 'spot',
  found: InstancePrice | null,
): number | null {
  if (kind === 'onDemand' && found?.note.startsWith('On-demand is not sold') === true) return null;
  return written;
}

/** Accelerators sold apart are priced through the machine they attach to. */
function priceOf(catalog: Catalog, row: Row): InstancePrice | null {
  const provider = catalog.providers.find((one) => one === row.text('cloud'));
  if (provider === undefined) return null;
  return catalog.price(
    {
      provider,
      name: row.text('instance_type'),
      vcpus: null,
      memoryGiB: null,
      accelerator: null,
      acceleratorName: null,
      acceleratorCount: 0,
    },
    row.text('region'),
  );
}
