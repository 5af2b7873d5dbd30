import type { DeploymentAnalysis } from '../analysis.ts';
import { estimateCost } from '../cost/estimateCost.ts';
import type { PricedInstance } from '../model/catalog.ts';
import type { Deployment, EngineSettings, Volume } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Sourced } from '../model/sourced.ts';
import { regionsOf } from './facts/offers.ts';
import { settingWords } from './settingCost.ts';
import {
  formatMonthly,
  formatMonthlyDifference,
  formatPercent,
  formatQuantity,
} from '../report/format.ts';

/** A value of a config that decides what its deployment costs. */
export interface CostValue {
  readonly source: Sourced<unknown>;
  /** What this value costs or does, in one or two sentences; null where it is no more than one input among others. */
  readonly says: (() => string | null) | null;
}

/** The values that a deployment was read from. What they say is worked out when asked for: it prices anew. */
export function costValues(one: DeploymentAnalysis): readonly CostValue[] {
  const { deployment, estimate, environment } = one;
  const { replicas, accelerator, placement, model, settings } = deployment;
  const again = repricing(one, environment);
  const values: CostValue[] = [];
  const add = (
    source: Sourced<unknown> | null | undefined,
    says: CostValue['says'] = null,
  ): void => {
    if (source != null) values.push({ source, says });
  };
  add(replicas.min, () => replicaWords(one, again, environment));
  if (replicas.max?.value !== replicas.min.value) {
    add(replicas.max, () => mostWords(estimate, environment));
  }
  add(accelerator?.count);
  add(accelerator?.product);
  add(placement.instanceType);
  add(placement.purchase, () => purchaseWords(one, again, environment));
  add(placement.region, () => regionWords(one, again, environment));
  add(model.id);
  add(deployment.cpuCores, () => requestWords('cpuCores', one, again, environment));
  add(deployment.memoryGiB, () => requestWords('memoryGiB', one, again, environment));
  for (const volume of deployment.volumes) {
    add(volume.sizeGiB, () => volumeWords(volume, one, again, environment));
  }
  for (const [name, source] of Object.entries(settings) as [
    keyof EngineSettings,
    Sourced<unknown>,
  ][]) {
    add(source, () => settingWords(name, one, again));
  }
  return values;
}

type Again = (other: Partial<Deployment>) => CostEstimate;

/** Prices the deployment with other fields, for the demand it is priced for now. */
function repricing(
  { deployment, assumptions, estimate }: DeploymentAnalysis,
  environment: Environment,
): Again {
  const { requestsPerSecond } = estimate.workload;
  const held = { ...assumptions, workload: { ...assumptions.workload, requestsPerSecond } };
  return (other) => estimateCost({ ...deployment, ...other }, held, environment);
}

/** Changes below this share of the month are none: prices of one's own do not care how a machine is bought, logs do. */
const noticeable = 0.0005;

/** `+$2,690/mo`; null where one of the two months is not known, or nothing changes. */
function difference(
  from: CostEstimate,
  to: CostEstimate,
  { currency }: Environment,
): string | null {
  if (from.monthly === null || to.monthly === null) return null;
  const usd = to.monthly.expected - from.monthly.expected;
  return Math.abs(usd) < from.monthly.expected * noticeable
    ? null
    : formatMonthlyDifference(usd, currency);
}

function replicaWords(
  { deployment, estimate }: DeploymentAnalysis,
  again: Again,
  environment: Environment,
): string | null {
  const { replicas } = deployment;
  const isFixed = replicas.autoscaler === null;
  const { value } = replicas.min;
  const at = (count: number): CostEstimate =>
    again({
      replicas: {
        ...replicas,
        min: { ...replicas.min, value: count },
        max:
          replicas.max === null
            ? null
            : { ...replicas.max, value: isFixed ? count : Math.max(count, replicas.max.value) },
      },
    });
  const step = (count: number, words: string): readonly string[] => {
    const other = at(count);
    const money = difference(estimate, other, environment);
    if (money === null) return [];
    const busy = other.utilization === null ? '' : `, ${formatPercent(other.utilization)} busy`;
    return [`${words} ${money}${busy}`];
  };
  const what = isFixed ? 'replica' : 'replica at least';
  const steps = [
    ...step(value + 1, `One ${what} more:`),
    ...(value > (isFixed ? 1 : 0) ? step(value - 1, 'one less:') : []),
  ];
  return steps.length === 0 ? null : `${steps.join('; ')}.`;
}

