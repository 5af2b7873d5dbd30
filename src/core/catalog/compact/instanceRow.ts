import { expandSource } from './priceSource.ts';
import { missingColumns, readRows, type Row } from './tsv.ts';

/** An instance type at its prices in one region, as a list of prices says it. */
export interface InstanceRow {
  readonly cloud: string;
  readonly region: string;
  readonly type: string;
  readonly vcpus: number | null;
  readonly memoryGiB: number | null;
  /** Accelerator in the words of the list; empty on CPU machines. */
  readonly accelerator: string;
  /** Accelerators in the machine; null = one, where it has any. */
  readonly accelerators: number | null;
  readonly acceleratorMemoryGiB: number | null;
  /** Catalogue id of the accelerator where that is known already; otherwise it is found by its name. */
  readonly acceleratorId?: string;
  /** USD per hour; null = not offered that way, or not stated. */
  readonly onDemand: number | null;
  readonly spot: number | null;
  readonly source: string;
  /** `YYYY-MM-DD`, or as far as it is known. */
  readonly asOf: string;
  /** Where the spot price is from, when that is not where the on-demand price is. */
  readonly spotSource?: { readonly source: string; readonly asOf: string };
}

const needed = ['cloud', 'region', 'instance_type', 'on_demand_usd_per_hour', 'source', 'as_of'];

/**
 * The rows of `prices/instances.tsv`. Ids of sources are looked up in `sources`. A table that lacks a column has none, which
 * is named in `problems`.
 */
export function readInstanceTable(
  table: string,
  sources: string,
  problems: string[],
): readonly InstanceRow[] {
  const missing = missingColumns(table, needed);
  if (missing.length > 0) {
    problems.push(`instances: no column ${missing.join(', ')}`);
    return [];
  }
  const known = readRows(sources);
  return readRows(table).map((row) => instanceRow(row, known));
}

function instanceRow(row: Row, sources: readonly Row[]): InstanceRow {
  return {
    cloud: row.text('cloud'),
    region: row.text('region'),
    type: row.text('instance_type'),
    vcpus: row.number('vcpus'),
    memoryGiB: row.number('memory_gib'),
    accelerator: row.text('accelerator'),
    accelerators: row.number('accelerator_count'),
    acceleratorMemoryGiB: row.number('accelerator_memory_gib'),
    onDemand: row.number('on_demand_usd_per_hour'),
    spot: row.number('spot_usd_per_hour'),
    source: expandSource(row.text('source'), sources),
    asOf: row.text('as_of'),
  };
}
