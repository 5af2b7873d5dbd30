import type { InstanceComparison, InstanceFigures, InstanceRow } from '../compare/comparison.ts';
import type { Currency } from '../model/environment.ts';
import {
  acceleratorsText,
  besidesText,
  comparisonNotes,
  leftTexts,
  sizeText,
  verdictText,
} from './compareText.ts';
import {
  formatCountRange,
  formatHourly,
  formatMilliseconds,
  formatMoney,
  formatMoneyRange,
  formatMonthly,
  formatPercent,
  formatRequestRate,
  isSpread,
  UNKNOWN,
} from './format.ts';
import { instanceCharts } from './panelCompareCharts.ts';
import type { PanelInstance, PanelInstances } from './panelCompareSchema.ts';
import { panelFigure } from './panelFigure.ts';
import type { PanelFigure } from './panelSchema.ts';

/** One deployment on every machine, in finished words. */
export function panelInstances(found: InstanceComparison, currency: Currency): PanelInstances {
  return {
    summary: summaryText(found, currency),
    notes: comparisonNotes(found),
    rows: found.rows.map((row) => instanceRow(row, found, currency)),
    sellers: [...new Set(found.rows.map(({ seller }) => seller))],
    regions: found.regions,
    left: leftTexts(found.left),
    charts: instanceCharts(found, currency),
  };
}

/** What a reader wants to know first. */
function summaryText(
  { rows, cheapest, isSettled }: InstanceComparison,
  currency: Currency,
): string {
  const [current] = rows;
  const best = rows.find(({ key }) => key === cheapest);
  if (best?.figures == null) {
    return current?.verdict === 'speed-not-known'
      ? 'Which machine serves it is not known.'
      : 'No machine of these holds everything that is asked.';
  }
  if (best.isCurrent) {
    return isSettled
      ? 'It runs on the cheapest machine that holds everything that is asked.'
      : `Nothing names what it runs on; the cheapest that holds is taken for it: ${best.instance ?? ''} (${acceleratorsText(best)}).`;
  }
  const { monthly, lowerBound, replicas } = best.figures;
  const less = (current?.figures?.monthly.expected ?? monthly.expected) - monthly.expected;
  const holdsNow = current?.verdict === 'holds' ? '' : ', which does not hold everything,';
  return [
    `Cheapest that holds: ${best.instance ?? ''} (${acceleratorsText(best)}), `,
    `replicas: ${formatCountRange(replicas)}, ${formatMonthly(monthly.expected, currency, lowerBound)}`,
    less === 0
      ? ''
      : `, ${formatMonthly(Math.abs(less), currency)} ${less > 0 ? 'less' : 'more'} than now${holdsNow}`,
  ]
    .join('')
    .replace(/,?$/, '.');
}

function instanceRow(
  row: InstanceRow,
  found: InstanceComparison,
  currency: Currency,
): PanelInstance {
  const { figures, hourly, source, asOf, note } = row;
  const of = (
    pick: (figures: InstanceFigures) => number | null,
    format: (value: number) => string,
  ): PanelFigure => panelFigure(figures === null ? null : pick(figures), format);
  const money = (usd: number): string => formatMoney(usd, currency);
  const anHour = (usd: number | null): PanelFigure =>
    panelFigure(usd, (value) => formatHourly(value, currency));
  return {
    key: row.key,
    instance: row.instance ?? 'not known',
    place: [row.seller, row.region].filter((part) => part !== '').join(', '),
    seller: row.seller,
    hardware: acceleratorsText(row),
    size: sizeText(row),
    tags: tagsOf(row, found),
    isCurrent: row.isCurrent,
    isBestOfKind: row.isBestOfKind,
    fits: row.fits !== false && row.verdict !== 'no-arithmetic',
    meetsSlo: row.verdict === 'holds',
    verdict: verdictText(row),
    monthly: of(
      ({ monthly }) => monthly.expected,
      (usd) => formatMonthly(usd, currency, figures?.lowerBound ?? false),
    ),
    range:
      figures !== null && isSpread(figures.monthly, currency)
        ? formatMoneyRange(figures.monthly, currency)
        : null,
    replicas: {
      text: figures === null ? UNKNOWN : formatCountRange(figures.replicas),
      value: figures?.replicas.expected ?? null,
    },
    perMillionTokens: of(({ perMillionTokens }) => perMillionTokens, money),
    perThousandRequests: of(
      ({ perRequest }) => (perRequest === null ? null : perRequest * 1000),
      money,
    ),
    ttft: of(({ ttftMs }) => ttftMs, formatMilliseconds),
    tpot: of(({ tpotMs }) => tpotMs, formatMilliseconds),
    throughput: of(
      ({ requestsPerSecondPerReplica }) => requestsPerSecondPerReplica,
      formatRequestRate,
    ),
    utilization: of(({ utilization }) => utilization, formatPercent),
    onDemand: anHour(hourly['on-demand']),
    spot: anHour(hourly.spot),
    reserved1y: anHour(hourly['reserved-1y']),
    reserved3y: anHour(hourly['reserved-3y']),
    besides: besidesText(row),
    source: [source, asOf, note].filter((part) => part !== '').join(', '),
    canUse: !row.isCurrent && figures !== null,
  };
}

function tagsOf({ key, isCurrent }: InstanceRow, found: InstanceComparison): readonly string[] {
  const { cheapest, byLatency, byThroughput } = found;
  const fronts = [
    ...(byLatency.includes(key) ? ['latency'] : []),
    ...(byThroughput.includes(key) ? ['throughput'] : []),
  ];
  return [
    ...(isCurrent ? [found.isSettled ? 'now' : 'taken for now'] : []),
    ...(key === cheapest ? ['cheapest'] : []),
    ...(fronts.length > 0 && key !== cheapest ? [`Pareto: ${fronts.join(', ')}`] : []),
  ];
}
