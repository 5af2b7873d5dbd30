import { acceleratorLookup } from '../acceleratorName.ts';
import { roundPrice } from '../priceVectors.ts';
import type { AcceleratorsFile, InstancesFile, ProviderPrices } from '../schema.ts';
import { Citations, newest } from './citations.ts';
import { contentHash, fileText } from './file.ts';
import { expandSource } from './priceSource.ts';
import { missingColumns, readRows, type Row } from './tsv.ts';
import { VectorPool } from './vectors.ts';

/** Hand-kept tables beside the price rows. */
export interface InstanceSupplement {
  /** cloud, pattern of the type's name, catalogue id: where the source's accelerator name is not precise. */
  readonly accelerators: string;
  /** cloud, region or `*`, pattern, `none` for on-demand where it is not sold, note. */
  readonly notes: string;
  /** Google N1: which accelerators attach to which sizes. */
  readonly attachable: string;
  /** Source ids of the rows to readable citations. */
  readonly sources: string;
}

const needed = ['cloud', 'region', 'instance_type', 'on_demand_usd_per_hour', 'source', 'as_of'];

interface TypeRows {
  readonly name: string;
  readonly rows: ReadonlyMap<string, Row>;
  readonly first: Row;
}

/**
 * Price rows (cloud × region × type) to the compact file. Rows that cannot be read are left out and named in `problems`.
 * Zero and negative prices are no prices. `types` counts the instance types that have one.
 */
export function compactInstances(
  table: string,
  supplement: InstanceSupplement,
  accelerators: readonly AcceleratorsFile['accelerators'][number][],
  problems: string[],
): { readonly text: string; readonly types: number } {
  const missing = missingColumns(table, needed);
  if (missing.length > 0) problems.push(`instances: no column ${missing.join(', ')}`);
  const citations = new Citations();
  const notes: string[] = [];
  const rows = missing.length > 0 ? [] : readRows(table);
  const providers: Record<string, ProviderPrices> = {};
  const context = {
    citations,
    notes,
    find: acceleratorLookup(accelerators),
    overrides: readRows(supplement.accelerators),
    noteRows: readRows(supplement.notes),
    sources: readRows(supplement.sources),
    attachable: readRows(supplement.attachable),
    problems,
  };
  for (const cloud of [...new Set(rows.map((row) => row.text('cloud')))].sort()) {
    const own = rows.filter((row) => row.text('cloud') === cloud);
    providers[cloud] = compactProvider(cloud, own, context);
  }
  const file: Omit<InstancesFile, 'id'> = {
    asOf: newest(rows.map((row) => row.text('as_of'))),
    citations: citations.list,
    notes,
    providers,
  };
  return {
    text: fileText({ id: contentHash(JSON.stringify(file)), ...file }),
    types: Object.values(providers).reduce((count, one) => count + one.types.length, 0),
  };
}

interface Context {
  readonly citations: Citations;
  readonly notes: string[];
  readonly find: ReturnType<typeof acceleratorLookup>;
  readonly overrides: readonly Row[];
  readonly noteRows: readonly Row[];
  readonly sources: readonly Row[];
  readonly attachable: readonly Row[];
  readonly problems: string[];
}

