import type { Snapshot } from './snapshot.ts';

/** The snapshot with its money in the currency of `other`, at the rates that both state. */
export function inCurrencyOf(snapshot: Snapshot, other: Snapshot): Snapshot {
  const rate = other.exchangeRate.perUsd / snapshot.exchangeRate.perUsd;
  if (snapshot.currency === other.currency && rate === 1) return snapshot;
  const money = (amount: number | null): number | null => amount && amount * rate;
  return {
    ...snapshot,
    currency: other.currency,
    exchangeRate: other.exchangeRate,
    totals: {
      ...snapshot.totals,
      min: money(snapshot.totals.min),
      expected: money(snapshot.totals.expected),
      max: money(snapshot.totals.max),
    },
    deployments: snapshot.deployments.map((one) => ({
      ...one,
      monthly: {
        ...one.monthly,
        min: money(one.monthly.min),
        expected: money(one.monthly.expected),
        max: money(one.monthly.max),
      },
      unit: {
        perMillionTokens: money(one.unit.perMillionTokens),
        perThousandRequests: money(one.unit.perThousandRequests),
      },
      components: one.components.map((component) => ({
        ...component,
        monthly: component.monthly && { expected: component.monthly.expected * rate },
      })),
    })),
  };
}
