import type { DeploymentAnalysis } from '../analysis.ts';
import { insightOf } from '../insight/insight.ts';
import type { Currency } from '../model/environment.ts';
import type { Alternative, BreakEven, Explanation, ScalingOutcome } from '../model/insight.ts';
import { alternativeTitles, offerText } from './alternativeTitles.ts';
import {
  UNKNOWN,
  formatCountRange,
  formatInput,
  formatLarge,
  formatMainUnit,
  formatMoney,
  formatMonthly,
  formatNumber,
  formatPercent,
  formatUnitCost,
} from './format.ts';
import type { PanelContext } from './panelContext.ts';
import type { PanelDetails } from './panelDetailsSchema.ts';
import { panelLevers } from './panelLevers.ts';
import { panelInput } from './panelOrigin.ts';
import { panelLoad } from './panelLoad.ts';
import { panelWeek } from './panelWeek.ts';
import { scalingTitles } from './scalingTitles.ts';

/** One deployment looked at closely, in finished words. */
export function panelDetails(one: DeploymentAnalysis, context: PanelContext): PanelDetails {
  const { currency } = one.environment;
  const { explanations, sensitivity, breakEven, energy, scaling, alternatives } = insightOf(
    one,
    one.environment,
  );
  return {
    deploymentId: one.deployment.id,
    explanations: explanations
      .filter(({ value }) => value !== null)
      .map((each) => ({
        figure: each.figure,
        title: each.title,
        value: valueText(each, context),
        formula: each.formula,
        inputs: each.inputs.map((input) => panelInput(input, context)),
      })),
    ...panelLevers(one, sensitivity, context),
    load: panelLoad(one),
    week: panelWeek(one, context),
    hosted: breakEven.map((each) => hostedRow(each, currency)),
    verdict: verdictText(one, breakEven[0], currency),
    alternatives: alternatives.map((each) => alternativeRow(each, currency)),
    scaling: scalingRows(scaling, currency),
    energy:
      energy === null
        ? null
        : {
            summary: [
              `${formatNumber(energy.kWhPerMonth)} kWh a month`,
              energy.kgCO2ePerMonth === null
                ? null
                : `${formatNumber(energy.kgCO2ePerMonth)} kg CO2e`,
            ]
              .filter((part) => part !== null)
              .join(', '),
            formula: energy.formula,
            inputs: energy.inputs.map((input) => panelInput(input, context)),
          },
  };
}

function alternativeRow(
  one: Alternative,
  currency: Currency,
): PanelDetails['alternatives'][number] {
  return {
    way: alternativeTitles[one.way],
    isCurrent: one.isCurrent,
    offer: offerText(one),
    monthly: formatMonthly(one.monthly, currency, one.lowerBound),
    unit: one.unit === null ? UNKNOWN : formatMainUnit(one.unit, currency),
  };
}

/** A row a policy; one for all of them where they come to the same. */
function scalingRows(
  outcomes: readonly ScalingOutcome[],
  currency: Currency,
): PanelDetails['scaling'] {
  const rows = outcomes.map((each) => scalingRow(each, currency));
  const told = new Set(rows.map((row) => JSON.stringify({ ...row, policy: '' })));
  const [first] = rows;
  return told.size === 1 && first !== undefined ? [{ ...first, policy: 'Any of four' }] : rows;
}

function scalingRow(one: ScalingOutcome, currency: Currency): PanelDetails['scaling'][number] {
  const money = (usd: number | null): string =>
    usd === null ? UNKNOWN : formatMonthly(usd, currency);
  return {
    policy: scalingTitles[one.policy],
    replicas: formatCountRange(one.replicas),
    monthly: money(one.monthly),
    idle: money(one.idleMonthly),
    late: one.missedShare === null ? UNKNOWN : formatPercent(one.missedShare),
    coldStarts: one.coldStartsPerMonth === null ? UNKNOWN : formatNumber(one.coldStartsPerMonth),
  };
}

function valueText(explanation: Explanation, context: PanelContext): string {
  const { value, unit } = context.amount(explanation);
  return value === null ? UNKNOWN : formatInput(value, unit, context.analysis.environment.currency);
}

function hostedRow(one: BreakEven, currency: Currency): PanelDetails['hosted'][number] {
  const { offer, shareOfCapacity } = one;
  const capacity =
    shareOfCapacity === null
      ? ''
      : shareOfCapacity <= 1
        ? `, ${formatPercent(shareOfCapacity)} of what the replicas can serve`
        : `, ${formatNumber(shareOfCapacity)} times what the replicas can serve`;
  return {
    offer: `${offer.provider}: ${offer.model}`,
    match: one.match === 'same' ? 'the same model' : `about the same size (${one.model})`,
    perMillionTokens: formatMoney(one.perMillionTokens, currency),
    monthly: one.monthly > 0 ? formatMonthly(one.monthly, currency) : UNKNOWN,
    breakEven: `${formatLarge(one.tokensPerMonth)} tokens a month${capacity}`,
    source: `${offer.source}, ${offer.asOf}`,
  };
}

/** What the cheapest hosted offer means for this deployment. */
function verdictText(
  { estimate }: DeploymentAnalysis,
  cheapest: BreakEven | undefined,
  currency: Currency,
): string | null {
  const own = estimate.monthly?.expected ?? null;
  if (cheapest === undefined || own === null || cheapest.monthly <= 0) return null;
  const price = formatUnitCost(cheapest.perMillionTokens, 'perMillionTokens', currency);
  const model = cheapest.match === 'same' ? 'this model' : 'a model of about this size';
  const hosted = `${cheapest.offer.provider} hosts ${model} for ${price}`;
  const month = formatMonthly(cheapest.monthly, currency);
  return cheapest.monthly < own
    ? `${hosted}: the traffic that is priced here would cost ${month} there instead of ${formatMonthly(own, currency)}.`
    : `${hosted}: at ${month} for the traffic that is priced here, serving it yourself is cheaper.`;
}
