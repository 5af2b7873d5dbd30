import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import { estimateCost } from '../cost/estimateCost.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { isShifted, shifted, type Shift } from './shift.ts';

/** An estimate, and what stands for all that it was made of. */
export interface Priced {
  readonly estimate: CostEstimate;
  /** The same objects for the same deployments, assumptions and environment, wherever in their files they stand. */
  readonly basis: readonly object[];
}

/** The last estimate of a deployment and what it was made of. */
interface Remembered extends Priced {
  readonly deployment: Deployment;
  readonly assumptions: ResolvedAssumptions;
  readonly environment: Environment;
}

export type EstimateMemory = Map<string, Remembered>;

/** Estimates after which the memory starts anew: each keeps a week of hours. */
const mostEstimates = 2000;

/**
 * `estimateCost`, or what it said last time where nothing but the place of the deployment has changed since: then with the
 * places of now.
 */
export function recallEstimate(
  memory: EstimateMemory,
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  environment: Environment,
): Priced {
  // Models that share a server are priced alone first, then with their share.
  const key = `${deployment.id} ${assumptions.serverShare === null ? 'alone' : 'shared'}`;
  const known = memory.get(key);
  const recalled = known && recall(known, deployment, assumptions, environment);
  const priced = recalled ?? {
    estimate: estimateCost(deployment, assumptions, environment),
    basis: [{}],
  };
  if (memory.size >= mostEstimates) memory.clear();
  memory.set(key, { ...priced, deployment, assumptions, environment });
  return priced;
}

function recall(
  known: Remembered,
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  environment: Environment,
): Priced | null {
  const shift: Shift = {
    uri: deployment.uri,
    by: deployment.span.start - known.deployment.span.start,
  };
  const isSame =
    isSameEnvironment(known.environment, environment) &&
    isShifted(known.deployment, deployment, shift) &&
    isShifted(known.assumptions, assumptions, shift);
  return isSame ? { estimate: shifted(known.estimate, shift), basis: known.basis } : null;
}

function isSameEnvironment(
  { catalog, ...before }: Environment,
  { catalog: now, ...after }: Environment,
): boolean {
  return catalog === now && isShifted(before, after, { uri: '', by: 0 });
}
