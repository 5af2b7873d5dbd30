import { expect, test } from 'vitest';
import { priceDayText } from '../../../src/core/advice/priceDayText.ts';

test.each([
  ['2026-11-09', null, '2026-11-22', '2026-11-09'],
  ['2026-11-09', '2026-11-09', '2026-12-08', '2026-11-09'],
  ['2026-11-09', '2026-11-09', '2026-12-09', '2026-11-09, 1 month old'],
  [
    '2026-11-09',
    '2026-07-20',
    '2026-11-22',
    '2026-11-09, those used here of 2026-07-20, 4 months old',
  ],
  ['2026-11-09', '2026-12-01', '2026-12-02', '2026-11-09'],
  ['2026-01-31', null, '2027-12-30', '2026-01-31, 22 months old'],
  ['2023-01-31', null, '2026-12-30', '2023-01-31, 3 years old'],
  ['2027-01-01', null, '2026-12-30', '2027-01-01'],
  ['undated', null, '2026-12-30', 'undated'],
])('prices of %s, used %s, on %s: %s', (asOf, used, today, text) => {
  expect(priceDayText(asOf, used, today)).toBe(text);
});
