import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { Catalog, InstancePrice, InstanceType } from '../model/catalog.ts';
import type { Cited } from '../model/cited.ts';
import type { Deployment, PurchaseOption } from '../model/deployment.ts';
import type { NamedInput } from '../model/estimate.ts';
import type { Sourced } from '../model/sourced.ts';
import { commitmentDiscount, type CommitmentTerm } from './commitment.ts';
import { ownedPrice } from './owned.ts';

/** What one whole instance costs an hour, and how that came about. */
export interface HourlyPrice {
  /** USD per hour; null = not known. */
  readonly perHour: number | null;
  readonly inputs: readonly NamedInput[];
  /** Why there is no price, or what the price leaves out; null = nothing to say. */
  readonly remark: string | null;
}

/**
 * How the capacity is bought: the config's word, else the assumptions, else on demand. A commitment is a matter of the
 * bill: a config that asks for on-demand machines gets those that it covers.
 */
export function purchaseOption(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
): Sourced<PurchaseOption> {
  const { purchase } = assumptions;
  const isCommitted = purchase?.value === 'reserved-1y' || purchase?.value === 'reserved-3y';
  if (isCommitted && deployment.placement.purchase?.value === 'on-demand') return purchase;
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
 * Price of an instance at a purchase option. A price of the user's own replaces list price and discount; a negotiated
 * discount applies to on-demand prices and to commitments, not to spot.
 */
export function hourlyPrice(
  instance: InstanceType,
  price: InstancePrice,
  option: PurchaseOption,
  assumptions: ResolvedAssumptions,
  catalog: Catalog,
): HourlyPrice {
  const own = assumptions.prices[instance.name.toLowerCase()];
  if (own !== undefined) {
    const input = { name: 'own price', value: own.value, unit: 'USD/h', origin: own.origin };
    return { perHour: own.value, inputs: [input], remark: null };
  }
  switch (option) {
    case 'on-demand':
      return onDemandPrice(instance, price, assumptions);
    case 'reserved-1y':
      return committedPrice(instance, price, '1y', assumptions, catalog);
    case 'reserved-3y':
      return committedPrice(instance, price, '3y', assumptions, catalog);
    case 'spot':
      return spotPrice(instance, price, assumptions);
    case 'owned':
      return (
        ownedPrice(instance, assumptions, catalog) ??
        unknown(`what ${instance.name} cost to buy is not stated (owned in .servingcost.yaml)`)
      );
    case 'serverless':
      return unknown(`${instance.name} is not sold by the second of use`);
  }
}

function unknown(remark: string): HourlyPrice {
  return { perHour: null, inputs: [], remark };
}

function onDemandPrice(
  instance: InstanceType,
  price: InstancePrice,
  assumptions: ResolvedAssumptions,
): HourlyPrice {
  if (price.onDemand === null) {
    return unknown(`no on-demand price of ${instance.name} is known`);
  }
  const discount = assumptions.discount[instance.provider] ?? assumptions.discount.any;
  const list = catalogInput('on-demand price', price.onDemand, instance, price);
  return {
    perHour: price.onDemand * (1 - (discount?.value ?? 0)),
    inputs: discount === undefined ? [list] : [list, shareInput('discount', discount)],
    remark: null,
  };
}

/**
 * on demand × (1 − coverage) + on demand × coverage × (1 − discount of the commitment) × calendar hours ÷ hours it runs:
 * a commitment is paid in every hour, whether the deployment runs or not.
 */
function committedPrice(
  instance: InstanceType,
  price: InstancePrice,
  term: CommitmentTerm,
  assumptions: ResolvedAssumptions,
  catalog: Catalog,
): HourlyPrice {
  const list = onDemandPrice(instance, price, assumptions);
  if (list.perHour === null) return list;
  const { coverage, discount: stated } = assumptions.terms.commitment;
  const coverageInput = shareInput('coverage of the commitment', coverage);
  if (coverage.value === 0) return { ...list, inputs: [...list.inputs, coverageInput] };
  const found =
    stated === null
      ? commitmentDiscount(instance, term, catalog)
      : { share: stated.value, input: shareInput('commitment discount', stated) };
  if (found === null) {
    return unknown(`no ${term} commitment price of ${instance.name} is known`);
  }
  const running = assumptions.hoursPerMonth;
  const always = assumptions.calendarHours.value / running.value;
  const covered = coverage.value * (1 - found.share) * always;
  return {
    perHour: list.perHour * (1 - coverage.value + covered),
    inputs: [
      ...list.inputs,
      found.input,
      coverageInput,
      ...(always > 1
        ? [
            {
              name: 'hours the commitment is paid',
              value: assumptions.calendarHours.value,
              unit: 'h/month',
              origin: assumptions.calendarHours.origin,
            },
          ]
        : []),
    ],
    remark: null,
  };
}

/** spot × (1 − on-demand share) + on demand × on-demand share. */
function spotPrice(
  instance: InstanceType,
  price: InstancePrice,
  assumptions: ResolvedAssumptions,
): HourlyPrice {
  if (price.spot === null) return unknown(`no spot price of ${instance.name} is known`);
  const spot = catalogInput('spot price', price.spot, instance, price.spotSource ?? price);
  const share = assumptions.terms.spot.onDemandShare;
  if (share.value === 0) return { perHour: price.spot, inputs: [spot], remark: null };
  const fallback = onDemandPrice(instance, price, assumptions);
  if (fallback.perHour === null) return fallback;
  return {
    perHour: price.spot * (1 - share.value) + fallback.perHour * share.value,
    inputs: [spot, ...fallback.inputs, shareInput('share that falls back to on demand', share)],
    remark: null,
  };
}

function shareInput(name: string, share: Sourced<number>): NamedInput {
  return { name, value: share.value, unit: 'share', origin: share.origin };
}

function catalogInput(
  name: string,
  value: number,
  instance: InstanceType,
  { source, asOf }: Cited,
): NamedInput {
  return {
    name,
    value,
    unit: 'USD/h',
    origin: { kind: 'catalog', entry: instance.name, source, asOf },
  };
}
