import { notProposedText } from './adviceText.ts';
import type { DeploymentAnalysis } from '../analysis.ts';
import { mainUnit } from '../cost/mainUnit.ts';
import type { Currency } from '../model/environment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import {
  formatAmount,
  formatMoney,
  formatMonthly,
  formatMoneyRange,
  formatNumber,
  formatPercent,
  formatQuantity,
  formatShortUnitCost,
  formatUnitPrice,
  isSpread,
  UNKNOWN,
} from './format.ts';
import { hardwareText } from '../features/headline.ts';
import { panelFinding } from './panelFinding.ts';
import { panelMemory } from './panelMemory.ts';
import { categoryLabels, type PanelContext } from './panelContext.ts';
import { panelInput } from './panelOrigin.ts';
import { panelPerformance } from './panelPerformance.ts';
import { panelFigure } from './panelFigure.ts';
import type { PanelComponent, PanelDeployment, PanelFigure } from './panelSchema.ts';

/** One deployment: its row in the table and its details. */
export function panelDeployment(one: DeploymentAnalysis, context: PanelContext): PanelDeployment {
  const { deployment, estimate, findings } = one;
  const { currency } = context.analysis.environment;
  const { monthly } = estimate;
  return {
    id: deployment.id,
    name: deployment.name,
    facts: facts(one),
    place: context.place(deployment.uri, deployment.nameSpan),
    hardware: hardwareText(one),
    monthly: panelFigure(monthly?.expected ?? null, (usd) =>
      estimate.lowerBound && usd === 0
        ? UNKNOWN
        : `${estimate.lowerBound ? '≥ ' : ''}${formatMoney(usd, currency)}`,
    ),
    range:
      monthly !== null && isSpread(monthly, currency) ? formatMoneyRange(monthly, currency) : null,
    unitCost: unitCost(estimate, currency),
    utilization: {
      ...panelFigure(estimate.utilization, formatPercent),
      share: Math.min(1, Math.max(0, estimate.utilization ?? 0)),
    },
    slo: estimate.meetsSlo === null ? 'none' : estimate.meetsSlo ? 'met' : 'missed',
    saving: largestSaving(one, context),
    byCategory: byCategory(estimate, context),
    components: components(estimate, context),
    missing: estimate.missing,
    memory: panelMemory(estimate),
    performance: panelPerformance(one, context),
    candidates: estimate.candidates.map((candidate) => ({
      accelerator: candidate.accelerator,
      instance: `${candidate.instance.instance.name}, ${candidate.instance.region}`,
      monthly:
        candidate.monthly === null ? UNKNOWN : formatMonthly(candidate.monthly.expected, currency),
      fits: candidate.fits,
      meetsSlo: candidate.meetsSlo,
    })),
    findings: findings.map((finding) => panelFinding(finding, context)),
    notProposed: one.heldBack.map(notProposedText),
  };
}

function facts({ deployment, estimate }: DeploymentAnalysis): readonly string[] {
  const { kind, namespace, engine, engineVersion, model } = deployment;
  return [
    namespace === null ? kind : `${kind} in ${namespace}`,
    engine === null ? null : [engine.value, engineVersion?.value ?? ''].join(' ').trim(),
    model.id?.value ?? estimate.model?.id ?? null,
    estimate.quantization?.value ?? null,
  ].filter((fact) => fact !== null);
}

function unitCost({ unit, unitBounds }: CostEstimate, currency: Currency): PanelFigure {
  const main = mainUnit(unit, unitBounds);
  return main === null
    ? { text: UNKNOWN, value: null }
    : { text: formatShortUnitCost(main, currency), value: main.cost.expected };
}

function largestSaving({ findings }: DeploymentAnalysis, context: PanelContext): PanelFigure {
  const { currency } = context.analysis.environment;
  const savings = findings.flatMap(({ fixes }) => fixes.map((fix) => fix.monthlySaving ?? 0));
  const largest = Math.max(0, ...savings);
  return largest === 0
    ? { text: '', value: null }
    : { text: formatMoney(largest, currency), value: largest };
}

function byCategory(
  { byCategory: sums }: CostEstimate,
  context: PanelContext,
): PanelDeployment['byCategory'] {
  const { currency } = context.analysis.environment;
  const all = Object.entries(sums).filter(([, usd]) => usd > 0);
  return Object.fromEntries(
    all.map(([id, usd]) => [id, { text: formatMoney(usd, currency), value: usd }]),
  );
}

function components(
  { components: all }: CostEstimate,
  context: PanelContext,
): readonly PanelComponent[] {
  const { currency } = context.analysis.environment;
  const largest = Math.max(0, ...all.map(({ monthly }) => monthly?.expected ?? 0));
  return all.map(
    ({ name, category, quantity, unit, unitPrice, monthly, formula, inputs, parts }) => ({
      name,
      category: categoryLabels[category],
      categoryId: category,
      share: monthly === null || !(largest > 0) ? null : Math.max(0, monthly.expected) / largest,
      parts: (parts ?? []).map((part) => `${part.name} ${formatAmount(part.monthly, currency)}`),
      quantity: quantity === null ? UNKNOWN : quantityText(quantity, unit),
      unitPrice: unitPrice === null ? UNKNOWN : formatUnitPrice(unitPrice, currency),
      monthly: monthly === null ? 'not priced' : formatAmount(monthly.expected, currency),
      formula,
      inputs: inputs.map((input) => panelInput(input, context)),
    }),
  );
}

function quantityText(quantity: number, unit: string): string {
  return /^[a-z][a-z -]*[a-rt-z]$/.test(unit)
    ? formatQuantity(quantity, unit)
    : `${formatNumber(quantity)} ${unit}`;
}
