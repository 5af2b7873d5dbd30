import type { Currency } from '../model/environment.ts';

/** A number with its unit; money has a unit that starts with a currency's code: `USD/h`. */
export interface Amount {
  readonly value: string | number | null;
  readonly unit: string;
}

/** US dollars as an amount of `currency`, the unit after it: `27.4 USD/h` becomes `25.2 EUR/h`. Anything else as it is. */
export function inCurrency<T extends Amount>(amount: T, { code, perUsd }: Currency): T {
  const [money, ...per] = amount.unit.split('/');
  if (money !== 'USD') return amount;
  const { value } = amount;
  return {
    ...amount,
    value: typeof value === 'number' ? value * perUsd : value,
    unit: [code, ...per].join('/'),
  };
}
