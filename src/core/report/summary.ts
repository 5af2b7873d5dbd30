import { priceDayText } from '../advice/priceDayText.ts';
import { monthlyText } from '../features/headline.ts';
import { consequenceText, effectTexts } from './adviceText.ts';
import type { Range } from '../model/sourced.ts';
import {
  UNKNOWN,
  formatMainUnit,
  formatMoney,
  formatMonthly,
  formatPercent,
  formatQuantity,
  formatShortUnitCost,
  shownIn,
} from './format.ts';
import type {
  DeploymentReport,
  FindingReport,
  FixReport,
  GroupReport,
  MonthlyReport,
  Report,
  TotalsReport,
} from './reportModel.ts';

/** One deployment as a row of words: the same in terminal, Markdown and HTML. */
export interface SummaryRow {
  readonly deployment: DeploymentReport;
  readonly hardware: string;
  readonly monthly: string;
  /** `$0.42/1M tokens ($0.21–0.84)`, and where there is little room `$0.42/1M tok`. */
  readonly unitCost: string;
  readonly shortUnitCost: string;
  readonly busy: string;
  readonly saving: string;
}

/** The rows of a report, in its order. */
export function summaryRows(report: Report): readonly SummaryRow[] {
  const currency = shownIn(report.currency);
  return report.deployments.map((deployment) => {
    const { unit, performance, memory } = deployment;
    const saving = largestSavingOf(deployment);
    const fits = memory.fits !== false;
    return {
      deployment,
      hardware: deployment.hardware,
      monthly: monthlyText(monthlyFigures(deployment), currency),
      unitCost: unit.main === null ? UNKNOWN : formatMainUnit(unit.main, currency),
      shortUnitCost: unit.main === null ? UNKNOWN : formatShortUnitCost(unit.main, currency),
      busy: !fits
        ? 'does not fit'
        : performance.utilization === null
          ? UNKNOWN
          : formatPercent(performance.utilization),
      saving: saving === null ? '' : formatMoney(saving, currency),
    };
  });
}

function monthlyFigures({ monthly, candidates, components }: DeploymentReport) {
  return { monthly: rangeOf(monthly), lowerBound: monthly.lowerBound, candidates, components };
}

function rangeOf({ min, expected, max }: MonthlyReport | TotalsReport | GroupReport): Range | null {
  return min === null || expected === null || max === null ? null : { min, expected, max };
}

/** `$12,000/mo ($9,000–15,000)`. */
export function totalText({ totals, currency }: Report): string {
  const figures = { monthly: rangeOf(totals), lowerBound: totals.lowerBound, candidates: [] };
  return monthlyText(figures, shownIn(currency));
}

/** What all preferred suggestions save when they are applied together; null when there is nothing to save. */
export function jointSavingText({ totals, currency }: Report): string | null {
  const { jointSaving } = totals;
  if (jointSaving === null || jointSaving <= 0) return null;
  return formatMonthly(jointSaving, shownIn(currency));
}

/** `4 deployments in 2 repositories · prices of 2026-07-20 (id) · EUR at 0.92 per USD of 2026-11-20`. */
export function basisText({
  deployments,
  repositories,
  prices,
  currency,
  exchangeRate,
  date,
}: Report): string {
  const rate =
    currency === 'USD'
      ? []
      : [
          `${currency} at ${exchangeRate.perUsd} per USD of ${exchangeRate.asOf ?? 'an unknown day'}`,
        ];
  const places =
    repositories.length > 1
      ? ` in ${formatQuantity(repositories.length, 'repository', 'repositories')}`
      : '';
  const count = `${formatQuantity(deployments.length, 'deployment')}${places}`;
  const day = priceDayText(prices.asOf, prices.usedAsOf, date);
  return [count, `prices of ${day} (${prices.id})`, ...rate].join(' · ');
}

export interface Saving {
  readonly deployment: DeploymentReport;
  readonly finding: FindingReport;
  readonly fix: FixReport & { readonly monthlySaving: number };
}

