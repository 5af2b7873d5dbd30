import { withoutNoise } from '../report/format.ts';
import { changedFields } from './changedFields.ts';
import { difference, isSame } from './differences.ts';
import type { Causes, ReviewedDeployment } from './reviewModel.ts';
import type { Snapshot, SnapshotDeployment } from './snapshot.ts';

/**
 * What of the difference of a deployment that is on both sides other prices make; null where it cannot be told. `isEdited` says
 * whether a value of it that a snapshot shows is another one.
 */
export type PriceEffect = (
  before: SnapshotDeployment,
  delta: number | null,
  isEdited: boolean,
) => number | null;

/**
 * With the same prices, none. Where the old configs are at hand, `repriced` has them at the new prices, and what lies between it and
 * the snapshot is what prices made. Where they are not, only what shows no edit can be told: prices made all of it.
 */
export function priceEffects(
  before: Snapshot,
  after: Snapshot,
  repriced: Snapshot | null,
): PriceEffect {
  if (!isPricedOtherwise(before, after)) return () => 0;
  if (repriced === null) {
    return (_one, delta, isEdited) => (delta === 0 ? 0 : isEdited ? null : delta);
  }
  const byId = new Map(repriced.deployments.map((one) => [one.id, one]));
  return (one, delta) => {
    const same = byId.get(one.id);
    // A snapshot of other configs than those says nothing about them.
    if (delta === null || same === undefined || changedFields(one, same).length > 0) return null;
    return difference(one.monthly.expected, same.monthly.expected).delta;
  };
}

/** Whether the same config may have another price on the other side: other prices, or a version that estimates in another way. */
function isPricedOtherwise(
  before: Pick<Snapshot, 'prices' | 'productVersion'>,
  after: Pick<Snapshot, 'prices' | 'productVersion'>,
): boolean {
  return before.prices.id !== after.prices.id || isOtherVersion(before, after);
}

/** False where one side does not say. */
export function isOtherVersion(
  before: Pick<Snapshot, 'productVersion'>,
  after: Pick<Snapshot, 'productVersion'>,
): boolean {
  return (
    before.productVersion !== null &&
    after.productVersion !== null &&
    before.productVersion !== after.productVersion
  );
}

/** What moved a month that moved. */
export function causeOf(
  delta: number | null,
  fromPrices: number | null,
): ReviewedDeployment['cause'] {
  if (fromPrices === 0) return 'configuration';
  if (delta === null || fromPrices === null) return 'both';
  return isSame(difference(delta, fromPrices)) ? 'prices' : 'both';
}

/** The sums over all deployments whose difference is known. */
export function causesOf(
  deployments: readonly Pick<ReviewedDeployment, 'delta' | 'fromPrices'>[],
): Causes {
  let [configuration, prices, undivided] = [0, 0, 0];
  for (const { delta, fromPrices } of deployments) {
    if (delta === null) continue;
    if (fromPrices === null) undivided += delta;
    else {
      prices += fromPrices;
      configuration += delta - fromPrices;
    }
  }
  return {
    configuration: withoutNoise(configuration),
    prices: withoutNoise(prices),
    undivided: withoutNoise(undivided),
  };
}
