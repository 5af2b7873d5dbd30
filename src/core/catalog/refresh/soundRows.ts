import type { Catalog, InstancePrice } from '../../model/catalog.ts';
import { providers, type Provider } from '../../model/deployment.ts';
import type { InstanceRow } from '../compact/instanceRow.ts';
import { isHourlyPrice } from '../priceBounds.ts';
import { isPlainName, isPlainSource } from './plainName.ts';
import type { PriceReading } from './reading.ts';
import type { Tally } from './tally.ts';

/**
 * How many times dearer or cheaper than the price in use a list may be before that is held for a mistake: prices of one machine
 * were cut by less than half at once, spot prices move more.
 */
const mostTimes = { onDemand: 5, spot: 20 } as const;

/** Prices that have to be compared before the median of their moves says something about the list. */
const enough = 10;

/** A list of which half the prices moved by more than this is in other units, or in another currency. */
const mostTimesAtMedian = 2;

/**
 * The rows of a reading that can be true: of a cloud that is known, with names that can be shown, with prices in bounds and, for
 * public lists, not out of all relation to those in use. What a known machine is stays as the catalogue has it. Says why when
 * the whole list cannot be true.
 */
export function soundRows(
  { rows, isBook }: PriceReading,
  catalog: Catalog,
  tally: Tally,
): readonly InstanceRow[] | { readonly refused: string } {
  const sound: InstanceRow[] = [];
  const moves: number[] = [];
  for (const row of rows) {
    const { cloud, region, type } = row;
    const at = `${cloud} ${type} in ${region}`;
    if (!isProvider(cloud)) {
      tally.add('clouds that are not known', isPlainName(cloud) ? cloud : 'a name that is none');
      continue;
    }
    const isNamed = isPlainName(region) && isPlainName(type) && isPlainSource(row.source);
    if (!isNamed || !/^[\w.-]*$/.test(row.asOf)) {
      tally.add('names or days that are none', `${cloud}, a row of ${rows.length}`);
      continue;
    }
    const known = catalog.instance(type, cloud);
    const before = known === null || isBook ? null : catalog.price(known, region);
    const onDemand = soundPrice(row, 'onDemand', before, tally, at);
    const spot = soundPrice(row, 'spot', before, tally, at);
    if (row.onDemand !== null && before?.onDemand != null)
      moves.push(row.onDemand / before.onDemand);
    if (onDemand === null && spot === null) continue;
    sound.push({ ...(known === null ? ofItsOwn(row) : described(row, known)), onDemand, spot });
  }
  const times = median(moves.map((move) => Math.max(move, 1 / move)));
  if (moves.length >= enough && !(times <= mostTimesAtMedian)) {
    return {
      refused: `half of its prices are more than ${mostTimesAtMedian} times those in use, or less than half of them: it is in other units or another currency`,
    };
  }
  return sound;
}

function isProvider(cloud: string): cloud is Provider {
  return providers.some((one) => one === cloud);
}

function soundPrice(
  row: InstanceRow,
  kind: 'onDemand' | 'spot',
  before: InstancePrice | null,
  tally: Tally,
  at: string,
): number | null {
  const price = row[kind];
  if (price === null || price === 0) return null;
  if (!isHourlyPrice(price)) {
    tally.add('prices that are no dollars an hour of one machine', `${at}: ${String(price)}`);
    return null;
  }
  const known = before?.[kind] ?? null;
  if (known !== null && Math.max(price / known, known / price) > mostTimes[kind]) {
    tally.add(
      `prices more than ${mostTimes[kind]} times, or less than a ${mostTimes[kind]}th of, the one in use`,
      `${at}: ${known} to ${price} USD an hour`,
    );
    return null;
  }
  return price;
}

type Machine = NonNullable<ReturnType<Catalog['instance']>>;

function described(row: InstanceRow, known: Machine): InstanceRow {
  return {
    ...row,
    type: known.name,
    vcpus: known.vcpus,
    memoryGiB: known.memoryGiB,
    accelerator: known.acceleratorName ?? '',
    accelerators: known.acceleratorCount,
    acceleratorId: known.accelerator ?? '',
  };
}

/** A size that is none is not known. */
function ofItsOwn(row: InstanceRow): InstanceRow {
  const size = (value: number | null): number | null =>
    value !== null && value > 0 && value < 1e6 ? value : null;
  const isNamed = isPlainName(row.accelerator);
  return {
    ...row,
    vcpus: size(row.vcpus),
    memoryGiB: size(row.memoryGiB),
    accelerator: isNamed ? row.accelerator : '',
    accelerators: size(row.accelerators),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 1;
}
