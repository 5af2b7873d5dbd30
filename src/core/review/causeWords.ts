import { formatMonthlyDifference, shownIn } from '../report/format.ts';
import { isOtherVersion } from './priceEffects.ts';
import type { Causes, Review, ReviewedDeployment } from './reviewModel.ts';

/** That other prices moved a deployment, and by how much where it is known. */
export function causeWords(
  { cause, fromPrices }: ReviewedDeployment,
  currency: string,
): readonly string[] {
  switch (cause) {
    case null:
    case 'configuration':
      return [];
    case 'prices':
      return ['other prices'];
    case 'both':
      return fromPrices === null
        ? ['other prices too']
        : [`other prices ${formatMonthlyDifference(fromPrices, shownIn(currency))}`];
  }
}

/** What is told of all prices when they are not the same on both sides; null when they are. */
export function pricesWords({ base, head, totals, currency }: Review): string | null {
  const differ = [
    ...(base.prices.id === head.prices.id
      ? []
      : [
          `The prices differ: ${base.prices.asOf} (${base.prices.id}) before, ${head.prices.asOf} (${head.prices.id}) after.`,
        ]),
    ...(isOtherVersion(base, head)
      ? [
          `Estimates are of version ${base.productVersion ?? ''} before, ${head.productVersion ?? ''} after.`,
        ]
      : []),
  ];
  if (differ.length === 0) return null;
  return [...differ, ...dividedWords(totals.causes, currency)].join(' ');
}

/** Which part of the difference is whose; what is nothing is left out, and all of it where nothing differs. */
function dividedWords(
  { prices, configuration, undivided }: Causes,
  code: string,
): readonly string[] {
  const of = (amount: number): string => formatMonthlyDifference(amount, shownIn(code));
  const parts = [
    ...(prices === 0 ? [] : [`${of(prices)} is theirs`]),
    ...(configuration === 0 ? [] : [`${of(configuration)} is that of the configuration`]),
    ...(undivided === 0
      ? []
      : [`${of(undivided)} may be of both: without the old configs it cannot be told apart`]),
  ];
  return parts.length === 0 ? [] : [`Of the difference, ${parts.join('; ')}.`];
}
