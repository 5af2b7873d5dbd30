import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { OperatingPoint } from '../model/performance.ts';
import { operatingPoint } from '../performance/performance.ts';
import { underLoad } from '../performance/underLoad.ts';
import { evaluateAll } from './evaluateAll.ts';

/** A load of one replica that somebody measured under. */
export interface MeasuredLoad {
  /** Requests in flight or waiting, above 0. */
  readonly concurrency: number;
  /** `closed-loop`: each client waits for its answer before it asks again; `random`: arrivals do not wait. */
  readonly arrivals: 'closed-loop' | 'random';
  /** Mean tokens of a request; absent = those of the workload. */
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** False for requests that have nothing in common; absent = as the workload says. */
  readonly cached?: false;
}

/**
 * What one replica does under a load, on the hardware that counts as expected: from the same model as the estimate. Null
 * where nothing can be said about the speed.
 */
export function speedAt(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  environment: Environment,
  { concurrency, arrivals, inputTokens, outputTokens, cached }: MeasuredLoad,
): OperatingPoint | null {
  const { serving } = evaluateAll(deployment, assumptions, environment).chosen;
  if (serving?.performance == null || !(concurrency > 0)) return null;
  const requests = {
    ...serving.requests,
    ...(inputTokens !== undefined && { inputTokens, inputTokensP95: null }),
    ...(outputTokens !== undefined && { outputTokens, outputTokensP95: null }),
    ...(cached === false && { cachedInputShare: 0 }),
  };
  if (arrivals === 'closed-loop') {
    return operatingPoint(serving.configuration, requests, concurrency);
  }
  const percentile = assumptions.workload.percentile.value;
  const load = underLoad(serving.configuration, { ...requests, percentile });
  return load?.atConcurrency(concurrency) ?? null;
}
