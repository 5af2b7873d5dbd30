import type { Currency } from '../model/environment.ts';
import type { DropReason, Optimization, Plan, PlanFigures } from '../optimize/optimization.ts';
import {
  formatMilliseconds,
  formatMonthly,
  formatNumber,
  formatRequestRate,
  formatSaving,
  UNKNOWN,
} from './format.ts';
import { differenceText, hardwareText, latencyText, wayText } from './planText.ts';
import type { Paint } from './text.ts';
import { textTable } from './textTable.ts';

/** What a search found, for a terminal: the plan, what it could be instead, and what was left out. */
export function renderOptimization(
  found: Optimization,
  currency: Currency,
  paint: Paint = (_style, text) => text,
): string {
  const { today, plan, byLatency, byThroughput } = found;
  const sections = [
    `${paint('bold', found.name)} · ${demandText(found)}\n${limitsText(found)}`,
    plan === null ? nothingText(found) : planText(plan, today, currency),
    table('Cost against latency', today, byLatency, currency, paint),
    table('Cost against throughput', null, byThroughput, currency, paint),
    countsText(found),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function demandText({ demand }: Optimization): string {
  const peak = `${formatRequestRate(demand.mean)}, ${formatRequestRate(demand.peak)} at the busiest`;
  return demand.stated ? peak : `${peak}: what it is sized for today, since no traffic is stated`;
}

/** The limits that every plan holds; that there are none, which makes slow plans as good as fast ones. */
export function limitsText({ limits }: Pick<Optimization, 'limits'>): string {
  const { ttftMs, tpotMs, e2eMs, percentile } = limits;
  const stated = (
    [
      ['TTFT', ttftMs],
      ['TPOT', tpotMs],
      ['request', e2eMs],
    ] as const
  ).flatMap(([name, value]) => (value === null ? [] : `${name} ${formatMilliseconds(value)}`));
  return stated.length === 0
    ? 'No latency limit is stated: what is cheapest may be slow.'
    : `Within ${stated.join(', ')} at p${formatNumber(percentile)}.`;
}

/** What is there to say where there is no cheaper plan. */
export function nothingText({ byLatency, today }: Optimization): string {
  if (byLatency.length === 0)
    return 'No combination that can be written and priced holds all limits.';
  return today === null ? '' : 'Nothing cheaper holds all limits: it stays as it is.';
}

function planText(plan: Plan, today: PlanFigures | null, currency: Currency): string {
  const lines = [
    `Cheapest: ${formatMonthly(plan.monthly, currency)}, ${formatSaving(plan.monthlySaving, currency)}: ${differenceText(plan, today)}.`,
    ...plan.tradeOffs,
    ...plan.needs,
  ];
  return lines.map((line, index) => (index === 0 ? line : `  ${line}`)).join('\n');
}

const titles = ['Monthly', 'TTFT', 'TPOT', 'Request', 'Capacity', 'Runs on', 'How'];

function table(
  title: string,
  today: PlanFigures | null,
  plans: readonly Plan[],
  currency: Currency,
  paint: Paint,
): string {
  if (plans.length === 0) return '';
  const rows = [
    ...(today === null ? [] : [['today', ...cells(today, currency)]]),
    ...plans.map((plan, index) => [String(index + 1), ...cells(plan, currency)]),
  ];
  // Figures stand on the right, words on the left.
  const { head, lines } = textTable(['', ...titles], rows, (column) => column > 0 && column < 6);
  return [paint('bold', title), paint('dim', head), ...lines].join('\n');
}

function cells(plan: PlanFigures, currency: Currency): readonly string[] {
  const { requestsPerSecond } = plan;
  return [
    formatMonthly(plan.monthly, currency),
    latencyText(plan.ttftMs),
    latencyText(plan.tpotMs),
    latencyText(plan.latencyMs),
    requestsPerSecond === null ? UNKNOWN : formatRequestRate(requestsPerSecond),
    hardwareText(plan),
    wayText(plan),
  ];
}

const reasons: Readonly<Record<DropReason, string>> = {
  memory: 'do not fit in memory',
  precision: 'on hardware without the arithmetic',
  accuracy: 'lose more accuracy than allowed',
  slo: 'miss the latency limits or lose requests',
  availability: 'do not survive an interruption',
  policy: 'not allowed',
  quota: 'above a quota',
  'empty-nodes': 'leave bought nodes empty',
  'not-writable': 'offers that this config cannot say',
  'no-price': 'without a known price',
};

function countsText({ counts }: Optimization): string {
  const { considered, priced, pruned, dropped } = counts;
  const left = (Object.keys(reasons) as DropReason[]).flatMap((reason) => {
    const count = dropped[reason] ?? 0;
    return count === 0 ? [] : `${formatNumber(count)} ${reasons[reason]}`;
  });
  const rest = left.length === 0 ? '' : ` Left out: ${left.join('; ')}.`;
  return (
    `${formatNumber(considered)} combinations: ${formatNumber(priced)} priced, ` +
    `${formatNumber(pruned)} could not be better.${rest}`
  );
}
