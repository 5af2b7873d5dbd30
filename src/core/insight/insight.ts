import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type {
  Alternative,
  BreakEven,
  EnergyUse,
  Explanation,
  ScalingOutcome,
  Sensitivity,
} from '../model/insight.ts';
import { alternatives } from './alternatives.ts';
import { breakEven } from './breakEven.ts';
import { energyUse } from './energy.ts';
import { explanations } from './explanations.ts';
import { scalingPolicies } from './scalingPolicies.ts';
import { sensitivity } from './sensitivity.ts';

/** A deployment looked at closely. */
export interface Insight {
  readonly explanations: readonly Explanation[];
  /** The input that moves the month most first. */
  readonly sensitivity: readonly Sensitivity[];
  /** The cheapest hosted offer first; empty where nothing can be compared. */
  readonly breakEven: readonly BreakEven[];
  /** The same replicas sold in other ways, cheapest first; empty without a price of them. */
  readonly alternatives: readonly Alternative[];
  /** Null where the machine or its power is not known. */
  readonly energy: EnergyUse | null;
  /** From replicas that are always there to replicas that hardly are; empty where the speed is not known. */
  readonly scaling: readonly ScalingOutcome[];
}

/** What an insight is calculated from. */
export interface Priced {
  readonly deployment: Deployment;
  readonly assumptions: ResolvedAssumptions;
  readonly estimate: CostEstimate;
}

/**
 * Everything there is to say about an estimate beyond the estimate. Prices the deployment again some dozens of times:
 * for a reader who opened it, not for every keystroke.
 */
export function insightOf(
  { deployment, assumptions, estimate }: Priced,
  environment: Environment,
): Insight {
  // A hosted model answers whole requests: a worker that does a part of them is no match for it.
  const hosted = deployment.phase === undefined ? breakEven(estimate, environment.catalog) : [];
  return {
    explanations: explanations(deployment, estimate),
    sensitivity: sensitivity(deployment, assumptions, environment, estimate),
    breakEven: hosted,
    alternatives: alternatives(deployment, assumptions, environment, estimate, hosted),
    energy: energyUse(estimate, assumptions),
    scaling: scalingPolicies(deployment, assumptions, environment, estimate),
  };
}
