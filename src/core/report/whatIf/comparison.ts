import { mainUnit } from '../../cost/mainUnit.ts';
import { trafficIsStated } from '../../cost/workload.ts';
import { hardwareText } from '../../features/headline.ts';
import type { Currency } from '../../model/environment.ts';
import type { CostEstimate } from '../../model/estimate.ts';
import { firstLatencyName } from '../../performance/writesText.ts';
import type { WhatIf } from '../../whatIf/whatIf.ts';
import {
  formatCountRange,
  formatGiB,
  formatMilliseconds,
  formatMoney,
  formatMoneyRange,
  formatMonthly,
  formatMonthlyDifference,
  formatPercent,
  formatRequestRate,
  formatUnitCost,
  isSpread,
  UNKNOWN,
} from '../format.ts';
import type { WhatIfRow } from './panelWhatIfSchema.ts';

/** The figures of a deployment before and after, in the order in which they are asked for. */
export function comparisonRows(looked: WhatIf, currency: Currency): readonly WhatIfRow[] {
  const { before, after, deployment } = looked;
  // What is always there for everybody has no replicas of one's own.
  const isHosted = ['api', 'units'].includes(deployment.deployment.supply.kind);
  const both = (
    label: string,
    of: (estimate: CostEstimate) => string | null,
    change = '',
  ): readonly WhatIfRow[] => {
    const [then, now] = [of(before), of(after)];
    if (then === null && now === null) return [];
    return [{ label, before: then ?? UNKNOWN, after: now ?? UNKNOWN, change }];
  };
  const figure = (
    label: string,
    of: (estimate: CostEstimate) => number | null,
    format: (value: number) => string,
  ): readonly WhatIfRow[] =>
    both(
      label,
      (estimate) => formatted(of(estimate), format),
      relativeChange(of(before), of(after)),
    );
  return [
    ...both('Month', (one) => monthText(one, currency), monthChange(before, after, currency)),
    ...both('Range', (one) => rangeText(one, currency)),
    ...unitRows(before, after, currency),
    ...figure(
      '1,000 requests',
      ({ unit }) => unit.perThousandRequests,
      (usd) => formatMoney(usd, currency),
    ),
    ...hardwareRow(looked),
    ...(isHosted ? [] : both('Replicas', ({ replicas }) => formatCountRange(replicas))),
    ...figure('Traffic', ({ workload }) => workload.requestsPerSecond.value, formatRequestRate),
    ...figure('Busy', ({ utilization }) => utilization, formatPercent),
    ...figure(firstLatency(after), ({ ttftMs }) => ttftMs, formatMilliseconds),
    ...figure('TPOT', ({ tpotMs }) => tpotMs, formatMilliseconds),
    ...both('Fits', fitsText),
    ...both('SLO', sloText),
  ];
}

/** "Month: $5,970/mo → $3,210/mo, −$2,760/mo (−46%)." */
export function summaryText({ before, after, changed }: WhatIf, currency: Currency): string {
  if (Object.keys(changed).length === 0) return 'Nothing is changed.';
  const [then, now] = [before, after].map((one) => monthText(one, currency) ?? 'not known');
  const change = monthChange(before, after, currency);
  return `Month: ${then ?? ''} → ${now ?? ''}${change === '' ? '' : `, ${change}`}.`;
}

