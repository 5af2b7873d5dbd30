import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearAxis, logAxis } from '../../../../src/core/report/chart/axis.ts';
import { linearTicks, logTicks } from '../../../../src/core/report/chart/ticks.ts';

const anySize = fc.oneof(
  fc.double({ min: -1e9, max: 1e9, noNaN: true }),
  fc.double({ min: -1e-6, max: 1e-6, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e200, max: 1e200 }),
);

function expectRising(values: readonly number[]): void {
  for (const [index, value] of values.entries()) {
    expect(Number.isFinite(value)).toBe(true);
    if (index > 0) expect(value).toBeGreaterThan(values[index - 1] ?? Infinity);
  }
}

describe('ticks of a linear axis', () => {
  it.each([
    [0, 100, 6, [0, 20, 40, 60, 80, 100]],
    [0, 97, 6, [0, 20, 40, 60, 80, 100]],
    [0, 0.3, 4, [0, 0.1, 0.2, 0.3]],
    [-1200, 2300, 6, [-2000, -1000, 0, 1000, 2000, 3000]],
    [0, 1, 3, [0, 0.5, 1]],
    [5, 5, 6, [0, 1, 2, 3, 4, 5]],
    [0, 0, 3, [0, 0.5, 1]],
    [5970, 5990, 5, [5970, 5975, 5980, 5985, 5990]],
  ])('%d to %d, at most %d', (low, high, most, ticks) => {
    expect(linearTicks(low, high, most)).toEqual({
      from: ticks[0],
      to: ticks.at(-1),
      ticks,
    });
  });

  it('take in what they are asked for, evenly, and are not too many', () => {
    fc.assert(
      fc.property(anySize, anySize, fc.integer({ min: 2, max: 10 }), (a, b, most) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const { from, to, ticks } = linearTicks(low, high, most);
        const slack = (to - from) * 1e-6;
        expect(from).toBeLessThanOrEqual(low + slack);
        expect(to).toBeGreaterThanOrEqual(high - slack);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(Math.max(3, most));
        expectRising(ticks);
        expect([from, to]).toEqual([ticks[0], ticks.at(-1)]);
      }),
    );
  });
});

describe('ticks of a logarithmic axis', () => {
  it.each([
    [1, 1000, [1, 1000], [1, 10, 100, 1000]],
    [3, 700, [2, 1000], [10, 100, 1000]],
    [0.5, 12, [0.5, 20], [0.5, 1, 2, 5, 10, 20]],
    [12, 48, [10, 50], [10, 20, 50]],
    [5, 5, [5, 10], [5, 10]],
    [0.002, 0.04, [0.002, 0.05], [0.002, 0.005, 0.01, 0.02, 0.05]],
    [1e-9, 1e9, [1e-9, 1e9], [1e-9, 1e-6, 1e-3, 1, 1e3, 1e6, 1e9]],
  ])('%d to %d', (low, high, [from, to], ticks) => {
    expect(logTicks(low, high)).toEqual({ from, to, ticks });
  });

  it('take in what they are asked for and are not too many', () => {
    const positive = fc.double({ min: 1e-100, max: 1e100, noNaN: true });
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const { from, to, ticks } = logTicks(low, high);
        expect(from).toBeLessThanOrEqual(low * (1 + 1e-6));
        expect(to).toBeGreaterThanOrEqual(high * (1 - 1e-6));
        expect(from).toBeLessThan(to);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(9);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(from);
          expect(tick).toBeLessThanOrEqual(to);
        }
        expectRising(ticks);
      }),
    );
  });
});

describe('an axis', () => {
  it('has no two ticks that read the same', () => {
    const coarse = (value: number): string => `$${Number(value.toPrecision(3))}`;
    const { ticks } = linearAxis('Month', [5970, 5990], coarse, { fromZero: false });
    const labels = ticks.map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels.length).toBeGreaterThanOrEqual(2);
  });

  it('starts at zero unless told otherwise, and lives with values that are none', () => {
    expect(linearAxis('', [80, 95], String).from).toBe(0);
    expect(linearAxis('', [80, 95], String, { fromZero: false }).from).toBe(80);
    expect(linearAxis('', [], String)).toMatchObject({ from: 0, to: 1 });
    expect(linearAxis('', [NaN, Infinity], String)).toMatchObject({ from: 0, to: 1 });
    expect(logAxis('', [0, -3, NaN], String)).toMatchObject({ from: 1, to: 10 });
  });

  it('has lines without words between the powers of ten', () => {
    const { ticks } = logAxis('', [1, 1000], String);
    expect(ticks.filter(({ label }) => label !== '').map(({ at }) => at)).toEqual([
      1, 10, 100, 1000,
    ]);
    expect(ticks.filter(({ label }) => label === '')).toHaveLength(24);
  });
});
