import type { Sourced } from '../model/sourced.ts';
import { defaultHoursPerMonth } from './defaults.ts';
import type { AssumptionLayers } from './layers.ts';

type LayerWorkload = NonNullable<AssumptionLayers['layers'][number]['values']['workload']>;

/** Days of a mean month: 730 hours. */
export const daysPerMonth = 730 / 24;

/**
 * The rate of the most specific block that states one, in whichever unit: requests/s while the deployment runs. Requests
 * a day or a month arrive within the hours it runs, so that their number stays what was stated. `tokensPerRequest` turns
 * tokens into requests. Null when no block states a rate, or tokens a month for requests without tokens.
 */
export function statedRate(
  layers: AssumptionLayers,
  tokensPerRequest: number,
): Sourced<number> | null {
  const hours = layers.file.hoursPerMonth ?? defaultHoursPerMonth.value;
  for (const layer of layers.layers) {
    const workload = layer.values.workload;
    if (workload === undefined) continue;
    const stated = rateOf(workload, hours * 3600, tokensPerRequest);
    if (stated !== null) {
      return layers.sourcedIn(layer, stated.rate, ['workload', stated.key]);
    }
  }
  return null;
}

/** The first unit that is stated, most direct first. */
function rateOf(
  of: LayerWorkload,
  secondsPerMonth: number,
  tokensPerRequest: number,
): { readonly key: keyof LayerWorkload; readonly rate: number } | null {
  if (of.requestsPerSecond !== undefined) {
    return { key: 'requestsPerSecond', rate: of.requestsPerSecond };
  }
  if (of.requestsPerDay !== undefined) {
    return {
      key: 'requestsPerDay',
      rate: (of.requestsPerDay * daysPerMonth) / secondsPerMonth,
    };
  }
  if (of.requestsPerMonth !== undefined) {
    return { key: 'requestsPerMonth', rate: of.requestsPerMonth / secondsPerMonth };
  }
  if (of.users !== undefined && of.requestsPerUserPerDay !== undefined) {
    const daily = of.users * of.requestsPerUserPerDay;
    return { key: 'users', rate: (daily * daysPerMonth) / secondsPerMonth };
  }
  if (of.tokensPerMonth !== undefined && tokensPerRequest > 0) {
    return {
      key: 'tokensPerMonth',
      rate: of.tokensPerMonth / tokensPerRequest / secondsPerMonth,
    };
  }
  return null;
}
