import type { Sourced } from '../model/sourced.ts';
import { pick, type AssumptionLayers } from './layers.ts';
import { purchaseDefaults } from './purchaseDefaults.ts';

/** Terms on which capacity is bought, each value with its origin. */
export interface PurchaseTerms {
  readonly spot: {
    /** Share of spot machines taken back in a month. */
    readonly interruptionRate: Sourced<number>;
    /** Share of replica-hours that run on demand instead. */
    readonly onDemandShare: Sourced<number>;
  };
  readonly commitment: {
    /** Share of replica-hours it covers. */
    readonly coverage: Sourced<number>;
    /** Null = what the price list says. */
    readonly discount: Sourced<number> | null;
  };
  /** Machines of one’s own by lower-case name of the accelerator or instance type. */
  readonly owned: Readonly<Record<string, OwnedTerms>>;
  readonly serverless: {
    readonly secondsPerRequest: Sourced<number> | null;
  };
  readonly api: {
    readonly batchShare: Sourced<number>;
    readonly unitsPerRequest: Sourced<number> | null;
  };
}

/** One kind of machine that was bought. */
export interface OwnedTerms {
  /** As the file writes it. */
  readonly name: string;
  /** USD for the machine. */
  readonly price: Sourced<number>;
  /** Null = not stated. */
  readonly accelerators: Sourced<number> | null;
  readonly years: Sourced<number>;
  readonly utilization: Sourced<number>;
  /** Null = from the accelerators’ datasheet. */
  readonly watts: Sourced<number> | null;
  readonly pue: Sourced<number>;
  readonly usdPerKwh: Sourced<number>;
  /** USD; null = not stated, and left out. */
  readonly hostingPerMonth: Sourced<number> | null;
}

export function resolvePurchaseTerms(layers: AssumptionLayers): PurchaseTerms {
  const { spot, commitment, api } = purchaseDefaults;
  return {
    spot: {
      interruptionRate:
        pick(layers, ['spot', 'interruptionRate'], (v) => v.spot?.interruptionRate) ??
        spot.interruptionRate,
      onDemandShare:
        pick(layers, ['spot', 'onDemandShare'], (v) => v.spot?.onDemandShare) ?? spot.onDemandShare,
    },
    commitment: {
      coverage:
        pick(layers, ['commitment', 'coverage'], (v) => v.commitment?.coverage) ??
        commitment.coverage,
      discount: pick(layers, ['commitment', 'discount'], (v) => v.commitment?.discount),
    },
    owned: resolveOwned(layers),
    serverless: {
      secondsPerRequest: pick(
        layers,
        ['serverless', 'secondsPerRequest'],
        (v) => v.serverless?.secondsPerRequest,
      ),
    },
    api: {
      batchShare: pick(layers, ['api', 'batchShare'], (v) => v.api?.batchShare) ?? api.batchShare,
      unitsPerRequest: pick(layers, ['api', 'unitsPerRequest'], (v) => v.api?.unitsPerRequest),
    },
  };
}

/** All machines of the file; the most specific block that names one describes it. */
function resolveOwned(layers: AssumptionLayers): Readonly<Record<string, OwnedTerms>> {
  const found: Record<string, OwnedTerms> = {};
  for (const { values, path } of layers.layers) {
    for (const [name, machine] of Object.entries(values.owned ?? {})) {
      const at = <T>(key: keyof typeof machine, value: T): Sourced<T> =>
        layers.sourced(value, [...path, 'owned', name, key]);
      const number = (key: keyof typeof machine): Sourced<number> | null => {
        const value = machine[key];
        return value === undefined ? null : at(key, value);
      };
      found[name.toLowerCase()] ??= {
        name,
        price: at('price', machine.price),
        accelerators: number('accelerators'),
        years: number('years') ?? purchaseDefaults.owned.years,
        utilization: number('utilization') ?? purchaseDefaults.owned.utilization,
        watts: number('watts'),
        pue: number('pue') ?? purchaseDefaults.owned.pue,
        usdPerKwh: number('usdPerKwh') ?? purchaseDefaults.owned.usdPerKwh,
        hostingPerMonth: number('hostingPerMonth'),
      };
    }
  }
  return found;
}

const hoursOfWeek = 168;

/** Weekdays from 7 to 20: all hours in which the `business-hours` shape of demand has more than its night rate. */
const businessHoursOfWeek = 5 * 13;

/** Hours a month in which a deployment with a schedule runs; the month’s own without one. */
export function scheduledHours(layers: AssumptionLayers, month: Sourced<number>): Sourced<number> {
  const schedule = pick(layers, ['schedule'], (v) => v.schedule);
  if (schedule === null || schedule.value === 'always') return month;
  const week =
    schedule.value === 'business-hours' ? businessHoursOfWeek : schedule.value.hoursPerWeek;
  return { value: (month.value * week) / hoursOfWeek, origin: schedule.origin };
}
