import { formatMonthly, formatPercent } from '../../report/format.ts';
import { nothingChanges } from '../consequences.ts';
import { placeOf } from '../place.ts';
import { daysBefore, oldestPrice } from '../priceAge.ts';
import type { Rule, Subject } from '../rule.ts';

/** Share of the month that rests on old prices below which nothing is said. */
const leastShare = 0.05;

/** Prices that were looked up too long ago. Said once for all that is analysed. */
export const priceStale: Rule = {
  code: 'price-stale',
  title: 'Prices are old',
  level: 'information',
  scope: 'all',
  explanation:
    'List prices are part of the product and have a day on which they were true. When those that more than 5% of the month rests on are older than ' +
    'maxPriceAgeDays of .servingcost.yaml (180 days unless stated), that is said once, at the first deployment concerned, with the ' +
    'share of the month and the oldest day. Spot prices move from day to day whatever their age. A newer version has newer prices, and prices can be refreshed from the lists of the clouds (prices --refresh, Refresh Prices); prices of one’s own ' +
    '(prices in .servingcost.yaml) have no age.',
  consequence: nothingChanges,
  check(subject) {
    const days = subject.assumptions.maxPriceAgeDays.value;
    const before = daysBefore(subject.today, days);
    if (staleOf(subject, before).usd <= 0) return [];
    const others = subject.others();
    if (others.some((other) => isBefore(other, subject) && staleOf(other, before).usd > 0)) {
      return [];
    }
    const all = [subject, ...others];
    const stale = all.map((one) => staleOf(one, before));
    const usd = stale.reduce((sum, one) => sum + one.usd, 0);
    const month = all.reduce((sum, { estimate }) => sum + (estimate.monthly?.expected ?? 0), 0);
    if (usd < leastShare * month) return [];
    const oldest = stale.map((one) => one.oldest).sort()[0] ?? '';
    return [
      {
        kind: 'problem',
        ...placeOf(subject.deployment),
        message: () =>
          `${formatMonthly(usd, subject.currency)}, ${formatPercent(usd / month)} of all that is priced here, rests on prices of more than ` +
          `${days} days ago (the oldest of ${oldest}). Refresh the prices, update Serving Cost, or state prices of your own in .servingcost.yaml.`,
        tradeOffs: [],
        fixes: [],
      },
    ];
  },
};

/** USD of the month that rest on older prices, and the oldest day; `~` sorts behind all days. */
function staleOf({ estimate }: Subject, before: string): { usd: number; oldest: string } {
  let usd = 0;
  let oldest = '~';
  for (const component of estimate.components) {
    const day = oldestPrice(component);
    if (day === null || day >= before) continue;
    usd += component.monthly?.expected ?? 0;
    if (day < oldest) oldest = day;
  }
  return { usd, oldest };
}

/** By file, then by place. */
function isBefore({ deployment: a }: Subject, { deployment: b }: Subject): boolean {
  return a.uri === b.uri ? a.nameSpan.start < b.nameSpan.start : a.uri < b.uri;
}
