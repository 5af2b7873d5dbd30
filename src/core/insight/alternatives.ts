import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import { estimateCost } from '../cost/estimateCost.ts';
import { mainUnit } from '../cost/mainUnit.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Alternative, BreakEven, WayOfSelling } from '../model/insight.ts';
import { managedEndpoints } from './managedEndpoints.ts';
import { ownMachine, purchases } from './ownMachine.ts';

/**
 * The same replicas sold in other ways, cheapest month first: their machine on demand, as spot capacity and under a
 * commitment; an endpoint of a managed platform with as many of the same accelerators, which is dedicated to this model
 * too; and a hosted model by the token, which is shared with others. The traffic is the one that is priced now, and each
 * month is whole: everything beside compute is priced with it. What has no price is left out; nothing when the deployment
 * has none, or when it is not sold as replicas. Costs an evaluation a line.
 */
export function alternatives(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  environment: Environment,
  estimate: CostEstimate,
  hosted: readonly BreakEven[],
): readonly Alternative[] {
  const now = current(deployment, estimate);
  if (now === null) return [];
  const fixed: ResolvedAssumptions = {
    ...assumptions,
    workload: {
      ...assumptions.workload,
      requestsPerSecond: estimate.workload.requestsPerSecond,
    },
  };
  const priced = (way: WayOfSelling, as: Deployment): readonly Alternative[] => {
    const other = alternative(way, estimateCost(as, fixed, environment), as);
    return other === null ? [] : [other];
  };
  const machine = ownMachine(deployment, assumptions, estimate);
  return [
    now,
    ...(machine === null
      ? []
      : purchases.filter((way) => way !== now.way).flatMap((way) => priced(way, machine(way)))),
    ...managedEndpoints(deployment, estimate, environment.catalog).flatMap((as) =>
      priced('managed', as),
    ),
    // Replicas that answer nothing have no traffic to send elsewhere.
    ...hosted
      .filter(({ monthly }) => monthly > 0)
      .slice(0, 1)
      .map(hostedAlternative),
  ].sort((a, b) => a.monthly - b.monthly);
}

function current(deployment: Deployment, estimate: CostEstimate): Alternative | null {
  const { kind } = deployment.supply;
  if (kind !== 'replicas' && kind !== 'managed') return null;
  const way = kind === 'managed' ? 'managed' : (estimate.hardware?.purchase.value ?? null);
  const found = way === null ? null : alternative(way, estimate, deployment);
  return found && { ...found, isCurrent: true };
}

function alternative(
  way: WayOfSelling,
  { hardware, components, monthly, lowerBound, unit, unitBounds }: CostEstimate,
  { supply }: Deployment,
): Alternative | null {
  const place = hardware?.instance ?? null;
  const compute = components.filter(({ category }) => category === 'compute');
  const isPriced = compute.length > 0 && compute.every((line) => line.monthly !== null);
  if (place === null || monthly === null || !isPriced) return null;
  return {
    way,
    isCurrent: false,
    offer: place.instance.name,
    seller: supply.kind === 'managed' ? supply.platform : place.instance.provider,
    region: place.region,
    monthly: monthly.expected,
    lowerBound,
    unit: mainUnit(unit, unitBounds),
  };
}

function hostedAlternative({ offer, monthly, perMillionTokens: usd }: BreakEven): Alternative {
  return {
    way: 'hosted',
    isCurrent: false,
    offer: offer.model,
    seller: offer.provider,
    region: null,
    monthly,
    lowerBound: false,
    unit: { name: 'perMillionTokens', cost: { min: usd, expected: usd, max: usd } },
  };
}
