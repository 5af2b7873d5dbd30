import type { DeploymentAnalysis, Totals } from '../analysis.ts';
import { isLowerBound } from '../cost/total.ts';
import type { JointFix } from './together.ts';

/** USD per month over the deployments. `priceAll` prices all their preferred fixes as one change, when somebody asks. */
export function totalsOf(
  deployments: readonly DeploymentAnalysis[],
  priceAll: () => Pick<JointFix, 'monthlySaving'>,
): Totals {
  const sum = (part: 'min' | 'expected' | 'max') =>
    deployments.reduce((total, { estimate }) => total + (estimate.monthly?.[part] ?? 0), 0);
  let jointSaving: number | null = null;
  return {
    monthly: { min: sum('min'), expected: sum('expected'), max: sum('max') },
    lowerBound: isLowerBound(deployments.map(({ estimate }) => estimate)),
    get jointSaving() {
      // Edits and prices all there is once more, for what reports alone show: too much for a keystroke.
      jointSaving ??= Math.max(0, priceAll().monthlySaving ?? 0);
      return jointSaving;
    },
  };
}
