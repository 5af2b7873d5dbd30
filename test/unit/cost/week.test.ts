import { describe, expect, it } from 'vitest';
import { simulateWeek } from '../../../src/core/cost/autoscaling/week.ts';
import { hours, scaling, weekOf } from '../../support/weeks.ts';

/** Two replicas' work from 9 to 17 every day, else one's. */
const office = hours((hour) => (hour % 24 >= 9 && hour % 24 < 17 ? 1.9 : 0.9));
const week = 168 * 3600;

describe('a week of an autoscaler', () => {
  it('follows at once where nothing delays it', () => {
    const { hourly, replicas, late, coldStarts } = simulateWeek(weekOf(office), scaling(1, 5));
    expect(hourly.slice(8, 18)).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 2, 1]);
    expect(replicas).toBeCloseTo(1 + 8 / 24, 10);
    expect(late).toBe(0);
    expect(coldStarts).toBe(7);
  });

  it('pays for the cold start, and answers late until it is over', () => {
    const limits = { inTime: 1, saturated: 3, percentile: 1 };
    const policy = scaling(1, 5, { upDelay: 60, coldStart: 240 });
    const { replicas, late, dropped } = simulateWeek(weekOf(office, limits), policy);
    // One replica answers 1.9 a second for 300 seconds a day: 45% of the way from its limit of 1 to its most of 3. The
    // other is paid from the 60th second on, and as long into the evening.
    expect(late).toBeCloseTo(7 * 300 * 1.9 * 0.45, 2);
    expect(dropped).toBe(0);
    expect(replicas).toBeCloseTo(1 + 8 / 24, 10);
  });

  it('keeps replicas until the stabilisation is over', () => {
    const { replicas } = simulateWeek(weekOf(office), scaling(1, 5, { downDelay: 900 }));
    expect(replicas).toBeCloseTo(1 + (8 * 3600 + 900) / 86_400, 10);
  });

  it('does not give up a replica for a dip that is shorter than the stabilisation', () => {
    const dip = hours((hour) => (hour === 12 ? 0.5 : 1.5));
    expect(simulateWeek(weekOf(dip), scaling(1, 5, { downDelay: 3600 })).replicas).toBe(2);
    expect(simulateWeek(weekOf(dip), scaling(1, 5, { downDelay: 600 })).coldStarts).toBe(1);
  });

  it('tolerates a load a little above the target', () => {
    const little = weekOf(hours((hour) => (hour % 24 === 9 ? 2.15 : 1.5)));
    expect(simulateWeek(little, scaling(1, 5, { tolerance: 0.1 })).replicas).toBe(2);
    expect(simulateWeek(little, scaling(1, 5)).replicas).toBeGreaterThan(2);
    const assumed = { ...little, tolerant: false };
    expect(simulateWeek(assumed, scaling(1, 5, { tolerance: 0.1 })).replicas).toBeGreaterThan(2);
  });

  it('holds against nobody the few requests beyond the percentile, up to the rate it holds at', () => {
    const at = (rate: number): number => {
      const { late, served } = simulateWeek(
        weekOf(rate, { saturated: 2, percentile: 0.9 }),
        scaling(1, 1),
      );
      return late / served;
    };
    expect(at(1)).toBe(0);
    expect(at(1.01)).toBeCloseTo(0.1 + 0.9 * 0.01, 4);
    expect(at(1.5)).toBeCloseTo(0.1 + 0.9 * 0.5, 4);
    expect(at(2)).toBeCloseTo(1, 4);
  });

  it('lets batch work wait without calling it late', () => {
    const day = hours((hour) => (hour % 24 < 8 ? 2 : 0.2));
    const batch = weekOf(day, { inTime: Infinity, patience: 86_400 });
    const { late, dropped, served, offered } = simulateWeek(batch, scaling(1, 1));
    expect([late, dropped]).toEqual([0, 0]);
    expect(served).toBeCloseTo(offered, 3);
  });

  it('drops what waits longer than callers do, and loses nothing', () => {
    const { served, dropped, late, offered } = simulateWeek(weekOf(1.5), scaling(1, 1));
    expect(served).toBeCloseTo(week, 0);
    expect(served + dropped).toBeCloseTo(offered, 3);
    expect(late).toBeCloseTo(served, 3);
  });

  it('works off a queue when there is room again', () => {
    const burst = hours((hour) => (hour === 10 ? 1.5 : 0.5));
    const { served, dropped, late, offered } = simulateWeek(
      weekOf(burst, { patience: 86_400 }),
      scaling(1, 1),
    );
    expect(dropped).toBe(0);
    expect(served).toBeCloseTo(offered, 3);
    // 1,800 requests wait at the end of the hour, and half a request a second of room takes an hour for them.
    expect(late).toBeCloseTo(2 * 3600, 3);
  });

  it('counts what a rate limit refuses apart', () => {
    const limited = simulateWeek(weekOf(3, { limit: 2 }), scaling(1, 5));
    expect(limited.refused).toBeCloseTo(week, 3);
    expect(limited.served).toBeCloseTo(2 * week, 3);
    expect(limited.replicas).toBe(2);
  });

  it('answers a burst within the hour late when it comes before the replicas do', () => {
    const bursts = weekOf(0.8, { peak: 3, saturated: 2.4, percentile: 1 });
    const quick = simulateWeek(bursts, scaling(1, 5));
    const slow = simulateWeek(bursts, scaling(1, 5, { upDelay: 30, coldStart: 600 }));
    expect(quick.late).toBe(0);
    expect(slow.late).toBeCloseTo(168 * 300 * 2.4, 3);
    expect(slow.offered).toBeCloseTo(0.8 * week, 3);
  });

  it('serves nothing where nothing may run', () => {
    const none = simulateWeek(weekOf(1), scaling(0, 0));
    expect(none).toMatchObject({ replicas: 0, served: 0, idleShare: 0 });
    expect(none.dropped).toBeCloseTo(week, 3);
  });

  it('knows how much of what is paid is idle', () => {
    expect(simulateWeek(weekOf(1), scaling(4, 4)).idleShare).toBeCloseTo(0.75, 10);
    expect(simulateWeek(weekOf(4), scaling(4, 4)).idleShare).toBeCloseTo(0, 10);
  });
});

