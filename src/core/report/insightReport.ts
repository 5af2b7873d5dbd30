import { insightOf, type Priced } from '../insight/insight.ts';
import type { Environment } from '../model/environment.ts';
import type {
  BreakEven,
  Explanation,
  ScalingOutcome,
  Sensitivity,
  SensitivityPoint,
  Alternative,
} from '../model/insight.ts';
import type { AssumptionReport } from './originReport.ts';
import { figure, type ReportContext } from './reportContext.ts';

/** A deployment looked at closely. */
export interface InsightReport {
  /** Every figure beside the components, opened to formula and inputs. */
  readonly explanations: readonly ExplanationReport[];
  /** Inputs moved by 20%, or by one where they are counted; the one that moves the month most first. */
  readonly sensitivity: readonly SensitivityReport[];
  /** Hosted offers of the same model, else of one of its size; the cheapest first. */
  readonly breakEven: readonly BreakEvenReport[];
  readonly energy: EnergyReport | null;
  /** In the currency of the report. The same week under policies from none to aggressive; empty where the speed is not known. */
  readonly scaling: readonly ScalingOutcome[];
  /** In the currency of the report. The same replicas sold in other ways, and hosted; the cheapest first. */
  readonly alternatives: readonly Alternative[];
}

interface ExplanationReport {
  readonly figure: string;
  readonly title: string;
  readonly value: number | null;
  /** Starts with the code of the report's currency where the value is money. */
  readonly unit: string;
  readonly formula: string;
  readonly inputs: readonly AssumptionReport[];
}

interface SensitivityReport extends AssumptionReport {
  readonly low: { readonly value: string | number; readonly monthly: number | null };
  readonly high: { readonly value: string | number; readonly monthly: number | null };
  /** The larger change of the expected month, as a share of it. */
  readonly effect: number;
}

interface BreakEvenReport {
  readonly provider: string;
  /** The model as the provider names it. */
  readonly offer: string;
  readonly match: 'same' | 'comparable';
  readonly model: string;
  readonly perMillionTokens: number;
  /** What the traffic of the deployment costs there. */
  readonly monthly: number;
  readonly requestsPerMonth: number;
  readonly tokensPerMonth: number;
  readonly shareOfCapacity: number | null;
  readonly source: string;
  readonly asOf: string;
}

interface EnergyReport {
  readonly kWhPerMonth: number;
  readonly kgCO2ePerMonth: number | null;
  readonly formula: string;
  readonly inputs: readonly AssumptionReport[];
}

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
