import { describe, expect, it } from 'vitest';
import {
  concurrencyOf,
  courseOf,
  peakFactorOf,
  quantileOf,
} from '../../../src/core/measurements/prometheus/course.ts';
import { secondsOf, timeText } from '../../../src/core/text/days.ts';

const monday = secondsOf('2026-11-23') ?? 0;
const hour = 3600;
const ends = (count: number): number[] =>
  Array.from({ length: count }, (_, index) => monday + (index + 1) * hour);

describe('the course of a week', () => {
  it('begins on Monday at 00:00 UTC, and is that of all weeks together', () => {
    const hours = ends(336);
    const rates = new Map(
      hours.map((time, index) => [time, index < 168 ? index : index - 168 + 2]),
    );
    const { series, mean } = courseOf(rates, hours);
    expect(series).toHaveLength(168);
    expect(series?.[0]).toBe(1);
    expect(series?.[167]).toBe(168);
    expect(mean).toBeCloseTo(84.5);
  });

  it('is a day where there is no week, and nothing below a day', () => {
    const day = ends(30);
    expect(courseOf(new Map(day.map((time) => [time, 2])), day).series).toHaveLength(24);
    const half = ends(12);
    expect(courseOf(new Map(half.map((time) => [time, 2])), half).series).toBeNull();
  });

  it('counts no requests in known hours without a value, and leaves unknown ones out', () => {
    const known = ends(24).slice(0, 20);
    const { mean, series } = courseOf(new Map([[known[0] ?? 0, 20]]), known);
    expect(mean).toBe(1);
    expect(series).toBeNull();
    expect(courseOf(new Map(), ends(24))).toEqual({ mean: 0, series: null });
  });
});

describe('the busiest five minutes', () => {
  it('are weighed by requests, and mean nothing where there are few', () => {
    expect(peakFactorOf(new Map([[1, 0.1]]), new Map([[1, 5]]))).toBeNull();
    expect(
      peakFactorOf(
        new Map([
          [1, 1],
          [2, 3],
        ]),
        new Map([
          [1, 4],
          [2, 6],
        ]),
      ),
    ).toBeCloseTo(2.5);
    expect(peakFactorOf(new Map([[1, 1]]), new Map([[1, 0.5]]))).toBe(1);
    expect(peakFactorOf(new Map([[1, 1]]), new Map([[1, 500]]))).toBe(12);
  });
});

describe('a quantile of buckets', () => {
  it('lies evenly within its bucket', () => {
    const buckets = new Map([
      ['100', 0],
      ['200', 50],
      ['400', 100],
      ['+Inf', 100],
    ]);
    expect(quantileOf(buckets, 0.5)).toBe(200);
    expect(quantileOf(buckets, 0.75)).toBe(300);
  });

  it('is not known beyond the last bound, without one, or of nothing', () => {
    expect(
      quantileOf(
        new Map([
          ['1', 10],
          ['+Inf', 100],
        ]),
        0.95,
      ),
    ).toBeNull();
    expect(quantileOf(new Map([['1', 10]]), 0.95)).toBeNull();
    expect(
      quantileOf(
        new Map([
          ['1', 0],
          ['+Inf', 0],
        ]),
        0.95,
      ),
    ).toBeNull();
    expect(quantileOf(new Map(), 0.95)).toBeNull();
  });
});

it('requests in flight are weighed by tokens, by replica', () => {
  const tokens = new Map([
    [1, 100],
    [2, 300],
    [3, 0],
  ]);
  const running = new Map([
    [1, 4],
    [2, 12],
    [3, 0],
  ]);
  const replicas = new Map([
    [1, 1],
    [2, 2],
    [3, 2],
  ]);
  expect(concurrencyOf(tokens, running, replicas)).toBeCloseTo((4 * 100 + 6 * 300) / 400);
  expect(concurrencyOf(new Map(), running, replicas)).toBeNull();
});

describe('times', () => {
  it('are read and written in UTC', () => {
    expect(secondsOf('1970-01-01')).toBe(0);
    for (const text of ['2026-11-27T14:05Z', '2024-02-29T00:00Z', '2000-12-31T23:59Z']) {
      expect(timeText(secondsOf(text) ?? 0)).toBe(text);
      expect(secondsOf(text)).toBe(Date.parse(text) / 1000);
    }
    expect(secondsOf('2026-11-27T14:05:30.5+02:00')).toBe(
      Date.parse('2026-11-27T12:05:30Z') / 1000,
    );
    for (const text of ['', 'today', '2026-13-01', '2026-02-30', '2026-11-27T25:00Z']) {
      expect(secondsOf(text), text).toBeNull();
    }
  });
});