function compactProvider(cloud: string, rows: readonly Row[], context: Context): ProviderPrices {
  const regions = [...new Set(rows.map((row) => row.text('region')))].sort();
  const onDemandPool = new VectorPool();
  const spotPool = new VectorPool();
  const cite: string[] = [];
  const types: ProviderPrices['types'] = [];
  const typeNotes: ProviderPrices['typeNotes'] = [];
  for (const { name, rows: byRegion, first } of groupByType(rows)) {
    const ownNotes = notesOf(cloud, name, context);
    typeNotes.push(...ownNotes.notes);
    const priceIn = (column: string): (number | null)[] =>
      regions.map((region) => positivePrice(byRegion.get(region)?.number(column) ?? null));
    const onDemand = ownNotes.soldOnDemand
      ? priceIn('on_demand_usd_per_hour')
      : regions.map(() => null);
    const spot = priceIn('spot_usd_per_hour');
    const base = [...onDemand, ...spot].find((price) => price !== null) ?? null;
    if (base === null) {
      context.problems.push(`${cloud} ${name}: no price in any region`);
      continue;
    }
    const sources = regions.map((region) => citationOf(byRegion.get(region), context));
    types.push([
      name,
      positivePrice(first.number('vcpus')),
      positivePrice(first.number('memory_gib')),
      acceleratorOf(cloud, name, first, context),
      first.text('accelerator'),
      first.text('accelerator') === '' ? 0 : (first.number('accelerator_count') ?? 1),
      base,
      onDemandPool.add(
        onDemand,
        regions.map(() => base),
      ),
      spotPool.add(
        spot,
        onDemand.map((price) => price ?? base),
      ),
      indexOf(cite, vectorText(sources)),
    ]);
  }
  const attachable = cloud === 'gcp' ? attachableOf(types, context) : [];
  return {
    regions,
    onDemand: onDemandPool.texts(),
    spot: spotPool.texts(),
    cite,
    types,
    typeNotes,
    attachable,
  };
}

function groupByType(rows: readonly Row[]): readonly TypeRows[] {
  const types = new Map<string, { readonly first: Row; readonly rows: Map<string, Row> }>();
  for (const row of rows) {
    const name = row.text('instance_type');
    const entry = types.get(name) ?? { first: row, rows: new Map<string, Row>() };
    entry.rows.set(row.text('region'), row);
    types.set(name, entry);
  }
  return [...types]
    .filter(([name]) => name !== '')
    .map(([name, entry]) => ({ name, ...entry }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function positivePrice(value: number | null): number | null {
  return value !== null && value > 0 ? roundPrice(value) : null;
}

function citationOf(row: Row | undefined, context: Context): number | null {
  if (row === undefined) return null;
  return context.citations.add(
    expandSource(row.text('source'), context.sources),
    row.text('as_of'),
  );
}

/** One number when all regions have the same, else one per region. */
function vectorText(values: readonly (number | null)[]): string {
  const distinct = new Set(values.filter((value) => value !== null));
  return distinct.size === 1 ? [...distinct].join() : values.map((value) => value ?? '').join(',');
}

function indexOf<T>(list: T[], value: T): number {
  const known = list.indexOf(value);
  return known >= 0 ? known : list.push(value) - 1;
}

function acceleratorOf(cloud: string, type: string, row: Row, context: Context): string {
  const name = row.text('accelerator');
  if (name === '') return '';
  const override = context.overrides.find(
    (one) => one.text('cloud') === cloud && new RegExp(one.text('instance_pattern')).test(type),
  );
  if (override !== undefined) return override.text('accelerator');
  const id = context.find(name, row.number('accelerator_memory_gib'));
  if (id === null)
    context.problems.push(`${cloud} ${type}: accelerator "${name}" is not in the catalogue`);
  return id ?? '';
}

function notesOf(
  cloud: string,
  type: string,
  context: Context,
): { readonly soldOnDemand: boolean; readonly notes: ProviderPrices['typeNotes'] } {
  const own = context.noteRows.filter(
    (row) => row.text('cloud') === cloud && new RegExp(row.text('instance_pattern')).test(type),
  );
  return {
    soldOnDemand: own.every((row) => row.text('on_demand') !== 'none'),
    notes: own.map((row) => [type, row.text('region'), indexOf(context.notes, row.text('note'))]),
  };
}

function attachableOf(
  types: ProviderPrices['types'],
  context: Context,
): ProviderPrices['attachable'] {
  return context.attachable.flatMap((row) => {
    const type = row.text('gpu_row');
    const count = row.number('count');
    const maxVcpus = row.number('max_vcpus');
    const maxMemoryGiB = row.number('max_memory_gib');
    if (count === null || maxVcpus === null || maxMemoryGiB === null) return [];
    if (!types.some(([name]) => name === type)) return [];
    return [{ accelerator: row.text('accelerator'), type, count, maxVcpus, maxMemoryGiB }];
  });
}
