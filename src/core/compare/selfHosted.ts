import type { DeploymentAnalysis } from '../analysis.ts';
import { neededChanges, type Demand } from '../advice/demand.ts';
import { withChanges } from '../advice/consider.ts';
import { estimateCost } from '../cost/estimateCost.ts';
import { ownMachine, supposed } from '../insight/ownMachine.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';

/** Serving it oneself at one volume, with as many replicas as that takes. */
export interface SelfHosted {
  /** Requests a month that are sent. */
  readonly requests: number;
  /** Expected USD per month. */
  readonly monthly: number;
  /** On average, and at most. */
  readonly replicas: number;
  readonly most: number;
  /** Share of the requests that are not answered, 0–1. */
  readonly lost: number;
}

/** What is compared over volume. */
export type Priced = Pick<DeploymentAnalysis, 'deployment' | 'assumptions' | 'estimate'>;

/** Of what the config does not name, the machine that counts as expected: it is the one that is priced over and over. */
export function onOneMachine({ deployment, assumptions, estimate }: Priced): Deployment {
  if (estimate.candidates.length === 0) return deployment;
  const purchase = estimate.hardware?.purchase.value ?? 'on-demand';
  return ownMachine(deployment, assumptions, estimate)?.(purchase) ?? deployment;
}

/** The deployment at one volume: its replicas counted and priced for it. `today` is the demand of which it has the course. */
export function selfHostedAt(
  requests: number,
  { deployment, assumptions, estimate }: Priced,
  environment: Environment,
  today: Demand,
): SelfHosted {
  const rate = requests / (estimate.hoursPerMonth * 3600);
  const demand: Demand = {
    ...today,
    mean: rate,
    peak: today.mean > 0 ? (rate * today.peak) / today.mean : rate,
    stated: true,
  };
  const changes = neededChanges(deployment, demand, estimate);
  const { monthly, replicas, autoscaling } = estimateCost(
    withChanges(deployment, changes, environment.catalog),
    {
      ...assumptions,
      replicas: null,
      workload: { ...assumptions.workload, requestsPerSecond: supposed(rate) },
    },
    environment,
  );
  return {
    requests,
    monthly: monthly?.expected ?? Infinity,
    replicas: replicas.expected,
    most: replicas.max,
    // Without a price there is nothing to compare either.
    lost: monthly === null ? 1 : (autoscaling?.droppedShare ?? 0),
  };
}
