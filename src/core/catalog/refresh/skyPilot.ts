import type { Catalog, InstanceType } from '../../model/catalog.ts';
import { providers, type Provider } from '../../model/deployment.ts';
import type { InstanceRow } from '../compact/instanceRow.ts';
import { csvReader } from './csv.ts';
import { recordsUnder, type RecordCells } from './records.ts';
import type { MakeReader, PriceFile } from './reading.ts';
import { createTally, type Tally } from './tally.ts';

/** Columns by which a SkyPilot catalogue is known. */
export const skyPilotColumns = ['InstanceType', 'AcceleratorName', 'Price', 'Region'] as const;

/** What SkyPilot says of one machine or card in one region, over all zones. */
interface Offer {
  readonly type: string;
  readonly region: string;
  readonly cells: RecordCells;
  onDemand: number | null;
  spot: number | null;
}

/**
 * `vms.csv` of a SkyPilot catalogue: one row for each zone, of which the cheapest counts. On Google Cloud accelerators have
 * rows of their own, and the row of a machine that holds some has the price without them: both are added up.
 */
export const skyPilotReader: MakeReader = (file, { catalog }) => {
  const tally = createTally();
  const offers = new Map<string, Offer>();
  const cloud = file.provider ?? cloudOf(file.name);
  let read: ((cells: readonly string[]) => RecordCells) | null = null;
  const csv = csvReader((cells) => {
    if (read === null) read = recordsUnder(cells);
    else addZone(offers, read(cells));
  });
  return {
    push: (text) => {
      csv.push(text);
    },
    end: () => {
      if (!csv.end()) return { refused: 'ends in the middle of a row' };
      if (cloud === null) {
        return {
          isOther: true,
          refused: `says of no cloud: its path names none of ${providers.join(', ')}, nor does --provider`,
        };
      }
      const all = [...offers.values()];
      const context = { cloud, file, catalog, tally, cards: all.filter(({ type }) => type === '') };
      const rows = all.flatMap((offer) => rowOf(offer, context));
      return { kind: 'SkyPilot catalogue', isBook: false, rows, leftOut: tally.all };
    },
  };
};

/** `catalogs/v8/aws/vms.csv`, `v3/aws.csv`. */
function cloudOf(path: string): Provider | null {
  const words = path
    .toLowerCase()
    .split(/[/\\?#]/)
    .map((part) => part.replace(/\.csv$/, ''));
  return words.findLast((word): word is Provider => providers.some((one) => one === word)) ?? null;
}

function addZone(offers: Map<string, Offer>, cells: RecordCells): void {
  const type = cells.text('InstanceType');
  const region = cells.text('Region');
  const card = type === '' ? [cells.text('AcceleratorName'), cells.text('AcceleratorCount')] : [];
  const key = [type, region, ...card].join('\t');
  const onDemand = priceIn(cells, 'Price');
  const spot = priceIn(cells, 'SpotPrice');
  const known = offers.get(key);
  if (known === undefined) {
    offers.set(key, { type, region, cells, onDemand, spot });
    return;
  }
  known.onDemand = cheaper(known.onDemand, onDemand);
  known.spot = cheaper(known.spot, spot);
}

/** SkyPilot writes 0 for what it does not know. */
function priceIn(cells: RecordCells, column: string): number | null {
  const price = cells.number(column);
  return price === 0 ? null : price;
}

/** What is no number stays: it is refused later, and named. */
function cheaper(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

interface Context {
  readonly cloud: Provider;
  readonly file: PriceFile;
  readonly catalog: Catalog;
  readonly tally: Tally;
  /** Accelerators that are sold apart. */
  readonly cards: readonly Offer[];
}

function rowOf(offer: Offer, context: Context): InstanceRow[] {
  const { cloud, file, catalog, tally } = context;
  const { cells, region } = offer;
  const name = cells.text('AcceleratorName');
  const row = {
    cloud,
    region,
    type: offer.type,
    vcpus: cells.number('vCPUs'),
    memoryGiB: cells.number('MemoryGiB'),
    accelerator: name,
    accelerators: cells.number('AcceleratorCount'),
    acceleratorMemoryGiB: memoryIn(cells.text('GpuInfo')),
    onDemand: offer.onDemand,
    spot: offer.spot,
    source: `SkyPilot catalogue ${tail(file.name)}`,
    asOf: file.day,
  };
  if (offer.type === '') return cardRow(row, tally);
  if (cloud !== 'gcp' || name !== '' || !/^(?:a\d|g\d|ct\d)/.test(offer.type)) return [row];
  const known = catalog.instance(offer.type, cloud);
  const card = known === null ? null : cardOf(known, region, context);
  if (known === null || card === null) {
    tally.add(
      'machines whose accelerators have no price in the list',
      `${offer.type} in ${region}`,
    );
    return [];
  }
  return [
    {
      ...row,
      accelerator: known.acceleratorName ?? '',
      accelerators: known.acceleratorCount,
      onDemand: sum(offer.onDemand, card.onDemand),
      spot: sum(offer.spot, card.spot),
    },
  ];
}

/** One accelerator that is sold apart, filed as `gpu:t4`; those of several state the same price again. */
function cardRow(row: InstanceRow, tally: Tally): InstanceRow[] {
  if (/^tpu/i.test(row.accelerator)) {
    tally.add('TPU slices', row.accelerator);
    return [];
  }
  if (row.cloud !== 'gcp' || row.accelerators !== 1) return [];
  return [{ ...row, type: `gpu:${row.accelerator.toLowerCase()}`, vcpus: null, memoryGiB: null }];
}

/** The price of all accelerators of a machine; null where the list has none of that kind in the region. */
function cardOf(
  machine: InstanceType,
  region: string,
  { cards: all, catalog }: Context,
): { readonly onDemand: number | null; readonly spot: number | null } | null {
  const isMega = machine.name.startsWith('a3-mega');
  const cards = all.filter(({ region: where, cells }) => {
    if (where !== region) return false;
    const name = cells.text('AcceleratorName');
    if (isMega !== /-mega$/i.test(name)) return false;
    const product = isMega ? name.replace(/-mega$/i, '') : name;
    return catalog.accelerator(product)?.id === machine.accelerator;
  });
  const ofCount = (count: number): Offer | undefined =>
    cards.find(({ cells }) => cells.number('AcceleratorCount') === count);
  const whole = ofCount(machine.acceleratorCount);
  if (whole !== undefined) return whole;
  const one = ofCount(1);
  if (one === undefined) return null;
  const times = (price: number | null): number | null =>
    price === null ? null : price * machine.acceleratorCount;
  return { onDemand: times(one.onDemand), spot: times(one.spot) };
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

/** `'MemoryInfo': {'SizeInMiB': 22888}`; some clouds of SkyPilot write GiB there. */
function memoryIn(gpuInfo: string): number | null {
  const written = /'SizeInMiB': (\d+)/.exec(gpuInfo)?.[1];
  if (written === undefined) return null;
  const size = Number(written);
  return size >= 1024 ? Math.round(size / 1024) : size;
}

/** Cloud and file of a path or address: `aws/vms.csv`. */
function tail(name: string): string {
  return name.split(/[/\\]/).slice(-2).join('/');
}