function mostWords({ monthly, replicas }: CostEstimate, { currency }: Environment): string | null {
  if (monthly === null) return null;
  return `At most ${formatQuantity(replicas.max, 'replica')}: up to ${formatMonthly(monthly.max, currency)}.`;
}

function purchaseWords(
  { deployment, estimate }: DeploymentAnalysis,
  again: Again,
  environment: Environment,
): string | null {
  const { placement } = deployment;
  if (placement.purchase === null || placement.purchase.value === 'on-demand') return null;
  const onDemand = again({
    placement: { ...placement, purchase: { ...placement.purchase, value: 'on-demand' } },
  });
  const money = difference(onDemand, estimate, environment);
  return money === null ? null : `${money} against on-demand machines.`;
}

/** What the region costs against the cheapest one that has the same machine. */
function regionWords(
  { deployment: { placement }, estimate }: DeploymentAnalysis,
  again: Again,
  environment: Environment,
): string | null {
  const place = estimate.hardware?.instance;
  if (placement.region === null || place == null) return null;
  const option = estimate.hardware?.purchase.value === 'spot' ? 'spot' : 'onDemand';
  const priceOf = ({ price }: PricedInstance): number => price[option] ?? Infinity;
  const [cheapest] = [...regionsOf(place.instance, environment.catalog)].sort(
    (a, b) => priceOf(a) - priceOf(b),
  );
  if (cheapest === undefined) return null;
  const how = `${place.instance.name} ${option === 'spot' ? 'on spot' : 'on demand'}`;
  if (cheapest.region === place.region) return `No region has ${how} for less.`;
  const region = { ...placement.region, value: cheapest.region };
  const money = difference(estimate, again({ placement: { ...placement, region } }), environment);
  return money?.startsWith('−') === true
    ? `In ${cheapest.region}, the cheapest region with ${how}: ${money}.`
    : null;
}

/** Whether what a pod asks for decides the share of a machine that it pays. */
function requestWords(
  name: 'cpuCores' | 'memoryGiB',
  { deployment, estimate }: DeploymentAnalysis,
  again: Again,
  environment: Environment,
): string | null {
  const request = deployment[name];
  const { hardware } = estimate;
  if (request === null || hardware?.instance == null) return null;
  const { instance } = hardware.instance;
  const share = `The pod takes ${formatPercent(hardware.nodeShare)} of ${instance.name}`;
  const half = again({ [name]: { ...request, value: request.value / 2 } });
  const money = difference(estimate, half, environment);
  const other = half.hardware?.instance?.instance.name;
  if (money === null) return `${share}; half of this request would change nothing.`;
  const where = other === undefined || other === instance.name ? '' : `, on ${other}`;
  return `${share}; with half of this request: ${money}${where}.`;
}

const moreGiB = 100;

function volumeWords(
  volume: Volume,
  { deployment, estimate }: DeploymentAnalysis,
  again: Again,
  environment: Environment,
): string | null {
  const sizeGiB = { ...volume.sizeGiB, value: volume.sizeGiB.value + moreGiB };
  const larger = again({
    volumes: deployment.volumes.map((one) => (one === volume ? { ...one, sizeGiB } : one)),
  });
  const money = difference(estimate, larger, environment);
  const each = volume.shared ? 'one for all replicas' : 'one for each replica';
  return money === null ? null : `${moreGiB} GiB more: ${money} (${each}).`;
}