/** What the figures do not say by themselves. */
export function remarksOf({ before, after, changed, homes }: WhatIf): readonly string[] {
  if (Object.keys(changed).length === 0) return [];
  const gone = after.missing.filter((each) => !before.missing.includes(each));
  const found = before.missing.filter((each) => !after.missing.includes(each));
  const isSized = !trafficIsStated(after.workload);
  const rates = [before, after].map(({ workload }) =>
    formatRequestRate(workload.requestsPerSecond.value),
  );
  const impossible = [...new Set([...homes.values()])].flatMap((home) =>
    home.kind === 'impossible' ? [`Not counted: ${sentence(home.reason)}`] : [],
  );
  return [
    ...impossible,
    ...gone.map((each) => `Not known any more: ${sentence(each)}`),
    ...found.map((each) => `Known now: ${sentence(each)}`),
    ...(isSized && rates[0] !== rates[1]
      ? [
          'No traffic is stated: each side is priced for what its replicas can serve. Set a rate to compare both at the same traffic.',
        ]
      : []),
    ...lostRemark(after),
  ];
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

/** Requests that the replicas cannot keep up with are not in the unit costs. */
function lostRemark({
  workload,
  requestsPerMonth,
  hoursPerMonth,
}: CostEstimate): readonly string[] {
  const offered = workload.requestsPerSecond.value * 3600 * hoursPerMonth;
  const lost = offered > 0 ? 1 - requestsPerMonth / offered : 0;
  return lost < 0.01
    ? []
    : [`${formatPercent(lost)} of the requests are not answered: the replicas cannot keep up.`];
}

function monthText({ monthly, lowerBound }: CostEstimate, currency: Currency): string | null {
  return monthly === null ? null : formatMonthly(monthly.expected, currency, lowerBound);
}

function rangeText({ monthly }: CostEstimate, currency: Currency): string | null {
  return monthly === null || !isSpread(monthly, currency)
    ? null
    : formatMoneyRange(monthly, currency);
}

/** Two lower bounds differ by what is priced in both; what is missing from one alone leaves the difference open. */
function monthChange(before: CostEstimate, after: CostEstimate, currency: Currency): string {
  if (before.monthly === null || after.monthly === null) return '';
  if (before.missing.join() !== after.missing.join()) return 'not known';
  const change = after.monthly.expected - before.monthly.expected;
  if (Math.abs(change * currency.perUsd) < 0.005) return '';
  const relative = relativeChange(before.monthly.expected, after.monthly.expected);
  return `${formatMonthlyDifference(change, currency)}${relative === '' ? '' : ` (${relative})`}`;
}

function unitRows(
  before: CostEstimate,
  after: CostEstimate,
  currency: Currency,
): readonly WhatIfRow[] {
  const name = (mainUnit(after.unit) ?? mainUnit(before.unit))?.name ?? null;
  if (name === null || name === 'perThousandRequests') return [];
  const [then, now] = [before.unit[name], after.unit[name]];
  const [, label = ''] = formatUnitCost(0, name, currency).split('/');
  const text = (usd: number | null): string =>
    formatted(usd, (value) => formatMoney(value, currency)) ?? UNKNOWN;
  return [{ label, before: text(then), after: text(now), change: relativeChange(then, now) }];
}

function hardwareRow({ deployment, supposed, before, after }: WhatIf): readonly WhatIfRow[] {
  const then = hardwareText({ ...deployment, estimate: before });
  const now = hardwareText({ ...deployment, deployment: supposed, estimate: after });
  return [{ label: 'Hardware', before: then, after: now, change: '' }];
}

function firstLatency({ performance }: CostEstimate): string {
  return firstLatencyName(performance) === 'TTFT' ? 'TTFT' : 'Latency';
}

function fitsText({ memory }: CostEstimate): string | null {
  if (memory === null) return null;
  return memory.fits ? 'yes' : `no, ${formatGiB(memory.shortfallGiB)} too little`;
}

function sloText({ meetsSlo }: CostEstimate): string | null {
  return meetsSlo === null ? null : meetsSlo ? 'met' : 'missed';
}

function formatted(value: number | null, format: (value: number) => string): string | null {
  return value === null ? null : format(value);
}

/** "−46%", "+120%", "× 12"; empty where nothing changes or there is nothing to compare. */
function relativeChange(before: number | null, after: number | null): string {
  if (before === null || after === null || before === after || before === 0) return '';
  const ratio = after / before;
  if (ratio >= 10) return `× ${ratio.toFixed(0)}`;
  const share = formatPercent(Math.abs(ratio - 1));
  return share === '0%' ? '' : `${ratio < 1 ? '−' : '+'}${share}`;
}
