import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { InstancePrice, InstanceType } from '../model/catalog.ts';
import type { Deployment, PurchaseOption } from '../model/deployment.ts';
import type { NamedInput } from '../model/estimate.ts';
import type { Sourced } from '../model/sourced.ts';

/** What one whole instance costs an hour, and how that came about. */
export interface HourlyPrice {
  /** USD per hour; null = not known. */
  readonly perHour: number | null;
  readonly inputs: readonly NamedInput[];
  /** Why there is no price, or what the price leaves out; null = nothing to say. */
  readonly remark: string | null;
}

/** How the capacity is bought: the config's word, else the assumptions, else on demand. */
export function purchaseOption(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
): Sourced<PurchaseOption> {
  return (
    deployment.placement.purchase ??
    assumptions.purchase ?? {
      value: 'on-demand',
      origin: {
        kind: 'default',
        name: 'purchase',
        reason: 'neither the config nor the assumptions ask for anything else',
      },
    }
  );
}

/**
 * Price of an instance at a purchase option. A price of the user's own replaces list price and discount; the discount
 * applies to on-demand prices, as negotiated discounts do.
 */
export function hourlyPrice(
  instance: InstanceType,
  price: InstancePrice,
  option: PurchaseOption,
  assumptions: ResolvedAssumptions,
): HourlyPrice {
  const own = assumptions.prices[instance.name.toLowerCase()];
  if (own !== undefined) {
    return { perHour: own.value, inputs: [input('own price', own)], remark: null };
  }
  switch (option) {
    case 'on-demand':
    case 'reserved-1y':
    case 'reserved-3y':
      return listPrice(instance, price, option, assumptions);
    case 'spot':
      return {
        perHour: price.spot,
        inputs:
          price.spot === null ? [] : [catalogInput('spot price', price.spot, instance, price)],
        remark: price.spot === null ? `no spot price of ${instance.name} is known` : null,
      };
    case 'serverless':
    case 'owned':
      return {
        perHour: null,
        inputs: [],
        remark: `capacity bought as ${option} is not priced yet`,
      };
  }
}

function listPrice(
  instance: InstanceType,
  price: InstancePrice,
  option: PurchaseOption,
  assumptions: ResolvedAssumptions,
): HourlyPrice {
  if (price.onDemand === null) {
    return {
      perHour: null,
      inputs: [],
      remark: `no on-demand price of ${instance.name} is known`,
    };
  }
  const discount = assumptions.discount[instance.provider] ?? assumptions.discount.any;
  const list = catalogInput('on-demand price', price.onDemand, instance, price);
  return {
    perHour: price.onDemand * (1 - (discount?.value ?? 0)),
    inputs:
      discount === undefined
        ? [list]
        : [
            list,
            { name: 'discount', value: discount.value, unit: 'share', origin: discount.origin },
          ],
    remark:
      option === 'on-demand' ? null : `the commitment (${option}) is priced at the on-demand price`,
  };
}

function input(name: string, price: Sourced<number>): NamedInput {
  return { name, value: price.value, unit: 'USD/h', origin: price.origin };
}

function catalogInput(
  name: string,
  value: number,
  instance: InstanceType,
  price: InstancePrice,
): NamedInput {
  return {
    name,
    value,
    unit: 'USD/h',
    origin: { kind: 'catalog', entry: instance.name, source: price.source, asOf: price.asOf },
  };
}