describe('scale to zero', () => {
  const zero = scaling(0, 5, { coolDown: 300, coldStart: 120 });

  it('makes the first request wait, and those that come while it starts', () => {
    const rare = 1 / 3600;
    const { waiting, served, coldStarts, replicas } = simulateWeek(weekOf(rare), zero);
    // Renewal: asleep 3600 s, starting 120 s, up until the first gap of 300 s.
    const up = (Math.exp(300 * rare) - 1) / rare;
    const cycle = 3600 + 120 + up;
    expect(coldStarts).toBeCloseTo(week / cycle, 6);
    expect(waiting).toBeCloseTo((coldStarts * (1 + 120 * rare) * served) / (week * rare), 6);
    expect(replicas).toBeCloseTo((120 + up) / cycle, 6);
  });

  it('wakes once a day for traffic that stops at night', () => {
    const day = hours((hour) => (hour % 24 >= 8 && hour % 24 < 20 ? 0.5 : 0));
    const { coldStarts, waiting, replicas } = simulateWeek(weekOf(day), zero);
    expect(coldStarts).toBeCloseTo(7, 6);
    expect(waiting).toBeCloseTo(7 * (1 + 0.5 * 120), 6);
    expect(replicas).toBeCloseTo((12 * 3600 + 300) / 86_400, 6);
  });

  it('never sleeps under steady traffic', () => {
    const { replicas, waiting } = simulateWeek(weekOf(0.9), zero);
    expect(replicas).toBe(1);
    expect(waiting).toBe(0);
  });

  it('sleeps only once the others are gone', () => {
    const noon = hours((hour) => (hour % 24 === 12 ? 1.9 : 0));
    const slow = scaling(0, 2, { downDelay: 7200, coolDown: 3600 });
    const never = simulateWeek(weekOf(noon), { ...slow, min: 1 });
    const { replicas, waiting } = simulateWeek(weekOf(noon), slow);
    // Two for the hour and the two behind it; the hours of the delay are the grace period as well.
    expect(replicas).toBeCloseTo((3 * 2) / 24, 6);
    // The one that wakes it, each day.
    expect(waiting).toBeCloseTo(7, 6);
    expect(replicas).toBeLessThan(never.replicas);
  });
});
