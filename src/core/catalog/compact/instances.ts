import { acceleratorLookup } from '../acceleratorName.ts';
import { roundPrice } from '../priceVectors.ts';
import type { AcceleratorsFile, InstancesFile, ProviderPrices } from '../schema.ts';
import { Citations, newest } from './citations.ts';
import { contentHash, fileText } from './file.ts';
import type { InstanceRow } from './instanceRow.ts';
import { readRows, type Row } from './tsv.ts';
import { VectorPool } from './vectors.ts';

/** Hand-kept tables beside the price rows. */
export interface InstanceSupplement {
  /** cloud, pattern of the type's name, catalogue id: where the source's accelerator name is not precise. */
  readonly accelerators: string;
  /** cloud, region or `*`, pattern, `none` for on-demand where it is not sold, note. */
  readonly notes: string;
  /** Google N1: which accelerators attach to which sizes. */
  readonly attachable: string;
}

interface TypeRows {
  readonly name: string;
  readonly rows: ReadonlyMap<string, InstanceRow>;
  readonly first: InstanceRow;
}

/**
 * Price rows (cloud × region × type) to the compact file, whatever order they come in; of two for the same the last one
 * counts. What cannot be used is left out and named in `problems`. Zero and negative prices are no prices. `types` counts the
 * instance types that have one.
 */
export function compactInstances(
  rows: readonly InstanceRow[],
  supplement: InstanceSupplement,
  accelerators: readonly AcceleratorsFile['accelerators'][number][],
  problems: string[],
): { readonly text: string; readonly types: number } {
  const citations = new Citations();
  const notes: string[] = [];
  const providers: Record<string, ProviderPrices> = {};
  const context = {
    citations,
    notes,
    find: acceleratorLookup(accelerators),
    overrides: readRows(supplement.accelerators),
    noteRows: readRows(supplement.notes),
    attachable: readRows(supplement.attachable),
    problems,
  };
  for (const cloud of [...new Set(rows.map((row) => row.cloud))].sort()) {
    const own = rows.filter((row) => row.cloud === cloud);
    providers[cloud] = compactProvider(cloud, own, context);
  }
  const file: Omit<InstancesFile, 'id'> = {
    asOf: newest(rows.map(({ asOf }) => asOf)),
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
  readonly attachable: readonly Row[];
  readonly problems: string[];
}

function compactProvider(
  cloud: string,
  rows: readonly InstanceRow[],
  context: Context,
): ProviderPrices {
  const regions = [...new Set(rows.map(({ region }) => region))].sort();
  const onDemandPool = new VectorPool();
  const spotPool = new VectorPool();
  const cite: string[] = [];
  const types: ProviderPrices['types'] = [];
  const typeNotes: ProviderPrices['typeNotes'] = [];
  for (const { name, rows: byRegion, first } of groupByType(rows)) {
    const ownNotes = notesOf(cloud, name, context);
    typeNotes.push(...ownNotes.notes);
    const priceIn = (kind: 'onDemand' | 'spot'): (number | null)[] =>
      regions.map((region) => positivePrice(byRegion.get(region)?.[kind] ?? null));
    const onDemand = ownNotes.soldOnDemand ? priceIn('onDemand') : regions.map(() => null);
    const spot = priceIn('spot');
    const base = [...onDemand, ...spot].find((price) => price !== null) ?? null;
    if (base === null) {
      context.problems.push(`${cloud} ${name}: no price in any region`);
      continue;
    }
    const hasPrice = (at: number): boolean => (onDemand[at] ?? spot[at] ?? null) !== null;
    const priced = regions.map((region, at) => (hasPrice(at) ? byRegion.get(region) : undefined));
    const sources = priced.map((row) => citationOf(row, context));
    const ofSpot = priced.map((row) => spotCitationOf(row, context));
    types.push([
      name,
      positivePrice(first.vcpus),
      positivePrice(first.memoryGiB),
      acceleratorOf(cloud, name, first, context),
      first.accelerator,
      first.accelerator === '' ? 0 : (first.accelerators ?? 1),
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
      ...(ofSpot.every((one) => one === null) ? ([] as const) : [indexOf(cite, ofSpot.join(','))]),
    ] as ProviderPrices['types'][number]);
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

function groupByType(rows: readonly InstanceRow[]): readonly TypeRows[] {
  const types = new Map<string, { first: InstanceRow; rows: Map<string, InstanceRow> }>();
  for (const row of rows) {
    const entry = types.get(row.type) ?? { first: row, rows: new Map<string, InstanceRow>() };
    entry.rows.set(row.region, row);
    types.set(row.type, entry);
  }
  return [...types]
    .filter(([name]) => name !== '')
    .map(([name, entry]) => ({ name, ...entry }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function positivePrice(value: number | null): number | null {
  return value !== null && value > 0 ? roundPrice(value) : null;
}

function citationOf(row: InstanceRow | undefined, { citations }: Context): number | null {
  return row === undefined ? null : citations.add(row.source, row.asOf);
}

function spotCitationOf(row: InstanceRow | undefined, { citations }: Context): number | null {
  const own = row?.spotSource;
  return own === undefined ? null : citations.add(own.source, own.asOf);
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

function acceleratorOf(cloud: string, type: string, row: InstanceRow, context: Context): string {
  const { accelerator: name, acceleratorId } = row;
  if (name === '') return '';
  if (acceleratorId !== undefined) return acceleratorId;
  const override = context.overrides.find(
    (one) => one.text('cloud') === cloud && new RegExp(one.text('instance_pattern')).test(type),
  );
  if (override !== undefined) return override.text('accelerator');
  const id = context.find(name, row.acceleratorMemoryGiB);
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
