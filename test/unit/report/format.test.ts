import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Currency } from '../../../src/core/model/environment.ts';
import * as format from '../../../src/core/report/format.ts';

const usd: Currency = { code: 'USD', perUsd: 1, asOf: null };
const euro: Currency = { code: 'EUR', perUsd: 0.9, asOf: '2026-11-20' };

describe('money', () => {
  test.each([
    [5968.3, '$5,970'],
    [28_912.43, '$28,900'],
    [999.7, '$1,000'],
    [380.4, '$380'],
    [12.4, '$12'],
    [9.999, '$10'],
    [4.2, '$4.20'],
    [0.42, '$0.42'],
    [0.00421, '$0.0042'],
    [0, '$0'],
    [-176.3, '−$176'],
    [-0.000000001, '$0'],
    [Number.NaN, '—'],
    [Number.POSITIVE_INFINITY, '—'],
  ])('an estimate of %d reads %s', (value, text) => {
    expect(format.formatMoney(value, usd)).toBe(text);
  });

  test.each([
    [3.67, '$3.67'],
    [1.515, '$1.515'],
    [27.44705, '$27.447'],
    [98.32, '$98.32'],
    [0.0000133, '$0.0000133'],
    [0.8, '$0.80'],
    [10, '$10.00'],
  ])('a list price of %d reads %s', (value, text) => {
    expect(format.formatUnitPrice(value, usd)).toBe(text);
  });

  test.each([
    [10_018.155, '$10,018'],
    [587.504, '$588'],
    [18.25, '$18.25'],
    [0.0042, '$0.0042'],
    [0, '$0'],
  ])('a table line of %d reads %s', (value, text) => {
    expect(format.formatAmount(value, usd)).toBe(text);
  });

  test('other currencies are converted and named', () => {
    expect(format.formatMoney(1000, euro)).toBe('€900');
    expect(format.formatMoney(1000, { code: 'CHF', perUsd: 0.8, asOf: null })).toBe('CHF 800');
    expect(format.formatMoney(1000, { code: 'points', perUsd: 2, asOf: null })).toBe(
      'points 2,000',
    );
    expect(format.formatMoney(1000, format.shownIn('JPY'))).toBe('¥1,000');
  });

  test('what a unit costs names the unit', () => {
    const cost = { min: 0.21, expected: 0.42, max: 0.84 };
    const one = { min: 3, expected: 3, max: 3 };
    expect(format.formatMainUnit({ name: 'perMillionTokens', cost }, usd)).toBe(
      '$0.42/1M tokens ($0.21–0.84)',
    );
    expect(format.formatMainUnit({ name: 'perAudioHour', cost: one }, usd)).toBe(
      '$3.00/audio hour',
    );
    expect(format.formatShortUnitCost({ name: 'perImage', cost }, euro)).toBe('€0.38/image');
  });

  test('table lines of currencies without a smaller coin are whole', () => {
    const yen: Currency = { code: 'JPY', perUsd: 151, asOf: null };
    expect(format.formatAmount(0.11, yen)).toBe('¥17');
    expect(format.formatAmount(0.001, yen)).toBe('¥0.15');
    expect(format.formatUnitPrice(3.67, yen)).toBe('¥554.17');
    expect(format.formatAmount(12.5, { code: 'SEK', perUsd: 2, asOf: null })).toBe('SEK 25.00');
  });

  test('inputs that are money read as money', () => {
    expect(format.formatInput(27.447, 'USD/h', usd)).toBe('$27.447/h');
    expect(format.formatInput(5968, 'EUR/month', euro)).toBe('€5,970/mo');
    expect(format.formatInput(0.4, 'EUR', euro)).toBe('€0.40');
    expect(format.formatInput(0.2, 'share', usd)).toBe('20%');
    expect(format.formatInput(2.5, 'req/s', usd)).toBe('2.5 req/s');
    expect(format.formatInput('diurnal', '', usd)).toBe('diurnal');
  });

  test('ranges name the currency once', () => {
    const range = { min: 380.1, expected: 900, max: 2941 };
    expect(format.formatMonthlyRange(range, usd)).toBe('$380–2,940/mo');
    expect(format.formatMonthlyRange(range, usd, true)).toBe('≥ $380–2,940/mo');
    expect(format.formatMonthlyRange({ min: 5, expected: 5, max: 5 }, usd)).toBe('$5.00/mo');
    expect(format.isSpread({ min: 5970, expected: 5971, max: 5972 }, usd)).toBe(false);
  });

  test('savings say their direction in words', () => {
    expect(format.formatSaving(2310, usd)).toBe('saves $2,310/mo');
    expect(format.formatSaving(-176.3, usd)).toBe('costs $176/mo more');
    expect(format.formatSaving(0, usd)).toBe('costs the same');
    expect(format.formatSaving(null, usd)).toBe('saving not known');
  });

  test('rates carry their unit', () => {
    expect(format.formatMonthly(5970, usd, true)).toBe('≥ $5,970/mo');
    expect(format.formatHourly(3.67, usd)).toBe('$3.67/h');
    expect(format.formatUnitCost(0.4249, 'perMillionTokens', usd)).toBe('$0.42/1M tokens');
  });

  test('what is shown of an estimate is within five percent of it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e9, noNaN: true }), (value) => {
        const shown = Number(format.formatMoney(value, usd).replace(/[$,]/g, ''));
        expect(Math.abs(shown - value)).toBeLessThanOrEqual(0.05 * value);
      }),
    );
  });
});

