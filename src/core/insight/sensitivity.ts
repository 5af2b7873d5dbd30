import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import { estimateCost } from '../cost/estimateCost.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Sensitivity, SensitivityPoint } from '../model/insight.ts';
import { variations, type Variation } from './variations.ts';

/** Effects below this share of the month are not worth a line. */
const noticeable = 0.0005;

/**
 * Every input moved by 20% down and up (whole numbers by one), one at a time, and the deployment priced again; the input
 * that moves the expected month most comes first. Empty when the month is not known. Inputs that move nothing are left
 * out. Costs two evaluations per input: for a reader, not for every keystroke.
 */
export function sensitivity(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  environment: Environment,
  estimate: CostEstimate,
): readonly Sensitivity[] {
  const base = estimate.monthly?.expected ?? 0;
  if (base <= 0) return [];
  const point = (variation: Variation['low']): SensitivityPoint => {
    const { monthly } = estimateCost(variation.deployment, variation.assumptions, environment);
    return { value: variation.value, monthly: monthly?.expected ?? null };
  };
  return (
    [
      ...accelerators(estimate),
      ...variations(deployment, assumptions, estimate).map(({ input, low, high }) => ({
        input,
        low: point(low),
        high: point(high),
      })),
    ]
      .map((one) => ({ ...one, effect: effectOf(one.low, one.high, base) }))
      // A month of next to nothing is no measure: the share of it leaves what a double can hold.
      .filter(({ effect }) => effect >= noticeable && Number.isFinite(effect))
      .sort((a, b) => b.effect - a.effect || a.input.name.localeCompare(b.input.name, 'en'))
  );
}

function effectOf(low: SensitivityPoint, high: SensitivityPoint, base: number): number {
  const change = ({ monthly }: SensitivityPoint): number =>
    monthly === null ? 0 : Math.abs(monthly - base) / base;
  return Math.max(change(low), change(high));
}

/** An accelerator that nothing names: the cheapest and the dearest it may be, which the estimate already holds. */
function accelerators({ candidates, hardware }: CostEstimate): Omit<Sensitivity, 'effect'>[] {
  const priced = candidates
    .filter(({ fits, monthly }) => fits && monthly !== null)
    .sort((a, b) => (a.monthly?.expected ?? 0) - (b.monthly?.expected ?? 0));
  const [low, high] = [priced[0], priced.at(-1)];
  if (low === undefined || high === undefined || low === high || hardware === null) return [];
  const point = ({ accelerator, monthly }: typeof low): SensitivityPoint => ({
    value: accelerator,
    monthly: monthly?.expected ?? null,
  });
  return [
    {
      input: {
        name: 'accelerator',
        value: hardware.accelerator?.id ?? '',
        unit: '',
        origin: hardware.origin,
      },
      low: point(low),
      high: point(high),
    },
  ];
}
