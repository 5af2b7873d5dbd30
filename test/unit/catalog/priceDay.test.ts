import { expect, test } from 'vitest';
import { isNewer } from '../../../src/core/catalog/priceDay.ts';

test.each([
  ['2026-08-02', '2026-08-01', true],
  ['2026-08-01', '2026-08-01', false],
  ['2026-08', '2026-07', true],
  ['2026-08', '2026-07-31', true],
  ['2026-08-01', '2026-08', false],
  ['2026', '2026-12-01', false],
  ['2026', '2025-12-31', true],
  ['2025', 'undated', true],
  ['undated', '2025', false],
  ['undated', 'undated', false],
])('%s is newer than %s: %s', (a, b, newer) => {
  expect(isNewer(a, b)).toBe(newer);
});
