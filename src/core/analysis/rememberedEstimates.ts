import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import { estimateCost } from '../cost/estimateCost.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { movesBetween, relocated } from './moves.ts';

/** The last estimate of a deployment and all that it was made of. */
interface Remembered {
  readonly deployment: Deployment;
  readonly assumptions: ResolvedAssumptions;
  readonly environment: Environment;
  readonly estimate: CostEstimate;
}

export type EstimateMemory = Map<string, Remembered>;

/** Estimates after which the memory starts anew: each keeps a week of hours. */
const mostEstimates = 2000;

/**
 * `estimateCost`, or what it said last time where nothing but places in the files has changed since: then with the places
 * of now.
 */
export function recallEstimate(
  memory: EstimateMemory,
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  environment: Environment,
): CostEstimate {
  const key = `${deployment.uri} ${deployment.id} ${assumptions.serverShare === null ? '' : 'shared'}`;
  const estimate =
    recalled(memory.get(key), deployment, assumptions, environment) ??
    estimateCost(deployment, assumptions, environment);
  if (memory.size >= mostEstimates) memory.clear();
  memory.set(key, { deployment, assumptions, environment, estimate });
  return estimate;
}

function recalled(
  last: Remembered | undefined,
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  environment: Environment,
): CostEstimate | null {
  if (last?.environment.catalog !== environment.catalog) return null;
  const moves = movesBetween(
    [last.deployment, last.assumptions, withoutCatalog(last.environment)],
    [deployment, assumptions, withoutCatalog(environment)],
  );
  return moves && relocated(last.estimate, moves);
}

/** Hosts read the rest of an environment anew each time. */
function withoutCatalog(environment: Environment): object {
  return { ...environment, catalog: null };
}
