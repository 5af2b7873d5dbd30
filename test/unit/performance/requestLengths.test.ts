import { describe, expect, it } from 'vitest';
import { inputAt, outputAt, outputInFlight } from '../../../src/core/performance/requestLengths.ts';

const lengths = (mean: number, p95: number | null) => ({
  inputTokens: mean,
  outputTokens: mean,
  inputTokensP95: p95,
  outputTokensP95: p95,
});

describe('lengths of requests', () => {
  it('are all the mean where no percentile is stated', () => {
    expect(inputAt(lengths(800, null), 99)).toBe(800);
    expect(outputAt(lengths(800, 800), 99)).toBe(800);
    expect(outputInFlight(lengths(800, null))).toBe(800);
  });

  it('reach what is stated at the 95th percentile', () => {
    for (const p95 of [900, 1600, 2600]) {
      expect(outputAt(lengths(800, p95), 95) / p95).toBeCloseTo(1, 2);
      expect(outputAt(lengths(800, p95), 99)).toBeGreaterThan(p95);
      expect(outputAt(lengths(800, p95), 50)).toBe(800);
    }
  });

  it('are longer in flight than on arrival, the more they spread', () => {
    // Log-normal with σ = 0.5: p95 ÷ mean = e^(1.645·0.5 − 0.125), E[O²] ÷ E[O]² = e^0.25.
    const p95 = 100 * Math.exp(1.645 * 0.5 - 0.125);
    expect(outputInFlight(lengths(100, p95))).toBeCloseTo(100 * Math.exp(0.25), 6);
    expect(outputInFlight(lengths(100, 300))).toBeGreaterThan(outputInFlight(lengths(100, 200)));
  });

  it('stay finite whatever is stated', () => {
    for (const [mean, p95] of [
      [0, 100],
      [100, 1e9],
      [100, 1],
    ] as const) {
      expect(Number.isFinite(outputAt(lengths(mean, p95), 99.99))).toBe(true);
      expect(Number.isFinite(outputInFlight(lengths(mean, p95)))).toBe(true);
    }
  });
});
