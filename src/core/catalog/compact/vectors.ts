import { roundPrice } from '../priceVectors.ts';

/** Prices of one type, region by region; null where it is not offered. */
export type Prices = readonly (number | null)[];

interface Vector {
  readonly ratios: readonly (number | null)[];
}

/**
 * Ratio vectors, each kept once. A type joins an existing vector only when that gives back every one of its prices to the
 * last digit; ratios are written with as few digits as that allows.
 */
export class VectorPool {
  readonly #vectors: Vector[] = [];

  /** Index of a vector `v` with `prices[i] = bases[i] × v[i]`. Bases are positive. */
  add(prices: Prices, bases: readonly number[]): number {
    const known = this.#vectors.findIndex(({ ratios }) =>
      prices.every((price, index) => {
        const ratio = ratios[index] ?? null;
        if (price === null || ratio === null) return price === ratio;
        return roundPrice((bases[index] ?? 0) * ratio) === price;
      }),
    );
    if (known >= 0) return known;
    const ratios = prices.map((price, index) =>
      price === null ? null : shortestRatio(price, bases[index] ?? 1),
    );
    return this.#vectors.push({ ratios }) - 1;
  }

  texts(): string[] {
    return this.#vectors.map(({ ratios }) => ratios.map((ratio) => ratio ?? '').join(','));
  }
}

/** The ratio with the fewest digits that gives the price back. */
function shortestRatio(price: number, base: number): number {
  const exact = price / base;
  for (let digits = 1; digits < 17; digits++) {
    const ratio = Number(exact.toPrecision(digits));
    if (roundPrice(base * ratio) === price) return ratio;
  }
  return exact;
}
