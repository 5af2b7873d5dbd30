import type { ResolvedAssumptions } from '../../assumptions/resolved.ts';
import type { ApiPrice } from '../../model/catalog.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { Workload } from '../../model/workload.ts';
import type { HostedUse } from './tokenCost.ts';

/** What a workload sends to a hosted model. Where nobody states the traffic there is none to price. */
export function hostedUse(
  workload: Workload,
  assumptions: ResolvedAssumptions,
  price: ApiPrice,
): HostedUse {
  const rate = workload.requestsPerSecond;
  return {
    requestsPerMonth:
      rate.origin.kind === 'default' ? null : rate.value * 3600 * assumptions.hoursPerMonth.value,
    inputTokens: workload.inputTokens,
    outputTokens: workload.outputTokens,
    cachedShare: workload.cachedPrefixShare,
    batchShare: assumptions.terms.api.batchShare,
    unitsPerRequest: assumptions.terms.api.unitsPerRequest ?? unitsOf(workload, price),
  };
}

function unitsOf(workload: Workload, { perUnit, mode }: ApiPrice): Sourced<number> | null {
  switch (perUnit?.unit) {
    case 'image':
      return mode.includes('image') ? workload.images.perRequest : null;
    case 'second':
      return workload.audioSeconds;
    default:
      return null;
  }
}
