import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { Deployment } from '../model/deployment.ts';
import type { CostEstimate, NamedInput } from '../model/estimate.ts';
import { firstLimitName } from '../performance/writesText.ts';
import { numericInputs } from './numericInputs.ts';

/** One input at two other values, each with what it makes of the deployment and its assumptions. */
export interface Variation {
  readonly input: NamedInput;
  readonly low: Varied;
  readonly high: Varied;
}

interface Varied {
  readonly value: number;
  readonly deployment: Deployment;
  readonly assumptions: ResolvedAssumptions;
}

/** How far a number is moved each way. */
const step = 0.2;

/** Inputs whose values are shares: they end at 1. */
function isShare(path: readonly string[]): boolean {
  return path[0] === 'discount' || /share|coverage|utilization|growth/i.test(path.at(-1) ?? '');
}

/** Keys of limits and counts that say nothing about cost by themselves. */
const untouched: ReadonlySet<string> = new Set(['percentile', 'maxAccuracyLoss']);

/**
 * All inputs of an estimate that are numbers: the request rate and lengths, the price of the machine, the replicas of the
 * config, and every number of the assumptions.
 */
export function variations(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  estimate: CostEstimate,
): readonly Variation[] {
  // Where nobody states a rate, the one that was priced is what is varied.
  const stated: ResolvedAssumptions = {
    ...assumptions,
    workload: {
      ...assumptions.workload,
      requestsPerSecond: estimate.workload.requestsPerSecond,
    },
  };
  return [
    ...priceVariation(deployment, assumptions, estimate),
    ...replicaVariation(deployment, assumptions),
    ...assumed(deployment, stated, firstLimitName(estimate.performance)),
  ];
}

function assumed(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  firstLimit: string,
): Variation[] {
  return numericInputs(assumptions).flatMap((input) => {
    const key = input.path.at(-1) ?? '';
    const { value, origin } = input.value;
    if (value <= 0 || untouched.has(key) || input.path[0] === 'prices') return [];
    // A month that nobody shortened is how clouds bill, not an assumption.
    if (/^(hoursPerMonth|calendarHours)$/.test(key) && origin.kind === 'default') return [];
    const limit = isShare(input.path) && value <= 1 ? 1 : key === 'hoursPerMonth' ? 744 : Infinity;
    // The busiest moment of an hour is no quieter than the hour.
    const least = key === 'peakFactor' ? 1 : 0;
    const at = (factor: number): Varied => {
      const moved = Math.max(least, Math.min(limit, value * factor));
      return { value: moved, deployment, assumptions: input.with(moved) };
    };
    return [
      {
        input: {
          name: key === 'ttftMs' ? firstLimit : nameOf(input.path),
          value,
          unit: unitOf(key),
          origin,
        },
        low: at(1 - step),
        high: at(1 + step),
      },
    ];
  });
}

const ownNames: Readonly<Record<string, string>> = {
  replicas: 'replicas on average',
  tpotMs: 'TPOT limit',
  e2eMs: 'end-to-end limit',
};

/** `components.egress.bytesPerToken` → `egress bytes per token`; a size says its unit with its value. */
function nameOf(path: readonly string[]): string {
  const ownName = ownNames[path.at(-1) ?? ''];
  if (ownName !== undefined && path[0] !== 'components') return ownName;
  const own = path.filter((key) => key !== 'workload' && key !== 'components');
  return own
    .join(' ')
    .replace(/GiB$/, '')
    .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
}

function unitOf(key: string): string {
  if (key === 'requestsPerSecond') return 'req/s';
  if (/tokens$/i.test(key)) return 'tokens/request';
  if (key.endsWith('Ms')) return 'ms';
  if (key.endsWith('GiB')) return 'GiB';
  return key === 'hoursPerMonth' ? 'h/month' : '';
}

/** The price of the machine, as if the user had stated another one. */
function priceVariation(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  { hardware }: CostEstimate,
): Variation[] {
  const price = hardware?.pricePerHour ?? null;
  const instance = hardware?.instance ?? null;
  if (price === null || instance === null) return [];
  const { name } = instance.instance;
  const { source, asOf } = instance.price;
  const origin = { kind: 'catalog', entry: name, source, asOf } as const;
  const at = (factor: number): Varied => ({
    value: price * factor,
    deployment,
    assumptions: {
      ...assumptions,
      prices: {
        ...assumptions.prices,
        [name.toLowerCase()]: { value: price * factor, origin },
      },
    },
  });
  return [
    {
      input: { name: `price of ${name}`, value: price, unit: 'USD/h', origin },
      low: at(1 - step),
      high: at(1 + step),
    },
  ];
}

/** One replica less and one more; where some run, not to none: that is no cheaper way to serve. */
function replicaVariation(deployment: Deployment, assumptions: ResolvedAssumptions): Variation[] {
  const { min, max } = deployment.replicas;
  const at = (value: number): Varied => ({
    value,
    assumptions,
    deployment: {
      ...deployment,
      replicas: {
        ...deployment.replicas,
        min: { ...min, value },
        max:
          max === null ? null : { ...max, value: Math.max(value, max.value - min.value + value) },
      },
    },
  });
  return [
    {
      input: { name: 'replicas', value: min.value, unit: '', origin: min.origin },
      low: at(Math.max(Math.min(1, min.value), min.value - 1)),
      high: at(min.value + 1),
    },
  ];
}
