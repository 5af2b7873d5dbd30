import type { DeploymentAnalysis } from '../analysis.ts';
import { mainUnit } from '../cost/mainUnit.ts';
import { tooLateShare } from '../cost/missed.ts';
import type { Within } from '../cost/within.ts';
import type { AcceleratorRequest } from '../model/deployment.ts';
import type { Currency } from '../model/environment.ts';
import type { CostComponent, CostEstimate } from '../model/estimate.ts';
import type { Finding, Fix } from '../model/finding.ts';
import type { Range } from '../model/sourced.ts';
import {
  formatCountRange,
  formatMoneyRange,
  formatMonthly,
  formatMonthlyRange,
  formatPercent,
  formatQuantity,
  formatUnitCost,
  formatWithin,
  isSpread,
} from '../report/format.ts';

/** What `monthlyText` needs of an estimate, or of a sum of them, which has no components. */
export type MonthlyFigures = Pick<CostEstimate, 'monthly' | 'lowerBound'> & {
  readonly candidates: readonly unknown[];
  readonly components?: readonly Pick<CostComponent, 'category' | 'unitPrice' | 'quantity'>[];
};

/** Month of a deployment: `$5,970/mo`, `$3,620/mo ($1,810–7,240)`; a bare range where the accelerator is not known. */
export function monthlyText(
  { monthly, lowerBound, candidates, components = [] }: MonthlyFigures,
  currency: Currency,
): string {
  if (monthly === null) {
    return isPaidByUse(components) ? 'use not known' : 'price not known';
  }
  if (!isSpread(monthly, currency)) return formatMonthly(monthly.expected, currency, lowerBound);
  if (candidates.length > 0) return formatMonthlyRange(monthly, currency, lowerBound);
  const expected = formatMonthly(monthly.expected, currency, lowerBound);
  return `${expected} (${formatMoneyRange(monthly, currency)})`;
}

/** What is paid by use has a price, and no month as long as nobody says how much it is used. */
function isPaidByUse(components: NonNullable<MonthlyFigures['components']>): boolean {
  const hasNoPrice = components.some(
    ({ category, unitPrice }) => category === 'compute' && unitPrice === null,
  );
  return (
    !hasNoPrice &&
    components.some(({ unitPrice, quantity }) => unitPrice !== null && quantity === null)
  );
}

/**
 * `4 × A100-SXM-80` over all replicas, `4 × A100-SXM-80, decode worker` where they do a part of each request, `1 GPU, not named`, `1 × c7i.2xlarge`, `CPU`; for what is not sold by the machine
 * how it is sold: `hosted by openai`, `2 × PTU`, `serverless L4`.
 */
export function hardwareText(one: DeploymentAnalysis): string {
  const text = soldText(one) ?? machineText(one);
  const { phase } = one.deployment;
  return phase === undefined ? text : `${text}, ${phase} worker`;
}

/** Null for capacity that is sold by the machine. */
function soldText({ deployment, estimate }: DeploymentAnalysis): string | null {
  const { supply, accelerator } = deployment;
  switch (supply.kind) {
    case 'api':
      return supply.provider === null ? 'served elsewhere' : `hosted by ${supply.provider.value}`;
    case 'units':
      return `${supply.count.value} × ${supply.unit}`;
    case 'serverless': {
      const name = accelerator?.product?.value ?? estimate.hardware?.accelerator?.id ?? null;
      return name === null ? 'serverless' : `serverless ${name}`;
    }
    case 'managed':
    case 'nodes':
    case 'replicas':
      return null;
  }
}

function machineText({ deployment, estimate }: DeploymentAnalysis): string {
  const { accelerator } = deployment;
  const { hardware } = estimate;
  const isUndecided = accelerator?.undecided !== undefined;
  if (isUndecided && hardware === null) return 'CPU or GPU, not said';
  if (accelerator === null || (isUndecided && hardware?.accelerator === null)) {
    const name = hardware?.instance?.instance.name;
    const nodes = times(estimate.replicas, Math.max(1, hardware?.nodeShare ?? 1));
    return name === undefined ? 'CPU' : `${formatCountRange(nodes)} × ${name}`;
  }
  const count = accelerator.count.value;
  if (estimate.candidates.length > 0) {
    return `${formatQuantity(count, unitWord(accelerator))}, not named`;
  }
  const name = accelerator.product?.value ?? hardware?.accelerator?.id ?? unitWord(accelerator);
  const slice = accelerator.slice === null ? '' : ` (${accelerator.slice.profile})`;
  return `${formatCountRange(times(estimate.replicas, count))} × ${name}${slice}`;
}

function unitWord({ resource }: AcceleratorRequest): string {
  if (resource.includes('tpu')) return 'TPU chip';
  return resource.includes('neuron') ? 'Neuron device' : 'GPU';
}

function times(range: Range, factor: number): Range {
  return { min: range.min * factor, expected: range.expected * factor, max: range.max * factor };
}

/** What a unit of work costs: `$0.42/1M tokens`, `$0.0031/image`; null when it is not known. */
export function unitCostText({ unit }: CostEstimate, currency: Currency): string | null {
  const main = mainUnit(unit);
  return main === null ? null : formatUnitCost(main.cost.expected, main.name, currency);
}

/** `38% busy`, `38% (27–54%) busy`; above what the replicas can do it says so. Null when it is not known. */
export function busyText(estimate: CostEstimate, within: Within | null = null): string | null {
  const { utilization } = estimate;
  if (utilization === null) return null;
  const share = formatWithin(utilization, within, formatPercent);
  const late = tooLateShare(estimate);
  const busy = utilization > 1 ? `overloaded, ${share}` : `${share} busy`;
  // The mean over the week says nothing of the hours in which requests queue.
  return late === null ? busy : `${busy}, ${formatPercent(late)} late`;
}

/** The fix of the findings that saves most; null when none saves anything. */
export function largestSaving(
  findings: readonly Finding[],
): (Fix & { monthlySaving: number }) | null {
  let largest: (Fix & { monthlySaving: number }) | null = null;
  for (const fix of findings.flatMap(({ fixes }) => fixes)) {
    const { monthlySaving } = fix;
    if (monthlySaving === null || monthlySaving <= (largest?.monthlySaving ?? 0)) continue;
    largest = { ...fix, monthlySaving };
  }
  return largest;
}
