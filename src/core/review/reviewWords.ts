import {
  formatChange,
  formatMonthlyDifference,
  formatMilliseconds,
  formatMonthly,
  formatPercent,
  formatQuantity,
  formatUnitCost,
  shownIn,
  UNKNOWN,
} from '../report/format.ts';
import { isSame } from './differences.ts';
import { isOtherVersion } from './priceEffects.ts';
import type { ChangedField, Difference, Review, ReviewedDeployment } from './reviewModel.ts';

/** `+$1,240/mo (+18%)`; `no difference`; with `≥` where a part has no price. */
export function differenceWords(
  { before, delta }: Pick<Difference, 'before' | 'delta'>,
  currency: string,
): string {
  if (delta === 0) return 'no difference';
  const amount = formatMonthlyDifference(delta, shownIn(currency));
  const share = before === null || delta === null || before === 0 ? null : delta / before;
  // More than tenfold is no percentage anybody reads, and what rounds to nothing says less than the amount.
  const isSaid = share !== null && Math.abs(share) <= 10 && Math.abs(share) >= 0.0005;
  return isSaid ? `${amount} (${formatChange(share)})` : amount;
}

/** `$6,900/mo to $8,140/mo since main`. */
export function headline({ totals, currency, base }: Review): string {
  const of = (month: number | null): string =>
    month === null ? UNKNOWN : formatMonthly(month, shownIn(currency), totals.lowerBound);
  const words = differenceWords(totals, currency);
  return `${words} since ${base.name}: ${of(totals.before)} before, ${of(totals.after)} after`;
}

/** What happened to the deployments, counted: `1 added, 2 changed, 14 the same`. */
export function countWords({ deployments }: Review): string {
  const count = (change: ReviewedDeployment['change']): number =>
    deployments.filter((one) => one.change === change).length;
  const words = [
    [count('added'), 'added'],
    [count('removed'), 'removed'],
    [count('changed'), 'changed'],
    [count('same'), 'the same'],
  ] as const;
  const said = words.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return said.length === 0 ? 'No serving deployments in either.' : said.join(', ');
}

/** Those that are not the same, the largest difference first; what is not known comes before small ones. */
export function movedDeployments({ deployments }: Review): readonly ReviewedDeployment[] {
  const weight = ({ delta }: ReviewedDeployment): number =>
    delta === null ? Number.MAX_VALUE : Math.abs(delta);
  return deployments
    .filter(({ change }) => change !== 'same')
    .toSorted((a, b) => weight(b) - weight(a));
}

/** `renamed from chat`, `moved from old.yaml`; null where neither. */
function renamedWords({ name, file, renamedFrom }: ReviewedDeployment): string | null {
  if (renamedFrom === null) return null;
  const words = [
    ...(renamedFrom.name === name ? [] : [`renamed from ${renamedFrom.name}`]),
    ...(renamedFrom.file === file ? [] : [`moved from ${renamedFrom.file}`]),
  ];
  return words.join(', ');
}

/** `replicas 3 to 4`. */
function fieldWords({ field, before, after }: ChangedField): string {
  const of = (value: string | number | null): string => (value === null ? 'none' : String(value));
  return `${field} ${of(before)} to ${of(after)}`;
}

/** What else moved besides the month: unit cost, latency, fit, in words; only what is known and different. */
function figureWords(one: ReviewedDeployment, code: string): readonly string[] {
  const currency = shownIn(code);
  const moved = (
    name: string,
    figures: Difference,
    words: (value: number) => string,
  ): readonly string[] =>
    figures.before === null || figures.after === null || isSame(figures)
      ? []
      : words(figures.before) === words(figures.after)
        ? []
        : [`${name} ${words(figures.before)} to ${words(figures.after)}`];
  return [
    ...moved('cost', one.unit.perMillionTokens, (usd) =>
      formatUnitCost(usd, 'perMillionTokens', currency),
    ),
    ...moved('cost', one.unit.perThousandRequests, (usd) =>
      formatUnitCost(usd, 'perThousandRequests', currency),
    ),
    ...moved('utilization', one.performance.utilization, formatPercent),
    ...moved('TTFT', one.performance.ttftMs, formatMilliseconds),
    ...moved('TPOT', one.performance.tpotMs, formatMilliseconds),
    ...turned(one.fits, 'fits in memory now', 'does not fit in memory any more'),
    ...turned(one.meetsSlo, 'meets its latency limit now', 'misses its latency limit now'),
  ];
}

function turned(
  { before, after }: { before: boolean | null; after: boolean | null },
  better: string,
  worse: string,
): readonly string[] {
  if (before === after || after === null) return [];
  if (after) return before === false ? [better] : [];
  return [worse];
}

/** What is told of a deployment beside its month: where it comes from, what was edited, why, and what else moved. */
export function detailWords(one: ReviewedDeployment, currency: string): readonly string[] {
  const renamed = renamedWords(one);
  return [
    ...(renamed === null ? [] : [renamed]),
    ...one.changed.map(fieldWords),
    ...causeWords(one, currency),
    ...figureWords(one, currency),
  ];
}

function causeWords(
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
  const { prices, configuration, undivided } = totals.causes;
  const of = (amount: number): string => formatMonthlyDifference(amount, shownIn(currency));
  const told = `Of the difference, ${of(prices)} is theirs and ${of(configuration)} that of the configuration`;
  const rest =
    undivided === 0
      ? ''
      : `; ${of(undivided)} is of both, and cannot be told apart without the old configs`;
  return `${differ.join(' ')} ${told}${rest}.`;
}

/** `+3 −1 lines`. */
export function runWords({ added, removed }: { added: number; removed: number }): string {
  const parts = [...(added > 0 ? [`+${added}`] : []), ...(removed > 0 ? [`−${removed}`] : [])].join(
    ' ',
  );
  return `${parts} ${added + removed === 1 ? 'line' : 'lines'}`;
}

/** `2 findings introduced`. */
export function findingsTitle(count: number, what: string): string {
  return `${formatQuantity(count, 'finding')} ${what}`;
}

/** What figures mean, and of which prices they are. */
export function basisWords({ head, totals }: Review): string {
  const least = totals.lowerBound
    ? ' Not everything has a price: figures are the least it costs.'
    : '';
  return `Expected months of 730 hours at prices of ${head.prices.asOf} (${head.prices.id}).${least}`;
}
