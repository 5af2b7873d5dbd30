import type { AncillaryPrice, ApiPrice } from '../model/catalog.ts';
import { cited } from './decode.ts';
import type { AncillaryFile, ApiFile } from './schema.ts';

export function ancillaryPrices(file: AncillaryFile): readonly AncillaryPrice[] {
  return file.prices.map(([cloud, region, item, unit, usd, note, cite]) => ({
    cloud,
    region,
    item,
    unit,
    usd,
    note,
    ...cited(file.citations, cite),
  }));
}

export function apiPrices(file: ApiFile): readonly ApiPrice[] {
  return file.prices.map((row) => apiPrice(row, file));
}

/** Offers by lower-case model name. */
export function offersByModel(
  prices: readonly ApiPrice[],
): ReadonlyMap<string, readonly ApiPrice[]> {
  const byModel = new Map<string, ApiPrice[]>();
  for (const price of prices) {
    const key = price.model.toLowerCase();
    const known = byModel.get(key);
    if (known === undefined) byModel.set(key, [price]);
    else known.push(price);
  }
  return byModel;
}

function apiPrice(row: ApiFile['prices'][number], file: ApiFile): ApiPrice {
  const [provider, mode, model, variant, cite, numbers, unit, perUnit] = row;
  const at = (index: number): number | null => numbers[index] ?? null;
  const threshold = at(7);
  return {
    provider: file.providers[provider] ?? '',
    mode: file.modes[mode] ?? '',
    model,
    variant,
    input: at(0),
    output: at(1),
    cachedInput: at(2),
    cacheWrite: at(3),
    batchInput: at(4),
    batchOutput: at(5),
    contextWindow: at(6),
    longContext: threshold === null ? null : { threshold, input: at(8), output: at(9) },
    perUnit: unit === '' ? null : { unit, usd: perUnit },
    ...cited(file.citations, cite),
  };
}
