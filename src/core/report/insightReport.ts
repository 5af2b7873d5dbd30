import { insightOf, type Priced } from '../insight/insight.ts';
import type { Environment } from '../model/environment.ts';
import type { BreakEven, Explanation, Sensitivity, SensitivityPoint } from '../model/insight.ts';
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
  const { explanations, sensitivity, breakEven, energy, scaling, alternatives } = insightOf(
    one,
    environment,
  );
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
    alternatives: alternatives.map((each) => ({
      ...each,
      monthly: context.money(each.monthly),
      unit: context.mainUnit(each.unit),
    })),
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

function explanationReport(explanation: Explanation, context: ReportContext): ExplanationReport {
  const { figure: name, title, formula, inputs } = explanation;
  const { value, unit } = context.amount(explanation);
  return {
    figure: name,
    title,
    value: figure(value),
    unit,
    formula,
    inputs: inputs.map((input) => context.input(input)),
  };
}

function sensitivityReport(
  { input, low, high, effect }: Sensitivity,
  context: ReportContext,
): SensitivityReport {
  const point = ({ value, monthly }: SensitivityPoint): SensitivityReport['low'] => ({
    value: context.amount({ value, unit: input.unit }).value,
    monthly: context.money(monthly),
  });
  return {
    ...context.input(input),
    low: point(low),
    high: point(high),
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
