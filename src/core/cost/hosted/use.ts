import type { ResolvedAssumptions } from '../../assumptions/resolved.ts';
import type { ApiPrice } from '../../model/catalog.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { Workload } from '../../model/workload.ts';
import type { GatewayRoute } from '../../model/deployment.ts';
import { sentOn } from './sent.ts';
import type { HostedUse } from './tokenCost.ts';

/** What a workload sends to a hosted model. Where nobody states the traffic there is none to price. */
export function hostedUse(
  workload: Workload,
  assumptions: ResolvedAssumptions,
  price: ApiPrice,
  route: GatewayRoute | undefined,
): HostedUse {
  const perSecond = requestsOf(workload.requestsPerSecond, route);
  return {
    requestsPerMonth:
      perSecond === null ? null : perSecond * 3600 * assumptions.hoursPerMonth.value,
    sent: sentOn(workload, route),
    inputTokens: workload.inputTokens,
    outputTokens: workload.outputTokens,
    cachedShare: workload.cachedPrefixShare,
    batchShare: assumptions.terms.api.batchShare,
    unitsPerRequest: assumptions.terms.api.unitsPerRequest ?? unitsOf(workload, price),
  };
}

/** Requests/s; a model that only steps in where others fail gets none as long as nobody says more. */
function requestsOf(rate: Sourced<number>, route: GatewayRoute | undefined): number | null {
  if (rate.origin.kind !== 'default') return rate.value;
  return route?.fallbackOnly === true ? 0 : null;
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
