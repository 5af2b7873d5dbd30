import type { Deployment, Provider } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { Sourced } from '../model/sourced.ts';
import { defaultHoursPerMonth, defaultMaxPriceAgeDays } from './defaults.ts';
import { layersFor, pick, type AssumptionLayers } from './layers.ts';
import type { Assumptions } from './readAssumptions.ts';
import { resolveMeasured } from './resolveMeasured.ts';
import { resolveWorkload } from './resolveWorkload.ts';
import { resolveComponents } from './resolveComponents.ts';
import type { ColdStartAssumptions, ResolvedAssumptions } from './resolved.ts';
import { resolvePurchaseTerms, scheduledHours } from './resolvePurchase.ts';

/**
 * What counts for a deployment beside its own config: the most specific block of the assumptions file, else the
 * settings, else a named default. `assumptions` is the file that holds for it, `measurements` one with measurements
 * beside it; null when there is none.
 */
export function resolveAssumptions(
  deployment: Deployment,
  assumptions: Assumptions | null,
  environment: Environment,
  measurements: Assumptions | null = null,
): ResolvedAssumptions {
  const layers = layersFor(deployment, assumptions, measurements);
  const { file } = layers;
  const calendarHours =
    file.hoursPerMonth === undefined
      ? defaultHoursPerMonth
      : layers.sourced(file.hoursPerMonth, ['hoursPerMonth']);
  const hoursPerMonth = scheduledHours(layers, calendarHours);
  return {
    workload: resolveWorkload(layers, deployment, environment, hoursPerMonth.value),
    coldStart: resolveColdStart(layers),
    provider: pick(layers, ['provider'], (v) => v.provider) ?? environment.defaults.provider,
    region: pick(layers, ['region'], (v) => v.region) ?? environment.defaults.region,
    accelerator:
      pick(layers, ['accelerator'], (v) => v.accelerator) ?? environment.defaults.accelerator,
    instanceType: pick(layers, ['instanceType'], (v) => v.instanceType),
    purchase: pick(layers, ['purchase'], (v) => v.purchase),
    model: pick(layers, ['model'], (v) => v.model),
    replicas: pick(layers, ['replicas'], (v) => v.replicas),
    discount: resolveDiscount(layers),
    prices: Object.fromEntries(
      Object.entries(file.prices ?? {}).map(([name, price]) => [
        name.toLowerCase(),
        layers.sourced(price, ['prices', name]),
      ]),
    ),
    hoursPerMonth,
    calendarHours,
    terms: resolvePurchaseTerms(layers),
    maxPriceAgeDays:
      file.maxPriceAgeDays === undefined
        ? defaultMaxPriceAgeDays
        : layers.sourced(file.maxPriceAgeDays, ['maxPriceAgeDays']),
    nodeShare: pick(layers, ['nodeShare'], (v) => v.nodeShare),
    serverShare: null,
    team: pick(layers, ['team'], (v) => v.team),
    environment: pick(layers, ['environment'], (v) => v.environment),
    owner: pick(layers, ['owner'], (v) => v.owner),
    energy: resolveEnergy(layers),
    components: resolveComponents(layers),
    measured: resolveMeasured(layers),
    ignored: layers.layers.flatMap(({ values, path }) =>
      (values.ignore ?? []).map(({ code, reason, until }, index) => ({
        code,
        reason,
        until: until ?? null,
        ...layers.place([...path, 'ignore', index]),
      })),
    ),
    levels: file.rules ?? {},
  };
}

/** The most specific block that states discounts states all of them: one number there holds for every provider. */
function resolveDiscount(layers: AssumptionLayers): ResolvedAssumptions['discount'] {
  for (const { values, path } of layers.layers) {
    const { discount } = values;
    if (discount === undefined) continue;
    if (typeof discount === 'number') {
      return { any: layers.sourced(discount, [...path, 'discount']) };
    }
    const byProvider: Partial<Record<Provider, Sourced<number>>> = {};
    for (const provider of Object.keys(discount) as Provider[]) {
      const value = discount[provider];
      if (value !== undefined) {
        byProvider[provider] = layers.sourced(value, [...path, 'discount', provider]);
      }
    }
    return byProvider;
  }
  return {};
}

function resolveEnergy(layers: AssumptionLayers): ResolvedAssumptions['energy'] {
  const { energy } = layers.file;
  const of = (key: 'gramsPerKWh' | 'powerUsageEffectiveness'): Sourced<number> | null =>
    energy?.[key] === undefined ? null : layers.sourced(energy[key], ['energy', key]);
  return {
    gramsPerKWh: of('gramsPerKWh'),
    powerUsageEffectiveness: of('powerUsageEffectiveness'),
  };
}

function resolveColdStart(layers: AssumptionLayers): ColdStartAssumptions {
  const of = (key: keyof ColdStartAssumptions): Sourced<number> | null =>
    pick(layers, ['coldStart', key], (v) => v.coldStart?.[key]);
  return {
    seconds: of('seconds'),
    nodeSeconds: of('nodeSeconds'),
    imageGB: of('imageGB'),
    imageMBPerSecond: of('imageMBPerSecond'),
    modelMBPerSecond: of('modelMBPerSecond'),
    engineSeconds: of('engineSeconds'),
  };
}
