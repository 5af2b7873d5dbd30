import type { CostComponent, CostEstimate, UnitCosts } from '../model/estimate.ts';
import type { Range } from '../model/sourced.ts';
import { possible } from './candidates.ts';
import type { Evaluation, EvaluationInputs } from './evaluate.ts';
import { offerOf } from './hosted/routedOffer.ts';
import { hostedUnitCosts } from './hosted/unitCost.ts';
import { hostedUse } from './hosted/use.ts';
import { replicaHour } from './offer.ts';
import { total } from './total.ts';
import { unitBounds } from './unitBounds.ts';
import { unitCosts } from './unitCosts.ts';

/**
 * Unit costs of an estimate and their bounds. `components` are those of the estimate, which span the accelerators that a
 * config without one may mean.
 */
export function unitCostsOf(
  inputs: EvaluationInputs,
  chosen: Evaluation,
  evaluations: readonly Evaluation[],
  components: readonly CostComponent[],
): Pick<CostEstimate, 'unit' | 'unitBounds'> {
  const unit = unitCostsAt(inputs, chosen, components);
  return { unit, unitBounds: unitBounds([unit, ...otherUnitCosts(inputs, chosen, evaluations)]) };
}

/**
 * Unit costs of one evaluation. At least and at most the requests are the expected ones, as far as so many replicas can
 * answer them.
 */
function unitCostsAt(
  { deployment, assumptions, environment }: EvaluationInputs,
  chosen: Evaluation,
  components: readonly CostComponent[],
  bound: keyof Range = 'expected',
): UnitCosts {
  const compute = components.filter(({ category }) => category === 'compute');
  const known = compute.length > 0 && compute.every(({ monthly }) => monthly !== null);
  const monthly = known ? (total(components)?.[bound] ?? null) : null;
  const { operation, serving, plan, workload, option } = chosen;
  const offer = offerOf(deployment, environment.catalog);
  if (offer !== null) {
    const paid = total(compute)?.[bound] ?? 0;
    const beside = monthly !== null && paid > 0 ? monthly / paid : 1;
    const use = hostedUse(workload, assumptions, offer, deployment.route);
    return hostedUnitCosts(offer, use, beside);
  }
  const performance = serving?.performance ?? null;
  const most = (performance?.saturated.requestsPerSecond ?? Infinity) * plan.range[bound];
  const perSecond =
    bound === 'expected' ? operation.servedPerSecond : Math.min(operation.servedPerSecond, most);
  return unitCosts(monthly, {
    requests: perSecond * 3600 * assumptions.hoursPerMonth.value,
    workload,
    phase: deployment.phase,
    performance,
    replicaHour: replicaHour(option?.node ?? null),
  });
}

/** What a unit may cost otherwise: with the least and the most replicas, or on another accelerator it may run on. */
function otherUnitCosts(
  inputs: EvaluationInputs,
  chosen: Evaluation,
  evaluations: readonly Evaluation[],
): readonly UnitCosts[] {
  if (!inputs.choice.settled) {
    return possible(evaluations).map((one) => unitCostsAt(inputs, one, one.components));
  }
  if (chosen.monthly === null || chosen.monthly.min === chosen.monthly.max) return [];
  return (['min', 'max'] as const).map((bound) =>
    unitCostsAt(inputs, chosen, chosen.components, bound),
  );
}
