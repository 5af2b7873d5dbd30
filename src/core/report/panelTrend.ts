import type { Analysis, DeploymentAnalysis } from '../analysis.ts';
import { isServedElsewhere } from '../analysis/gateways.ts';
import { total } from '../cost/total.ts';
import { grownMonths } from '../insight/growth.ts';
import type { GroupBudget } from '../model/budget.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Range } from '../model/sourced.ts';
import { formatMoney, formatMonthly, formatNumber, formatQuantity } from './format.ts';
import { monthNames } from './monthNames.ts';
import type { PanelContext } from './panelContext.ts';
import { panelOrigin } from './panelOrigin.ts';
import { trendChart } from './panelTrendChart.ts';
import type { PanelTrend } from './panelTrendSchema.ts';

const months = 12;

/** All deployments in one of the months. USD/month. */
export interface TrendMonth {
  /** "Nov 2026". */
  readonly name: string;
  readonly monthly: Range;
  /** True when something is unpriced: it costs at least that. */
  readonly lowerBound: boolean;
}

/** A year of months; null where nothing is priced. Prices each deployment that grows once a month. */
export function panelTrend(context: PanelContext): PanelTrend | null {
  const { deployments, environment } = context.analysis;
  if (deployments.every(({ estimate }) => estimate.monthly === null)) return null;
  const courses = deployments.map((one) => course(one));
  const year = monthNames(environment.today, months).map((name, month): TrendMonth => {
    const estimates = courses.flatMap((estimates) => estimates[month] ?? []);
    return {
      name,
      monthly: total(estimates) ?? { min: 0, expected: 0, max: 0 },
      lowerBound: estimates.some((one) => one.lowerBound || one.monthly === null),
    };
  });
  const budget = budgetOfAll(context.analysis);
  const growing = deployments.filter(({ assumptions }) => growthOf(assumptions) !== null);
  return {
    summary: summary(year, context),
    chart: isFlat(year) ? null : trendChart(year, budget, environment.currency),
    growth: stated(growing, context),
    notes: [
      ...unstated(deployments.length - growing.length, growing.length),
      ...exceeded(year, budget, context),
      ...full(deployments, year),
    ],
    isUnstated: growing.length === 0,
  };
}

/** What is paid where its server is deployed does not follow its own traffic. */
function course(one: DeploymentAnalysis): readonly CostEstimate[] {
  const { deployment, assumptions, estimate, environment } = one;
  return isServedElsewhere({ read: one })
    ? Array.from({ length: months }, () => estimate)
    : grownMonths(deployment, assumptions, environment, estimate, months);
}

function growthOf({ workload }: DeploymentAnalysis['assumptions']): number | null {
  return workload.growthPerMonth?.value ?? null;
}

/** The budget that all of the deployments share; of several the least. */
function budgetOfAll({ budgets, deployments }: Analysis): GroupBudget | null {
  const [least = null] = budgets
    .filter((one) => one.holdsFor === 'total' && one.deployments === deployments.length)
    .toSorted((a, b) => a.budget - b.budget);
  return least;
}

function isFlat(year: readonly TrendMonth[]): boolean {
  const [first] = year;
  return year.every(({ monthly: { min, expected, max } }) => {
    const now = first?.monthly;
    return min === now?.min && expected === now.expected && max === now.max;
  });
}

function summary(year: readonly TrendMonth[], { analysis }: PanelContext): string {
  const { currency } = analysis.environment;
  const [first, last] = [year[0], year.at(-1)];
  if (first === undefined || last === undefined) return '';
  const sum = year.reduce((usd, { monthly }) => usd + monthly.expected, 0);
  const lowerBound = year.some((month) => month.lowerBound);
  const of = ({ monthly }: TrendMonth): string =>
    formatMonthly(monthly.expected, currency, lowerBound);
  const all = `${lowerBound ? '≥ ' : ''}${formatMoney(sum, currency)} over the ${months} months to ${last.name}`;
  return isFlat(year)
    ? `${all}: every month the same.`
    : `${all}: from ${of(first)} to ${of(last)}.`;
}

function stated(
  growing: readonly DeploymentAnalysis[],
  context: PanelContext,
): PanelTrend['growth'] {
  const all = new Map<
    string,
    { text: string; names: string[]; origin: ReturnType<typeof panelOrigin> }
  >();
  for (const { deployment, assumptions } of growing) {
    const growth = assumptions.workload.growthPerMonth;
    if (growth === null) continue;
    const origin = panelOrigin(growth.origin, context);
    const text = `${formatNumber(growth.value * 100)}% a month`;
    const key = JSON.stringify([text, origin]);
    const known = all.get(key);
    if (known === undefined) all.set(key, { text, names: [deployment.name], origin });
    else known.names.push(deployment.name);
  }
  return [...all.values()].map(({ text, names, origin }) => ({
    text,
    deployments:
      names.length === context.analysis.deployments.length && names.length > 1
        ? 'all deployments'
        : names.join(', '),
    origin,
  }));
}

function unstated(without: number, growing: number): readonly string[] {
  if (without === 0) return [];
  return growing === 0
    ? ['Growth of the traffic is not stated: taken as none.']
    : [`Growth is not stated for ${formatQuantity(without, 'deployment')}: taken as none.`];
}

function exceeded(
  year: readonly TrendMonth[],
  budget: GroupBudget | null,
  { analysis }: PanelContext,
): readonly string[] {
  if (budget === null) return [];
  const first = year.find(({ monthly }) => monthly[budget.basis] > budget.budget);
  // That it is exceeded already stands where the budgets are.
  if (first === undefined || first === year[0]) return [];
  const words = formatMonthly(budget.budget, analysis.environment.currency);
  return [`Above the budget of ${words} from ${first.name}.`];
}

/** Where replicas cannot follow, the month does not grow either: what it leaves out is requests. */
function full(
  deployments: readonly DeploymentAnalysis[],
  year: readonly TrendMonth[],
): readonly string[] {
  return deployments.flatMap(({ deployment, estimate }) => {
    const until = estimate.autoscaling?.monthsUntilFull ?? null;
    const first = until === null ? undefined : year[Math.ceil(until)];
    if (first === undefined) return [];
    const when = until === 0 ? 'Already now' : `From ${first.name}`;
    return [
      `${when} the busiest hour of ${deployment.name} needs more than its replicas can serve: requests wait or are dropped, and the month no longer follows.`,
    ];
  });
}
