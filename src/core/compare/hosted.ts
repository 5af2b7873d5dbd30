import { requestPrice } from '../insight/breakEven.ts';
import { supposed } from '../insight/ownMachine.ts';
import { mainUnit } from '../cost/mainUnit.ts';
import { estimateCost } from '../cost/estimateCost.ts';
import { withDemand } from '../advice/demand.ts';
import type { DeploymentAnalysis } from '../analysis.ts';
import type { ApiPrice, Catalog } from '../model/catalog.ts';
import type { Environment } from '../model/environment.ts';
import type { CostEstimate, MainUnit } from '../model/estimate.ts';
import type { Range } from '../model/sourced.ts';

/** A hosted model at one provider, for the traffic that is priced now. */
export interface HostedOffer {
  readonly provider: string;
  readonly model: string;
  readonly isCurrent: boolean;
  /** USD per month; null = not known. */
  readonly monthly: Range | null;
  readonly lowerBound: boolean;
  readonly unit: MainUnit | null;
  /** Of the price; empty where it is not in the list. */
  readonly source: string;
  readonly asOf: string;
}

/**
 * A hosted model with every provider that the price list has it at, as it is today first and then the cheapest: the same
 * traffic, cache and discounts, priced as the report prices it. Empty for what is not a hosted model.
 */
export function compareHosted(
  {
    deployment,
    assumptions,
    estimate,
  }: Pick<DeploymentAnalysis, 'deployment' | 'assumptions' | 'estimate'>,
  environment: Environment,
): readonly HostedOffer[] {
  const { supply, route } = deployment;
  if (supply.kind !== 'api') return [];
  const { catalog } = environment;
  const own =
    supply.provider === null ? null : catalog.apiPrice(supply.provider.value, supply.model.value);
  const fixed = withDemand(assumptions, estimate);
  const others = offersOf(supply.model.value, estimate, catalog)
    .filter((offer) => offer.provider !== (own?.provider ?? supply.provider?.value))
    .map((offer) => {
      const there = estimateCost(
        {
          ...deployment,
          supply: { kind: 'api', provider: supposed(offer.provider), model: supposed(offer.model) },
          // Prices that the config states are those of the offer it has.
          ...(route && { route: { ...route, price: null } }),
        },
        fixed,
        environment,
      );
      return hosted(offer.provider, offer.model, offer, there);
    })
    .sort((a, b) => (a.monthly?.expected ?? Infinity) - (b.monthly?.expected ?? Infinity));
  const now = hosted(supply.provider?.value ?? 'unknown', supply.model.value, own, estimate);
  return [{ ...now, isCurrent: true }, ...others];
}

/** One offer a provider: the one that a request costs least at. */
function offersOf(name: string, estimate: CostEstimate, catalog: Catalog): readonly ApiPrice[] {
  const same = estimate.model === null ? [] : catalog.hostedOffers(estimate.model.id);
  const { inputTokens, outputTokens } = estimate.workload;
  const price = (offer: ApiPrice): number =>
    requestPrice(offer, inputTokens.value, outputTokens.value) ?? Infinity;
  const best = new Map<string, ApiPrice>();
  for (const offer of [...catalog.apiPrices(name), ...same]) {
    const known = best.get(offer.provider);
    if (known === undefined || price(offer) < price(known)) best.set(offer.provider, offer);
  }
  return [...best.values()].filter((offer) => Number.isFinite(price(offer)));
}

function hosted(
  provider: string,
  model: string,
  price: Pick<ApiPrice, 'source' | 'asOf'> | null,
  { monthly, lowerBound, unit, unitBounds }: CostEstimate,
): HostedOffer {
  return {
    provider,
    model,
    isCurrent: false,
    monthly,
    lowerBound,
    unit: mainUnit(unit, unitBounds),
    source: price?.source ?? '',
    asOf: price?.asOf ?? '',
  };
}
