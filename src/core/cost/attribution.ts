import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Attribution, CostEstimate } from '../model/estimate.ts';
import type { Sourced } from '../model/sourced.ts';

/** Who a deployment is reported to: the labels of the config, else the assumptions. */
export function attributionOf(
  { team, environment, owner }: Deployment,
  assumptions: ResolvedAssumptions,
): Attribution {
  return {
    team: team ?? assumptions.team,
    environment: environment ?? assumptions.environment,
    owner: owner ?? assumptions.owner,
  };
}

/**
 * Shares of the models on one server, in their order, 0–1 with sum 1: by how busy each keeps it (its load over what the
 * server could do of it) where that is known of all, else by requests where those are stated for all, else in equal parts.
 * Measured shares (`nodeShare`) are the business of the caller.
 */
export function serverShares(
  estimates: readonly Pick<CostEstimate, 'utilization' | 'workload'>[],
): readonly Sourced<number>[] {
  const utilizations = estimates.map(({ utilization }) => utilization);
  const rates = estimates.map(({ workload }) => workload.requestsPerSecond);
  const stated = rates.every(({ origin }) => origin.kind !== 'default');
  if (stated && utilizations.every((one) => one !== null)) {
    return shares(utilizations, 'how busy each model keeps the server');
  }
  if (stated) {
    return shares(
      rates.map(({ value }) => value),
      'requests of each model on the server; how busy they keep it is not known',
    );
  }
  return shares(
    estimates.map(() => 1),
    `one of ${estimates.length} models on the server, in equal parts: their traffic is not stated`,
  );
}

function shares(weights: readonly number[], formula: string): readonly Sourced<number>[] {
  const sum = weights.reduce((total, one) => total + one, 0);
  return weights.map((weight) => ({
    value: sum > 0 ? weight / sum : 1 / weights.length,
    origin: { kind: 'derived', formula },
  }));
}
