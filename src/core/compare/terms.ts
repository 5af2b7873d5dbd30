import { demandOf, withDemand, type Demand } from '../advice/demand.ts';
import { nodesToday, type NodesToday } from '../advice/emptyNodes.ts';
import type { Subject } from '../advice/rule.ts';
import { constraintsOf, type Constraints } from '../assumptions/constraints.ts';
import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { Deployment, PurchaseOption } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { InstanceScope } from './comparison.ts';

/** What all rows of a comparison have in common. */
export interface Terms {
  readonly deployment: Deployment;
  readonly estimate: CostEstimate;
  /** As they hold for the deployment. */
  readonly stated: ResolvedAssumptions;
  /** The same with the demand that is priced today, and without what was measured on today’s machine. */
  readonly assumptions: ResolvedAssumptions;
  readonly environment: Environment;
  readonly scope: InstanceScope;
  /** How the machines are bought; null = as the config and the assumptions say. */
  readonly purchase: PurchaseOption | null;
  /** Null where nothing says what has to be served. */
  readonly demand: Demand | null;
  readonly today: NodesToday | null;
  readonly policies: Constraints;
}

export function termsOf(
  { deployment, estimate, assumptions: stated, policies }: Subject,
  environment: Environment,
  scope: InstanceScope,
): Terms {
  const withRate = withDemand(stated, estimate);
  // A machine of one's own is none that a cloud sells.
  const isOwned = estimate.hardware?.purchase.value === 'owned';
  const purchase = scope.purchase ?? (isOwned ? 'on-demand' : null);
  return {
    deployment,
    estimate,
    stated,
    // Asked for by name, a way to buy goes before a commitment that is assumed.
    assumptions: {
      ...withRate,
      replicas: null,
      purchase: purchase === null ? withRate.purchase : null,
    },
    environment,
    scope,
    purchase,
    demand: demandOf(deployment, estimate, null),
    today: nodesToday(estimate),
    policies: constraintsOf(policies, environment.catalog),
  };
}