/** What the fix of a deployment that saves most saves, preferred or not, as the lens has it; null when none saves. */
export function largestSavingOf({ findings }: DeploymentReport): number | null {
  const savings = findings
    .flatMap(({ fix, alternatives }) => (fix === null ? alternatives : [fix, ...alternatives]))
    .map(({ monthlySaving }) => monthlySaving ?? 0);
  const largest = Math.max(0, ...savings);
  return largest === 0 ? null : largest;
}

/** Preferred fixes that save something, largest first. They overlap: their sum is not what they save together. */
export function largestSavings(report: Report): readonly Saving[] {
  return report.deployments.flatMap(savingsOf).sort(byFall);
}

function savingsOf(deployment: DeploymentReport): readonly Saving[] {
  return deployment.findings
    .flatMap((finding): Saving[] => {
      const { fix } = finding;
      const monthlySaving = fix?.monthlySaving ?? 0;
      return fix === null || monthlySaving <= 0
        ? []
        : [{ deployment, finding, fix: { ...fix, monthlySaving } }];
    })
    .sort(byFall);
}

function byFall(a: Saving, b: Saving): number {
  return b.fix.monthlySaving - a.fix.monthlySaving;
}

/** What a saving costs in return: its trade-offs, what moves for the requests, what following it takes. */
export function inReturnText({ finding, fix }: Saving): string {
  return [
    ...finding.tradeOffs.map((text) => text.replace(/\.$/, '')),
    ...effectTexts(fix.effect),
    ...(finding.consequence === null ? [] : [consequenceText(finding.consequence)]),
  ].join('; ');
}

/** What is wrong rather than dear: errors, and warnings that no saving stands for; errors first. */
export function problemsOf(report: Report): readonly FindingReport[] {
  const all = [...report.findings, ...report.deployments.flatMap(({ findings }) => findings)];
  const saves = ({ fix }: FindingReport): boolean => (fix?.monthlySaving ?? 0) > 0;
  return [
    ...all.filter(({ severity }) => severity === 'error'),
    ...all.filter((finding) => finding.severity === 'warning' && !saves(finding)),
  ];
}

/** Totals of one way to divide the deployments, in words. */
export interface GroupTable {
  readonly title: string;
  readonly rows: readonly {
    readonly name: string;
    readonly deployments: string;
    readonly monthly: string;
  }[];
}

/** By repository where there are several, by team and by environment; left out where nobody names any. */
export function groupTables(
  report: Pick<Report, 'currency' | 'byTeam' | 'byEnvironment' | 'repositories'>,
): readonly GroupTable[] {
  const currency = shownIn(report.currency);
  const byRepository = report.repositories.toSorted(
    (a, b) => (b.expected ?? 0) - (a.expected ?? 0),
  );
  const tables: readonly (readonly [string, readonly GroupReport[]])[] = [
    ['By repository', byRepository.length > 1 ? byRepository : []],
    ['By team', report.byTeam],
    ['By environment', report.byEnvironment],
  ];
  return tables
    .filter(([, groups]) => groups.some(({ name }) => name !== null))
    .map(([title, groups]) => ({
      title,
      rows: groups.map((group) => ({
        name: group.name ?? 'not named',
        deployments: formatQuantity(group.deployments, 'deployment'),
        monthly: monthlyText(
          { monthly: rangeOf(group), lowerBound: group.lowerBound, candidates: [] },
          currency,
        ),
      })),
    }));
}

/** What it costs that variants of a service run at once, a sentence each. */
export function trafficSplitTexts(
  report: Pick<Report, 'currency' | 'trafficSplits'>,
): readonly string[] {
  const currency = shownIn(report.currency);
  return report.trafficSplits.map(({ service, variants, monthly, beside }) => {
    const shares = variants.map(({ trafficShare }) => formatPercent(trafficShare)).join(' and ');
    const name = service.slice(service.lastIndexOf('/') + 1);
    const both =
      monthly === null || beside === null
        ? 'not all of them have a price'
        : `${formatMonthly(monthly, currency)} while they run, ${formatMonthly(beside, currency)} of it beside the main one`;
    return `${name} splits its traffic over ${variants.length} variants (${shares}): ${both}`;
  });
}
