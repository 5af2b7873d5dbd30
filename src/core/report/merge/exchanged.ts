import type { Currency } from '../../model/environment.ts';
import type { Range } from '../../model/sourced.ts';
import { inCurrency } from '../inCurrency.ts';
import type { AssumptionReport } from '../originReport.ts';
import { figure } from '../reportContext.ts';
import type {
  ComponentReport,
  DeploymentReport,
  FindingReport,
  FixReport,
  MonthlyReport,
  Report,
  UnitReport,
} from '../reportModel.ts';

/** A report with its money in another currency, at the rates to the US dollar that both state. Amounts in words stay. */
export function exchanged(report: Report, to: Currency): Report {
  const rate = to.perUsd / report.exchangeRate.perUsd;
  if (report.currency === to.code && rate === 1) return report;
  const money = exchange(report.currency, to.code, rate);
  return {
    ...report,
    currency: to.code,
    exchangeRate: { perUsd: to.perUsd, asOf: to.asOf },
    totals: { ...report.totals, jointSaving: money.amount(report.totals.jointSaving) },
    deployments: report.deployments.map((one) => deploymentIn(one, money)),
    findings: report.findings.map((one) => findingIn(one, money)),
    budgets: report.budgets.map((one) => ({
      ...one,
      budget: money.amount(one.budget),
      cost: money.amount(one.cost),
    })),
    trafficSplits: report.trafficSplits.map((split) => ({
      ...split,
      monthly: money.amount(split.monthly),
      beside: money.amount(split.beside),
      variants: split.variants.map((one) => ({ ...one, monthly: money.amount(one.monthly) })),
    })),
  };
}

interface Exchange {
  readonly amount: {
    (of: number): number;
    (of: number | null): number | null;
  };
  readonly range: (of: Range | null) => Range | null;
  readonly input: (of: AssumptionReport) => AssumptionReport;
}

function exchange(from: string, to: string, rate: number): Exchange {
  function amount(of: number): number;
  function amount(of: number | null): number | null;
  function amount(of: number | null): number | null {
    return of === null ? null : figure(of * rate);
  }
  return {
    amount,
    range: (of) =>
      of && { min: amount(of.min), expected: amount(of.expected), max: amount(of.max) },
    input: (of) => {
      const changed = inCurrency(of, { code: to, perUsd: rate }, from);
      const { value } = changed;
      return { ...changed, value: typeof value === 'number' ? figure(value) : value };
    },
  };
}

function deploymentIn(one: DeploymentReport, money: Exchange): DeploymentReport {
  return {
    ...one,
    monthly: monthlyIn(one.monthly, money),
    unit: unitIn(one.unit, money),
    assumptions: one.assumptions.map((input) => money.input(input)),
    components: one.components.map((component) => componentIn(component, money)),
    candidates: one.candidates.map((candidate) => ({
      ...candidate,
      monthly: money.range(candidate.monthly),
    })),
    findings: one.findings.map((finding) => findingIn(finding, money)),
  };
}

function monthlyIn(monthly: MonthlyReport, { amount }: Exchange): MonthlyReport {
  return {
    min: amount(monthly.min),
    expected: amount(monthly.expected),
    max: amount(monthly.max),
    compute: amount(monthly.compute),
    network: amount(monthly.network),
    storage: amount(monthly.storage),
    management: amount(monthly.management),
    lowerBound: monthly.lowerBound,
    wholeNode: amount(monthly.wholeNode),
  };
}

function unitIn(unit: UnitReport, { amount, range }: Exchange): UnitReport {
  const cost = range(unit.main?.cost ?? null);
  return {
    perMillionTokens: amount(unit.perMillionTokens),
    perMillionInputTokens: amount(unit.perMillionInputTokens),
    perMillionOutputTokens: amount(unit.perMillionOutputTokens),
    perThousandRequests: amount(unit.perThousandRequests),
    perImage: amount(unit.perImage),
    perAudioHour: amount(unit.perAudioHour),
    perThousandPredictions: amount(unit.perThousandPredictions),
    main: unit.main === null || cost === null ? null : { name: unit.main.name, cost },
    perMillionTokensAtCapacity: amount(unit.perMillionTokensAtCapacity),
  };
}

function componentIn(component: ComponentReport, money: Exchange): ComponentReport {
  return {
    ...component,
    unitPrice: money.amount(component.unitPrice),
    monthly: money.range(component.monthly),
    inputs: component.inputs.map((input) => money.input(input)),
    parts: component.parts.map((part) => ({ ...part, monthly: money.amount(part.monthly) })),
  };
}

function findingIn(finding: FindingReport, money: Exchange): FindingReport {
  return {
    ...finding,
    fix: finding.fix && fixIn(finding.fix, money),
    alternatives: finding.alternatives.map((fix) => fixIn(fix, money)),
  };
}

function fixIn(fix: FixReport, { amount }: Exchange): FixReport {
  const { effect } = fix;
  return {
    ...fix,
    monthlySaving: amount(fix.monthlySaving),
    effect: effect && {
      ...effect,
      monthly: { before: amount(effect.monthly.before), after: amount(effect.monthly.after) },
    },
  };
}
