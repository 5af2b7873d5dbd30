import { threeDigits } from '../threeDigits.ts';
import type { Autoscaler, Deployment } from '../../model/deployment.ts';
import type { PerformanceEstimate } from '../../model/performance.ts';
import type { Sourced } from '../../model/sourced.ts';
import { metricMeaning } from './metrics.ts';

/** Share of its target at which Knative acts unless told otherwise (`container-concurrency-target-percentage`). */
const knativeShare = 0.7;

/** Concurrency per replica that Knative aims at unless told otherwise (`container-concurrency-target-default`). */
const knativeConcurrency = 100;

/** What a target is translated with. */
export interface TargetInputs {
  readonly deployment: Deployment;
  readonly performance: PerformanceEstimate;
  /** Requests/s of one replica at most. */
  readonly most: number;
  /** Requests/s of one replica that it is planned for. */
  readonly capacity: number;
  /** Requests/s that one replica answers with so many in flight or waiting; null when that is not known. */
  readonly rateWith: (concurrency: number) => number | null;
}

export interface ReplicaTarget {
  /** Requests/s per replica, with the reasoning. */
  readonly rate: Sourced<number>;
  /** True when a tolerance of the metric is one of the rate: the metric says something, and is proportional to it. */
  readonly tolerant: boolean;
}

/**
 * Requests/s per replica at which the autoscaler adds another. Targets in requests in flight or per second count as they
 * are written, shares of the KV cache and waiting requests through the concurrency they stand for. What says little
 * about load (CPU of a server on accelerators, GPU utilization, unknown metrics) is taken to be set where the replica is
 * planned to be. Never above what a replica can do: beyond that every metric rises. Null without an autoscaler.
 */
export function replicaTarget(inputs: TargetInputs): ReplicaTarget | null {
  const { autoscaler } = inputs.deployment.replicas;
  if (autoscaler === null) return null;
  const stated = statedTarget(autoscaler, inputs);
  if (typeof stated === 'string') {
    const origin = { kind: 'default', name: 'autoscaler target', reason: stated } as const;
    return { rate: { value: inputs.capacity, origin }, tolerant: false };
  }
  const origin = { kind: 'derived', formula: stated.formula } as const;
  const value = Math.min(inputs.most, stated.rate);
  return { rate: { value, origin }, tolerant: stated.proportional ?? false };
}

interface Stated {
  readonly rate: number;
  readonly formula: string;
  readonly proportional?: boolean;
}

/** The target as a rate; else why there is none. */
function statedTarget(autoscaler: Autoscaler, inputs: TargetInputs): Stated | string {
  const meaning = metricMeaning(autoscaler.metric);
  const target = targetValue(autoscaler);
  const unknown = 'taken to add replicas where one is at its planned capacity';
  if (target === null || !(target > 0)) return `no target is stated; ${unknown}`;
  const { performance, capacity } = inputs;
  const inFlight = (concurrency: number, what: string): Stated | string => {
    const rate = inputs.rateWith(concurrency);
    return rate === null || !(rate > 0)
      ? `what ${what} mean in requests per second is not known; ${unknown}`
      : { rate, formula: `requests/s of a replica with ${what}` };
  };
  switch (meaning) {
    case 'concurrency':
      return inFlight(target, `${threeDigits(target)} requests in flight`);
    case 'rate':
      return {
        rate: target,
        formula: `${threeDigits(target)} requests/s per replica`,
        proportional: true,
      };
    case 'rate per minute':
      return {
        rate: target / 60,
        formula: `${threeDigits(target)} requests per minute and replica`,
        proportional: true,
      };
    case 'cache': {
      const share = Math.min(1, target > 1 ? target / 100 : target);
      return inFlight(
        share * performance.maxConcurrency,
        `${threeDigits(share * 100)}% of its KV cache`,
      );
    }
    case 'waiting': {
      const full = inputs.rateWith(performance.maxConcurrency);
      const busy = busyWithWaiting(target, performance.maxConcurrency);
      return full === null
        ? unknown
        : {
            rate: busy * full,
            formula: `${threeDigits(target)} requests wait on average when a replica is ${threeDigits(busy * 100)}% busy`,
          };
    }
    case 'cpu':
      return inputs.deployment.accelerator === null
        ? {
            rate: (Math.min(100, target) / 100) * inputs.most,
            formula: `${threeDigits(target)}% of what a replica can do`,
            proportional: true,
          }
        : `CPU says little about a server on accelerators; ${unknown}`;
    case 'memory':
      return `memory does not follow the load; ${unknown}`;
    case 'accelerator':
      return `GPU utilization is near 100% long before a server is full; ${unknown}`;
    case 'unknown':
      return capacity > 0
        ? `how ${autoscaler.metric ?? 'its metric'} follows the load is not known; ${unknown}`
        : `how its metric follows the load is not known`;
  }
}

/**
 * Busy share of a replica that answers `places` requests at once at which `waiting` more wait on average, arrivals being
 * random: the solution of waiting = ρ^√(2(places + 1)) ÷ (1 − ρ) (Sakasegawa 1977, for an M/M/c queue).
 */
function busyWithWaiting(waiting: number, places: number): number {
  const power = Math.sqrt(2 * (Math.max(1, places) + 1));
  let low = 0;
  let high = 1;
  for (let turn = 0; turn < 40; turn++) {
    const middle = (low + high) / 2;
    if (middle ** power / (1 - middle) < waiting) low = middle;
    else high = middle;
  }
  return low;
}

function targetValue(autoscaler: Autoscaler): number | null {
  const { kind, target, targetShare, metric } = autoscaler;
  const meaning = metricMeaning(metric);
  // KServe scales by requests with Knative, by anything else with a HorizontalPodAutoscaler.
  const requests = meaning === 'concurrency' || meaning === 'rate';
  const knative = kind === 'knative' || (kind === 'kserve' && requests);
  const value = target?.value ?? (knative && meaning === 'concurrency' ? knativeConcurrency : null);
  const share = targetShare?.value ?? (knative ? knativeShare : 1);
  return value === null ? null : value * Math.min(1, Math.max(0.01, share));
}
