import type { InstancePrice } from '../../model/catalog.ts';
import type { InstanceRow } from '../compact/instanceRow.ts';
import { mergedPrice } from '../mergedPrice.ts';
import { regionKey } from '../priceLookup.ts';

/** One row of all that are about the same machine in the same region, later ones before earlier ones that are as old. */
export function joinedRows(rows: readonly InstanceRow[]): readonly InstanceRow[] {
  const joined = new Map<string, InstanceRow>();
  for (const row of rows) {
    const key = [row.cloud, regionKey(row.region), row.type].join('\t');
    const known = joined.get(key);
    joined.set(key, known === undefined ? row : joinedRow(known, row));
  }
  return [...joined.values()];
}

function joinedRow(before: InstanceRow, row: InstanceRow): InstanceRow {
  const price = mergedPrice([statedBy(before), statedBy(row)]);
  if (price === null) return row;
  const { onDemand, spot, source, asOf, spotSource } = price;
  return {
    cloud: row.cloud,
    region: before.region,
    type: row.type,
    vcpus: row.vcpus,
    memoryGiB: row.memoryGiB,
    accelerator: row.accelerator,
    accelerators: row.accelerators,
    acceleratorMemoryGiB: row.acceleratorMemoryGiB,
    ...(row.acceleratorId === undefined ? {} : { acceleratorId: row.acceleratorId }),
    onDemand,
    spot,
    source,
    asOf,
    ...(spotSource === undefined ? {} : { spotSource }),
  };
}

function statedBy(row: InstanceRow): { readonly price: InstancePrice; readonly isBook: boolean } {
  const { onDemand, spot, source, asOf, spotSource } = row;
  const price = { onDemand, spot, note: '', source, asOf };
  return { price: spotSource === undefined ? price : { ...price, spotSource }, isBook: false };
}
