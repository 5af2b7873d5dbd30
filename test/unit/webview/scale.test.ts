import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, share, textWidth, wordsThatFit } from '../../../webview/charts/scale.ts';

const linear = { scale: 'linear', from: -50, to: 150 } as const;
const log = { scale: 'log', from: 1, to: 1000 } as const;

describe('where a value lies', () => {
  it.each([
    [linear, -50, 0],
    [linear, 50, 0.5],
    [linear, 150, 1],
    [log, 1, 0],
    [log, 10, 1 / 3],
    [log, 1000, 1],
  ])('between the ends: %j, %d', (axis, value, expected) => {
    expect(share(axis, value)).toBeCloseTo(expected, 10);
  });

  it.each([
    [linear, -1e300, 0],
    [linear, Infinity, 1],
    [log, 0, 0],
    [log, -3, 0],
    [log, 1e9, 1],
    [linear, NaN, 0],
    [{ scale: 'linear', from: 1, to: 1 } as const, 1, 0],
  ])('never leaves the picture: %j, %d', (axis, value, expected) => {
    expect(share(axis, value)).toBe(expected);
  });

  it('keeps the order of values', () => {
    const value = fc.double({ min: 1, max: 1000, noNaN: true });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(share(log, low)).toBeLessThanOrEqual(share(log, high));
        expect(share(linear, low)).toBeLessThanOrEqual(share(linear, high));
      }),
    );
  });
});

describe('words along an axis', () => {
  const days = (width: number): { at: number; text: string }[] =>
    ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((text, day) => ({
      at: (day * width) / 7,
      text,
    }));

  it('are all there where there is room, else every second or third', () => {
    const shown = (width: number): string[] =>
      wordsThatFit(days(width), 12).map(({ text }) => text);
    expect(shown(600)).toHaveLength(7);
    expect(shown(150)).toEqual(['Mon', 'Wed', 'Fri', 'Sun']);
    expect(shown(1)).toEqual(['Mon']);
  });

  it('leave out others before the one that matters', () => {
    const texts = wordsThatFit(days(150), 12, (3 * 150) / 7).map(({ text }) => text);
    expect(texts).toEqual(['Tue', 'Thu', 'Sat']);
  });

  it('never touch', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ at: fc.double({ min: 0, max: 3000, noNaN: true }), text: fc.string() }),
        ),
        fc.integer({ min: 8, max: 40 }),
        (words, size) => {
          const shown = wordsThatFit(
            words.toSorted((a, b) => a.at - b.at),
            size,
          );
          shown.forEach((word, index) => {
            const next = shown[index + 1];
            if (next === undefined) return;
            const half = (textWidth(word.text, size) + textWidth(next.text, size)) / 2;
            expect(next.at - word.at).toBeGreaterThan(half);
          });
        },
      ),
    );
  });
});

describe('the point that is meant', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 10, y: 100 },
    { x: 20, y: 0 },
  ];

  it('is the nearest one, sideways only where lines run', () => {
    expect(nearest(points, { x: 9, y: 0 }, true)).toBe(1);
    expect(nearest(points, { x: 9, y: 0 }, false)).toBe(0);
    expect(nearest([], { x: 9, y: 0 }, false)).toBe(-1);
  });
});
