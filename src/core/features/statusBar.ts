import { oldestUsed } from '../advice/priceAge.ts';
import type { Analysis } from '../analysis.ts';
import type { Range } from '../model/sourced.ts';
import { formatMonthly, formatMoneyRange, isSpread } from '../report/format.ts';
import { priceDayText } from '../advice/priceDayText.ts';
import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import { hardwareText, monthlyText } from './headline.ts';

export interface StatusBarText {
  /** `$12,340/mo`. */
  readonly text: string;
  /** Markdown: a line for each deployment, and the day of the prices. */
  readonly tooltip: string;
}

const MOST_DEPLOYMENTS = 10;

const nothing = { monthly: null, lowerBound: true, candidates: [] };

/** What the deployments of one file cost together; null for a file without any. */
export function getStatusBarText(analysis: Analysis, uri: string): StatusBarText | null {
  const { currency, catalog, today } = analysis.environment;
  const deployments = analysis.deployments.filter(({ deployment }) => deployment.uri === uri);
  if (deployments.length === 0) return null;

  const known = deployments.flatMap(({ estimate }) =>
    estimate.monthly === null ? [] : [estimate.monthly],
  );
  const total = sum(known);
  const lowerBound =
    known.length < deployments.length || deployments.some(({ estimate }) => estimate.lowerBound);
  const text =
    known.length === 0
      ? monthlyText(deployments[0]?.estimate ?? nothing, currency)
      : formatMonthly(total.expected, currency, lowerBound);

  const rows = deployments
    .slice(0, MOST_DEPLOYMENTS)
    .map((one) =>
      [one.deployment.name, monthlyText(one.estimate, currency), hardwareText(one)]
        .map(escapeMarkdown)
        .join(' · '),
    );
  const hidden = deployments.length - rows.length;
  const range = isSpread(total, currency)
    ? `Between ${formatMoneyRange(total, currency)} a month.`
    : '';
  const tooltip = [
    ...rows,
    hidden > 0 ? `and ${hidden} more` : '',
    escapeMarkdown(range),
    `Prices of ${escapeMarkdown(priceDayText(catalog.asOf, oldestUsed(deployments), today))}.`,
  ];
  return { text, tooltip: tooltip.filter((line) => line !== '').join('\n\n') };
}

function sum(ranges: readonly Range[]): Range {
  return {
    min: ranges.reduce((total, { min }) => total + min, 0),
    expected: ranges.reduce((total, { expected }) => total + expected, 0),
    max: ranges.reduce((total, { max }) => total + max, 0),
  };
}
