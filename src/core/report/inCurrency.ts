import type { Currency } from '../model/environment.ts';

/** A number with its unit; money has a unit that starts with a currency's code: `USD/h`. */
export interface Amount {
  readonly value: string | number | null;
  readonly unit: string;
}

/**
 * US dollars as an amount of `currency`, the unit after it: `27.4 USD/h` becomes `25.2 EUR/h`. Anything else as it is. With
 * `from`, amounts of that currency are meant, and `perUsd` is for one of its units.
 */
export function inCurrency<T extends Amount>(
  amount: T,
  { code, perUsd }: Pick<Currency, 'code' | 'perUsd'>,
  from = 'USD',
): T {
  const [money, ...per] = amount.unit.split('/');
  if (money !== from) return amount;
  const { value } = amount;
  return {
    ...amount,
    value: typeof value === 'number' ? value * perUsd : value,
    unit: [code, ...per].join('/'),
  };
}
