import { describe, expect, it } from 'vitest';
import { readStatement } from '../../../src/core/assumptions/statement/readStatement.ts';

/** Fields that are stated, without those that are not. */
const stated = (words: string): unknown => {
  const { values, mistakes } = readStatement(words);
  expect(mistakes.map(({ message }) => message)).toEqual([]);
  return JSON.parse(JSON.stringify(values));
};
const workload = (words: string): unknown => (stated(words) as { workload: unknown }).workload;

describe('what a line states', () => {
  it('holds a whole workload', () => {
    expect(workload('12 rps, 800 in, 200 out, ttft < 1s')).toEqual({
      requestsPerSecond: 12,
      inputTokens: 800,
      outputTokens: 200,
      latency: { ttftMs: 1000 },
    });
  });

  it.each([
    ['12 rps', { requestsPerSecond: 12 }],
    ['12rps', { requestsPerSecond: 12 }],
    ['12 req/s', { requestsPerSecond: 12 }],
    ['0.5 requests per second', { requestsPerSecond: 0.5 }],
    ['.5 qps', { requestsPerSecond: 0.5 }],
    ['3 /s', { requestsPerSecond: 3 }],
    ['90 rpm', { requestsPerSecond: 1.5 }],
    ['7,200 requests an hour', { requestsPerSecond: 2 }],
    ['1.2M req/day', { requestsPerDay: 1_200_000 }],
    ['1,200,000 requests per day', { requestsPerDay: 1_200_000 }],
    ['50k/day', { requestsPerDay: 50_000 }],
    ['700 calls/week', { requestsPerDay: 100 }],
    ['3 million requests/month', { requestsPerMonth: 3_000_000 }],
    ['2B tokens/month', { tokensPerMonth: 2e9 }],
    ['500 users × 20 requests/day', { users: 500, requestsPerUserPerDay: 20 }],
    ['1k daily users, 20 requests per user per day', { users: 1000, requestsPerUserPerDay: 20 }],
    ['max 20 rps', { maxRequestsPerSecond: 20 }],
    ['at most 20 req/s', { maxRequestsPerSecond: 20 }],
    ['12 rps peak 3x', { requestsPerSecond: 12, peakFactor: 3 }],
    ['peak factor 2.5', { peakFactor: 2.5 }],
    ['3× peak', { peakFactor: 3 }],
    ['growth 10%/month', { growthPerMonth: 0.1 }],
    ['+5% per month', { growthPerMonth: 0.05 }],
  ])('how much is asked: %s', (words, expected) => {
    expect(workload(words)).toEqual(expected);
  });

  it.each([
    ['800 in / 200 out', { inputTokens: 800, outputTokens: 200 }],
    ['800 input tokens', { inputTokens: 800 }],
    ['800 tokens in', { inputTokens: 800 }],
    ['in: 800, out: 200', { inputTokens: 800, outputTokens: 200 }],
    ['1,200 prompt tokens', { inputTokens: 1200 }],
    ['2k in', { inputTokens: 2000 }],
    ['800 in (p95 2000), 200 out', { inputTokens: { mean: 800, p95: 2000 }, outputTokens: 200 }],
    ['40% cached', { cachedPrefixShare: 0.4 }],
    ['cacheable 15%', { cacheableShare: 0.15 }],
    ['30s audio', { audioSeconds: 30 }],
  ])('what a request is like: %s', (words, expected) => {
    expect(workload(words)).toEqual(expected);
  });

  it.each([
    ['ttft<800ms', { ttftMs: 800 }],
    ['ttft < 1s', { ttftMs: 1000 }],
    ['TTFT p99 under 1.5 s', { ttftMs: 1500, percentile: 99 }],
    ['p99 ttft 900ms', { ttftMs: 900, percentile: 99 }],
    ['ttft ≤ 1s at p99.9', { ttftMs: 1000, percentile: 99.9 }],
    ['tpot < 50ms, e2e < 2 min', { tpotMs: 50, e2eMs: 120_000 }],
    ['itl 40 ms, p90', { tpotMs: 40, percentile: 90 }],
    ['latency < 10s', { e2eMs: 10_000 }],
  ])('how fast: %s', (words, latency) => {
    expect(workload(words)).toEqual({ latency });
  });

  it.each([
    ['steady', { shape: 'steady' }],
    ['business hours', { shape: 'business-hours' }],
    ['diurnal', { shape: 'diurnal' }],
    ['bursty', { shape: 'spiky' }],
    ['batch', { latencyClass: 'batch' }],
    ['realtime', { latencyClass: 'real-time' }],
    ['2 releases/week', { updatesPerMonth: (730 / 24 / 7) * 2 }],
  ])('by a word: %s', (words, expected) => {
    const read = workload(words) as Record<string, unknown>;
    for (const [key, value] of Object.entries(expected)) {
      if (typeof value === 'number') expect(read[key]).toBeCloseTo(value, 9);
      else expect(read[key]).toBe(value);
    }
  });

  it('says where it runs', () => {
    expect(stated('12 rps, region us-east-1, on L4, provider aws, spot')).toEqual({
      region: 'us-east-1',
      accelerator: 'L4',
      provider: 'aws',
      purchase: 'spot',
      workload: { requestsPerSecond: 12 },
    });
  });

  it('needs no commas', () => {
    expect(workload('12 rps 800 in 200 out ttft < 1s steady')).toEqual({
      requestsPerSecond: 12,
      inputTokens: 800,
      outputTokens: 200,
      latency: { ttftMs: 1000 },
      shape: 'steady',
    });
  });
});

describe('what is not understood', () => {
  const mistakes = (words: string) =>
    readStatement(words).mistakes.map(({ span, message, instead }) => ({
      at: words.slice(span.start, span.end),
      message,
      instead,
    }));

  it.each([
    ['12 rsp, 800 in', '12 rsp', '12 rps'],
    ['800 imput', '800 imput', '800 input'],
    ['tftt < 1s', 'tftt < 1s', 'ttft < 1s'],
    ['12 rps, stedy', 'stedy', 'steady'],
    ['9 requsts/s', '9 requsts/s', '9 requests/s'],
  ])('is marked at its words, with what is near: %s', (words, at, instead) => {
    const message = `“${at}” is not understood; did you mean ${instead}?`;
    expect(mistakes(words)).toEqual([{ at, message, instead }]);
  });

  it('leaves the rest to count', () => {
    expect(readStatement('12 rps, hello world, 800 in').values.workload).toEqual({
      requestsPerSecond: 12,
      inputTokens: 800,
    });
    expect(mistakes('12 rps, hello world, 800 in')).toMatchObject([
      { at: 'hello world', instead: null },
    ]);
  });

  it.each([
    ['ttft < 800', 'ttft needs a unit: 800 ms or 800 s.'],
    ['500 users', '“500 users” says no rate alone: 500 users × 20 requests/day would.'],
    [
      'peak 30 rps',
      'A peak is stated as the busiest five minutes over the mean of their hour: peak 2x.',
    ],
    ['peak 99x', 'peakFactor must be at most 12.'],
    ['p30', 'percentile must be at least 50.'],
    ['100 tokens/s', 'Tokens are stated a day or a month.'],
    ['12 rps, 20 rps', '“20 rps” is stated before; the first counts.'],
  ])('or cannot be right: %s', (words, message) => {
    expect(mistakes(words).map((one) => one.message)).toEqual([message]);
  });
});
