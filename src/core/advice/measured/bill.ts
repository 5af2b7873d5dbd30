import {
  formatMonthly,
  formatMonthlyRange,
  formatTimeRange,
  isSpread,
} from '../../report/format.ts';
import { nothingChanges } from '../consequences.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, Subject } from '../rule.ts';
import { isOutside } from './outside.ts';

/** Share of the estimate by which a bill may differ before it is worth a word: discounts, rounding, a day more or less. */
const tolerance = 0.1;

/** Where a cost monitor attributes another month to the deployment than the estimate. */
export function measuredBill(subject: Subject): readonly FindingDraft[] {
  const { deployment, estimate, assumptions, currency } = subject;
  const { bill } = assumptions.measured;
  const { monthly, lowerBound } = estimate;
  if (bill === null || monthly === null) return [];
  const { values } = bill;
  const within = {
    min: Math.min(monthly.min, monthly.expected * (1 - tolerance)),
    max: lowerBound ? Infinity : Math.max(monthly.max, monthly.expected * (1 + tolerance)),
  };
  if (!isOutside(values.monthly, within)) return [];
  const range = isSpread(monthly, currency)
    ? ` (${formatMonthlyRange(monthly, currency, lowerBound)})`
    : '';
  return [
    {
      kind: 'problem',
      ...placeOf(deployment),
      consequence: nothingChanges,
      message: () =>
        `${values.source} attributes ${formatMonthly(values.monthly, currency)} to it, ${formatTimeRange(values)} scaled to a month; ` +
        `the estimate is ${formatMonthly(monthly.expected, currency, lowerBound)}${range}.`,
      tradeOffs: [],
      fixes: [],
    },
  ];
}
