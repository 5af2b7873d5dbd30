import { describe, expect, it } from 'vitest';
import { shownCurrency } from '../../../src/core/assumptions/shownCurrency.ts';
import { parseFile } from '../../../src/core/syntax/parse.ts';

const file = (text: string) =>
  parseFile({ uri: 'file:///app/.servingcost.yaml', version: 1, text });
const euro = 'currency: { code: EUR, perUsd: 0.92, asOf: 2026-11-20 }';
const dollars = { code: 'USD', perUsd: 1, asOf: null };

describe('shownCurrency', () => {
  it('is the one of the assumptions file where the settings leave it at dollars', () => {
    expect(shownCurrency(dollars, [file(euro), file('version: 1')])).toEqual({
      code: 'EUR',
      perUsd: 0.92,
      asOf: '2026-11-20',
    });
    expect(shownCurrency(dollars, [file('')])).toEqual(dollars);
  });

  it('is the one of the settings where they name another', () => {
    const pounds = { code: 'GBP', perUsd: 0.8, asOf: '2026-11-01' };
    expect(shownCurrency(pounds, [file(euro)])).toEqual(pounds);
  });

  it('stays in dollars when files disagree', () => {
    expect(shownCurrency(dollars, [file(euro), file(euro.replace('0.92', '0.9'))])).toEqual(
      dollars,
    );
  });
});
