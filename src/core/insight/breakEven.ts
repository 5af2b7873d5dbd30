import type { ApiPrice, Catalog } from '../model/catalog.ts';
import type { ModelFacts } from '../model/modelFacts.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { BreakEven } from '../model/insight.ts';

/** Offers that are shown at most; the cheapest say what matters. */
const most = 5;

/** How far another model's parameters may be from those of the served one to count as comparable in size. */
const comparable = { active: 1.35, total: 2 } as const;

/**
 * What hosted offers would cost for the traffic a deployment serves, cheapest first, and the volume at which they cost
 * what the deployment does. Offers of the same model; where there are none, of models of about its size. Empty where the
 * model, the month or the traffic is not known, or nothing comparable is hosted.
 *
 *     break-even requests = expected month ÷ price of one request at the hosted offer
 *
 * The month counts whole: components that grow with the traffic (egress, logs) are paid in front of a hosted model too and
 * are small beside the others.
 */
export function breakEven(estimate: CostEstimate, catalog: Catalog): readonly BreakEven[] {
  const { model, monthly, workload, performance, replicas } = estimate;
  if (model === null || monthly === null || monthly.expected <= 0) return [];
  const input = workload.inputTokens.value;
  const output = workload.outputTokens.value;
  if (input + output <= 0) return [];
  const capacity =
    performance === null
      ? null
      : performance.capacity.requestsPerSecond * replicas.expected * 3600 * estimate.hoursPerMonth;
  return offersFor(model, catalog)
    .flatMap(({ offer, id, match }): BreakEven[] => {
      const perRequest = requestPrice(offer, input, output);
      if (perRequest === null || perRequest <= 0) return [];
      const requestsPerMonth = monthly.expected / perRequest;
      return [
        {
          offer,
          match,
          model: id,
          perMillionTokens: (perRequest / (input + output)) * 1e6,
          monthly: perRequest * estimate.requestsPerMonth,
          requestsPerMonth,
          tokensPerMonth: requestsPerMonth * (input + output),
          shareOfCapacity: capacity === null || capacity <= 0 ? null : requestsPerMonth / capacity,
        },
      ];
    })
    .sort((a, b) => a.perMillionTokens - b.perMillionTokens)
    .slice(0, most);
}

/** USD for one request at token prices; null where the offer does not price what the request has. */
export function requestPrice(offer: ApiPrice, input: number, output: number): number | null {
  const { longContext } = offer;
  const applies = longContext !== null && input > longContext.threshold ? longContext : null;
  const inputPrice = applies?.input ?? offer.input;
  const outputPrice = applies?.output ?? offer.output;
  if (inputPrice === null || (output > 0 && outputPrice === null)) return null;
  return (input * inputPrice + output * (outputPrice ?? 0)) / 1e6;
}

interface FoundOffer {
  readonly offer: ApiPrice;
  readonly id: string;
  readonly match: BreakEven['match'];
}

function offersFor(model: ModelFacts, catalog: Catalog): readonly FoundOffer[] {
  const same = catalog.hostedOffers(model.id);
  if (same.length > 0) return same.map((offer) => ({ offer, id: model.id, match: 'same' }));
  const within = (a: number, b: number, factor: number): boolean =>
    a > 0 && b > 0 && a / b <= factor && b / a <= factor;
  return catalog.models
    .filter(
      (other) =>
        other.id !== model.id &&
        other.modality === model.modality &&
        within(other.activeParameters, model.activeParameters, comparable.active) &&
        within(other.parameters, model.parameters, comparable.total),
    )
    .flatMap(({ id }) =>
      catalog.hostedOffers(id).map((offer) => ({ offer, id, match: 'comparable' as const })),
    );
}
