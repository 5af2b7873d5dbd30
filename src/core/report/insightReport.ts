import { insightOf, type Priced } from '../insight/insight.ts';
import type { Environment } from '../model/environment.ts';
import type { BreakEven, Explanation, Sensitivity } from '../model/insight.ts';
import { figure, type ReportContext } from './reportContext.ts';
import type {
  BreakEvenReport,
  ExplanationReport,
  InsightReport,
  SensitivityReport,
} from './reportModel.ts';

/** What only a reader of the whole report wants to know: every figure opened, what moves the month, what else it could cost. */
export function insightReport(
  one: Priced,
  environment: Environment,
  context: ReportContext,
): InsightReport {
  const { explanations, sensitivity, breakEven, energy, scaling } = insightOf(one, environment);
  return {
    explanations: explanations.map((each) => explanationReport(each, context)),
    sensitivity: sensitivity.map((each) => sensitivityReport(each, context)),
    breakEven: breakEven.map((each) => breakEvenReport(each, context)),
    energy:
      energy === null
        ? null
        : {
            kWhPerMonth: figure(energy.kWhPerMonth),
            kgCO2ePerMonth: figure(energy.kgCO2ePerMonth),
            formula: energy.formula,
            inputs: energy.inputs.map((input) => context.input(input)),
          },
    scaling: scaling.map((each) => ({
      policy: each.policy,
      replicas: {
        min: figure(each.replicas.min),
        expected: figure(each.replicas.expected),
        max: figure(each.replicas.max),
      },
      monthly: context.money(each.monthly),
      idleMonthly: context.money(each.idleMonthly),
      missedShare: figure(each.missedShare),
      coldStartsPerMonth: figure(each.coldStartsPerMonth),
    })),
  };
}

/** Money of an explanation is shown in the report's currency, its unit as well. */
function explanationReport(
  { figure: name, title, value, unit, formula, inputs }: Explanation,
  context: ReportContext,
): ExplanationReport {
  const isMoney = unit.startsWith('USD');
  return {
    figure: name,
    title,
    value: isMoney ? context.money(value) : figure(value),
    unit,
    formula,
    inputs: inputs.map((input) => context.input(input)),
  };
}

function sensitivityReport(
  { input, low, high, effect }: Sensitivity,
  context: ReportContext,
): SensitivityReport {
  return {
    ...context.input(input),
    low: { value: low.value, monthly: context.money(low.monthly) },
    high: { value: high.value, monthly: context.money(high.monthly) },
    effect: figure(effect),
  };
}

function breakEvenReport(one: BreakEven, context: ReportContext): BreakEvenReport {
  const { offer, match, model } = one;
  return {
    provider: offer.provider,
    offer: offer.model,
    match,
    model,
    perMillionTokens: context.money(one.perMillionTokens),
    monthly: context.money(one.monthly),
    requestsPerMonth: figure(one.requestsPerMonth),
    tokensPerMonth: figure(one.tokensPerMonth),
    shareOfCapacity: figure(one.shareOfCapacity),
    source: offer.source,
    asOf: offer.asOf,
  };
}