describe('other figures', () => {
  test.each([
    [format.formatNumber(1234.5), '1,235'],
    [format.formatNumber(50_900), '50,900'],
    [format.formatNumber(2.5), '2.5'],
    [format.formatNumber(100), '100'],
    [format.formatNumber(99.96), '100'],
    [format.formatNumber(0.0421), '0.0421'],
    [format.formatNumber(10.04), '10'],
    [format.formatGiB(72), '72 GiB'],
    [format.formatGiB(3.894), '3.89 GiB'],
    [format.formatMilliseconds(36.2), '36 ms'],
    [format.formatMilliseconds(3.62), '3.6 ms'],
    [format.formatMilliseconds(1900), '1.9 s'],
    [format.formatMilliseconds(999.7), '1 s'],
    [format.formatPercent(0.38), '38%'],
    [format.formatPercent(0.004), '<1%'],
    [format.formatPercent(0), '0%'],
    [format.formatPercent(1.2), '120%'],
    [format.formatRequestRate(12), '12 req/s'],
    [format.formatRequestRate(0.5), '0.5 req/s'],
    [format.formatCountRange({ min: 1, expected: 1.2, max: 3 }), '1–3'],
    [format.formatCountRange({ min: 2, expected: 2, max: 2 }), '2'],
    [format.formatQuantity(1, 'replica'), '1 replica'],
    [format.formatQuantity(1200, 'replica'), '1,200 replicas'],
  ])('%s is %s', (text, expected) => {
    expect(text).toBe(expected);
  });

  test('a range of a figure names its unit once, where it is the same', () => {
    const within = { min: 290, max: 590 };
    expect(format.formatWithin(412, within, format.formatMilliseconds)).toBe('412 ms (290–590 ms)');
    expect(format.formatWithin(0.5, { min: 0.3, max: 0.7 }, format.formatPercent)).toBe(
      '50% (30–70%)',
    );
    expect(format.formatWithin(900, { min: 800, max: 1200 }, format.formatMilliseconds)).toBe(
      '900 ms (800 ms–1.2 s)',
    );
    expect(format.formatWithin(7, null, format.formatNumber)).toBe('7');
  });

  test('work reads in what requests are counted in', () => {
    expect(format.formatWorkRate(1234.4, 'tokens')).toBe('1,234 tokens/s');
    expect(format.formatWorkRate(0.05, 'images')).toBe('0.05 images/s');
    expect(format.formatWorkRate(42, 'audio-seconds')).toBe('42 × real time');
    expect(format.formatWorkRate(120, 'predictions')).toBe('120 predictions/s');
  });

  test('noise of binary fractions is cut off', () => {
    expect(format.withoutNoise(0.1 + 0.2)).toBe(0.3);
    expect(format.withoutNoise(20_036.31)).toBe(20_036.31);
  });
});
