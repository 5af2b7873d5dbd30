import {
  formatChange,
  formatMonthlyDifference,
  formatMonthly,
  formatQuantity,
  shownIn,
  UNKNOWN,
} from '../report/format.ts';
import { causeWords } from './causeWords.ts';
import { figureWords } from './figureWords.ts';
import type {
  ChangedField,
  ChangedLines,
  Difference,
  Review,
  ReviewedDeployment,
} from './reviewModel.ts';

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

/** The difference of a deployment; none can be told where what was edited may have no price. */
export function movedWords(
  one: Pick<ReviewedDeployment, 'before' | 'delta' | 'lowerBound' | 'changed'>,
  currency: string,
): string {
  const mayDiffer = one.delta === 0 && one.lowerBound && one.changed.length > 0;
  return mayDiffer ? 'no known difference' : differenceWords(one, currency);
}

/** The month of a deployment on one side: at least so much where a part has no price. */
export function monthWords(
  { lowerBound }: Pick<ReviewedDeployment, 'lowerBound'>,
  value: number | null,
  currency: string,
): string {
  return value === null ? UNKNOWN : formatMonthly(value, shownIn(currency), lowerBound);
}

/** `+$1,240/mo (+18%) since main: $6,900/mo before, $8,140/mo after`. */
export function headline(review: Review): string {
  return `${changeWords(review)}: ${monthsWords(review)}`;
}

/** `+$1,240/mo (+18%) since main`. */
export function changeWords({ totals, currency, base }: Review): string {
  return `${differenceWords(totals, currency)} since ${base.name}`;
}

/** `$6,900/mo before, $8,140/mo after`. */
export function monthsWords({ totals, currency }: Review): string {
  const of = (month: number | null): string =>
    month === null ? UNKNOWN : formatMonthly(month, shownIn(currency), totals.lowerBound);
  return `${of(totals.before)} before, ${of(totals.after)} after`;
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

/** The edited line; a file that came or went has none that tells more than that. */
export function lineWords({ text, whole }: Pick<ChangedLines, 'text' | 'whole'>): string {
  return whole === null ? text : whole === 'added' ? 'new file' : 'file removed';
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
