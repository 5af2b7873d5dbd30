import { sourcedInput } from './inputs.ts';
import type { OwnedTerms } from '../assumptions/resolvePurchase.ts';
import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { AcceleratorFacts, Catalog, InstanceType, PricedInstance } from '../model/catalog.ts';
import type { NamedInput } from '../model/estimate.ts';
import type { Sourced } from '../model/sourced.ts';

/** Hours of a year, in which a machine is written off. */
const hoursPerYear = 8760;

/** Hours of a month, in which hosting is paid. */
const hoursPerMonth = 730;

/**
 * What a server draws over what the datasheets of its accelerators add up to: NVIDIA's DGX H100 draws 10.2 kW at most
 * (datasheet, 2023) with eight accelerators of 700 W.
 */
const serverPower = 10.2 / 5.6;

export interface OwnedPrice {
  /** USD per machine and hour. */
  readonly perHour: number;
  readonly inputs: readonly NamedInput[];
  /** What is left out; null = nothing. */
  readonly remark: string | null;
}

/**
 * USD for an hour of a machine of one's own:
 * price ÷ (years × 8,760 h × utilization) + kW × PUE × USD/kWh + hosting ÷ (730 h × utilization).
 * Price and hosting are paid in every hour, whether the deployment runs or not: with a schedule an hour that it runs carries
 * those beside it too, unless the utilization says who pays for them. Null when the machine is not described, or its power is neither stated nor in a datasheet.
 */
export function ownedPrice(
  instance: InstanceType,
  assumptions: ResolvedAssumptions,
  catalog: Catalog,
): OwnedPrice | null {
  const terms = assumptions.terms.owned[instance.name.toLowerCase()];
  if (terms === undefined) return null;
  const { price, years, utilization, pue, usdPerKwh, hostingPerMonth } = terms;
  const carried = instance.accelerator === null ? null : catalog.accelerator(instance.accelerator);
  const watts = machinePower(terms, instance, carried);
  const power = watts === null ? 0 : (watts.value / 1000) * pue.value * usdPerKwh.value;
  const { calendarHours, hoursPerMonth: running } = assumptions;
  const always = utilization.origin.kind === 'default' ? calendarHours.value / running.value : 1;
  const hosting = (hostingPerMonth?.value ?? 0) / (hoursPerMonth * utilization.value);
  const capital = price.value / (years.value * hoursPerYear * utilization.value);
  const missing = [
    ...(watts === null ? ['electricity (state its watts)'] : []),
    ...(hostingPerMonth === null ? ['hosting (rack space, network, maintenance)'] : []),
  ];
  return {
    perHour: (capital + hosting) * always + power,
    inputs: [
      sourcedInput('purchase price', price, 'USD'),
      sourcedInput('years', years, 'years'),
      sourcedInput('share of hours paid for', utilization, ''),
      ...(watts === null
        ? []
        : [
            sourcedInput('power', watts, 'W'),
            sourcedInput('power usage effectiveness', pue, ''),
            sourcedInput('electricity', usdPerKwh, 'USD/kWh'),
          ]),
      ...(hostingPerMonth === null ? [] : [sourcedInput('hosting', hostingPerMonth, 'USD/month')]),
      ...(always > 1 ? [sourcedInput('hours the machine is paid', calendarHours, 'h/month')] : []),
    ],
    remark: missing.length === 0 ? null : `without ${missing.join(' and ')}`,
  };
}

/** Power of a machine under load, as stated or by the datasheets of its accelerators. W; null = not known. */
export function machinePower(
  { watts }: Pick<OwnedTerms, 'watts'>,
  instance: InstanceType,
  accelerator: AcceleratorFacts | null,
): Sourced<number> | null {
  return watts ?? datasheetPower(instance, accelerator);
}

function datasheetPower(
  instance: InstanceType,
  facts: AcceleratorFacts | null,
): Sourced<number> | null {
  if (facts?.powerWatts == null) return null;
  const value = facts.powerWatts * instance.acceleratorCount * serverPower;
  const formula = `${instance.acceleratorCount} × ${facts.powerWatts} W (datasheet of ${facts.id}) × ${serverPower.toFixed(2)} for the rest of the server, as in a DGX H100`;
  return { value, origin: { kind: 'derived', formula } };
}

/**
 * The machine of one's own that carries an accelerator, as an offer; null when none is described. It is taken by the
 * accelerator: what else the machine has is not known.
 */
export function ownedOffer(
  accelerator: AcceleratorFacts,
  assumptions: ResolvedAssumptions,
  catalog: Catalog,
): PricedInstance | null {
  const machine = ownedMachines(assumptions, catalog).find(
    (one) => one.accelerator.id === accelerator.id,
  );
  return machine === undefined ? null : offer(machine);
}

/** Accelerators of one vendor that machines of one's own carry, in the order of the file. */
export function ownedAccelerators(
  vendor: string,
  assumptions: ResolvedAssumptions,
  catalog: Catalog,
): readonly AcceleratorFacts[] {
  return ownedMachines(assumptions, catalog)
    .map(({ accelerator }) => accelerator)
    .filter((facts) => facts.vendor === vendor);
}

interface OwnedMachine {
  readonly terms: OwnedTerms;
  readonly accelerator: AcceleratorFacts;
  readonly count: number;
}

function ownedMachines(
  assumptions: ResolvedAssumptions,
  catalog: Catalog,
): readonly OwnedMachine[] {
  return Object.values(assumptions.terms.owned).flatMap((terms): OwnedMachine[] => {
    const named = catalog.accelerator(terms.name);
    if (named !== null) {
      return [{ terms, accelerator: named, count: terms.accelerators?.value ?? 1 }];
    }
    const instance = catalog.instance(terms.name);
    const facts = instance?.accelerator == null ? null : catalog.accelerator(instance.accelerator);
    if (instance === null || facts === null) return [];
    const count = terms.accelerators?.value ?? instance.acceleratorCount;
    return count > 0 ? [{ terms, accelerator: facts, count }] : [];
  });
}

function offer({ terms, accelerator, count }: OwnedMachine): PricedInstance {
  return {
    region: 'own',
    instance: {
      provider: 'other',
      name: terms.name,
      vcpus: null,
      memoryGiB: null,
      accelerator: accelerator.id,
      acceleratorName: accelerator.id,
      acceleratorCount: count,
    },
    price: { onDemand: null, spot: null, note: '', source: '', asOf: '' },
  };
}
