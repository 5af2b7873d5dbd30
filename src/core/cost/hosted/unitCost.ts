import type { ApiPrice } from '../../model/catalog.ts';
import { per } from '../unitCosts.ts';
import type { UnitCosts } from '../../model/estimate.ts';
import { apiTokenCost, type HostedUse } from './tokenCost.ts';

/**
 * Unit costs of a hosted model: what one request costs at the price list, times what the whole bill is over the bill of
 * the provider (`beside`, 1 when nothing else is paid). They need no traffic. Null where one of its lines has no price.
 */
export function hostedUnitCosts(price: ApiPrice, use: HostedUse, beside: number): UnitCosts {
  const lines = apiTokenCost(price, { ...use, requestsPerMonth: 1 });
  const input = use.inputTokens.value;
  const output = use.outputTokens.value;
  const of = (pattern: RegExp): number | null => {
    const chosen = lines.filter(({ name }) => pattern.test(name));
    const sum = chosen.reduce<number | null>(
      (total, { monthly }) =>
        total === null || monthly === null ? null : total + monthly.expected * beside,
      0,
    );
    return chosen.length === 0 ? null : sum;
  };
  const request = of(/^/);
  const units = use.unitsPerRequest?.value ?? 1;
  const perUnit = (name: string, count = 1): number | null =>
    price.perUnit?.unit === name ? per(request, units, count) : null;
  return {
    perMillionTokens: per(request, input + output, 1e6),
    perMillionInputTokens: per(of(/input/i), input, 1e6),
    perMillionOutputTokens: per(of(/output/i), output, 1e6),
    perThousandRequests: per(request, 1, 1e3),
    perImage: perUnit('image'),
    perAudioHour: /audio|transcription/.test(price.mode) ? perUnit('second', 3600) : null,
    perThousandPredictions: null,
    perMillionTokensAtCapacity: null,
  };
}
