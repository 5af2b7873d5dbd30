import { formatMilliseconds, formatPercent, formatUnitCost, shownIn } from '../report/format.ts';
import { isSame } from './differences.ts';
import type { Difference, ReviewedDeployment } from './reviewModel.ts';

/** What else moved besides the month: unit cost, latency, fit, in words; only what is known and different. */
export function figureWords(one: ReviewedDeployment, code: string): readonly string[] {
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
        : [`${name} ${fromTo(words(figures.before), words(figures.after))}`];
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

/** `$2.97 to $3.96/1M tokens`, `152 to 146 ms`: what both end with is said once. */
function fromTo(before: string, after: string): string {
  const slash = after.indexOf('/');
  const unit = slash === -1 ? (/ [a-z]+$/.exec(after)?.[0] ?? '') : after.slice(slash);
  return `${unit !== '' && before.endsWith(unit) ? before.slice(0, -unit.length) : before} to ${after}`;
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
