import { describe, expect, it } from 'vitest';
import { unitCosts } from '../../../src/core/cost/unitCosts.ts';
import type {
  OperatingPoint,
  PerformanceEstimate,
  WorkUnit,
} from '../../../src/core/model/performance.ts';
import type { Sourced } from '../../../src/core/model/sourced.ts';
import type { Workload } from '../../../src/core/model/workload.ts';
import { assume, deployment, stated } from '../../support/costDeployments.ts';

const point = (requestsPerSecond: number): OperatingPoint => ({
  concurrency: 10,
  requestsPerSecond,
  outputTokensPerSecond: requestsPerSecond * 250,
  totalTokensPerSecond: requestsPerSecond * 1250,
  ttftMs: 100,
  tpotMs: 20,
});
const performance: PerformanceEstimate = {
  saturated: point(4),
  capacity: point(3),
  limit: 'target-utilization',
  maxConcurrency: 10,
  prefillShare: 0.2,
  work: { unit: 'tokens', perRequest: 1250 },
  confidence: 'fitted',
  band: { low: 0.8, high: 1.2 },
};
const workload = (
  input: number,
  output: number,
  requestsPerSecond: Sourced<number> = stated(1),
): Workload => ({
  ...assume(deployment()).workload,
  requestsPerSecond,
  inputTokens: stated(input),
  outputTokens: stated(output),
});

describe('unitCosts', () => {
  const served = { requests: 1e6, workload: workload(1000, 250), performance, replicaHour: 2 };

  it('divides the month by what is served, input and output by the time they take', () => {
    const unit = unitCosts(500, served);
    expect(unit.perThousandRequests).toBeCloseTo(0.5);
    expect(unit.perMillionTokens).toBeCloseTo(500 / 1250);
    expect(unit.perMillionInputTokens).toBeCloseTo((500 * 0.2) / 1000);
    expect(unit.perMillionOutputTokens).toBeCloseTo((500 * 0.8) / 250);
  });

  it('gives the cost at capacity beside it', () => {
    const unit = unitCosts(500, served);
    expect(unit.perMillionTokensAtCapacity).toBeCloseTo((2 / (3 * 3600 * 1250)) * 1e6);
  });

  it('charges everything to the input of a model that writes nothing', () => {
    const unit = unitCosts(500, { ...served, workload: workload(256, 0) });
    expect(unit.perMillionOutputTokens).toBeNull();
    expect(unit.perMillionInputTokens).toBeCloseTo(500 / 256);
  });

  it('has no cost per token where none is counted', () => {
    const unit = unitCosts(500, { ...served, workload: workload(0, 0) });
    expect(unit.perMillionTokens).toBeNull();
    expect(unit.perThousandRequests).toBeCloseTo(0.5);
  });

  it('has none where neither the model nor anybody says that it answers in tokens', () => {
    const { workload: byDefault } = assume(deployment());
    const unknown = { ...served, performance: null };
    const guessed = unitCosts(500, {
      ...unknown,
      workload: { ...byDefault, requestsPerSecond: stated(1) },
    });
    expect(guessed.perMillionTokens).toBeNull();
    expect(guessed.perThousandRequests).toBeCloseTo(0.5);
    expect(unitCosts(500, unknown).perMillionTokens).toBeCloseTo(500 / 1250);
  });

  it('counts in what the model answers with', () => {
    const by = (unit: WorkUnit, perRequest: number) =>
      unitCosts(500, {
        ...served,
        performance: { ...performance, work: { unit, perRequest } },
        // Stated for every deployment; an image does not cost by the token for that.
        workload: workload(1000, 250),
      });
    const images = by('images', 2);
    expect(images.perImage).toBeCloseTo(500 / 2e6);
    expect([images.perMillionTokens, images.perAudioHour, images.perThousandPredictions]).toEqual([
      null,
      null,
      null,
    ]);
    expect(by('audio-seconds', 30).perAudioHour).toBeCloseTo(500 / (3e7 / 3600));
    expect(by('predictions', 8).perThousandPredictions).toBeCloseTo(500 / 8e3);
    expect(by('tokens', 1250).perImage).toBeNull();
  });

  it('knows nothing without a price, without requests, or from a rate that was only taken', () => {
    expect(unitCosts(null, served).perThousandRequests).toBeNull();
    expect(unitCosts(500, { ...served, requests: 0 }).perThousandRequests).toBeNull();
    const taken: Sourced<number> = {
      value: 1,
      origin: { kind: 'default', name: 'requestsPerSecond', reason: '' },
    };
    const unknown = { ...served, performance: null, workload: workload(1000, 250, taken) };
    expect(unitCosts(500, unknown).perThousandRequests).toBeNull();
    const told = { ...served, performance: null, workload: workload(1000, 250) };
    expect(unitCosts(500, told).perThousandRequests).toBeCloseTo(0.5);
    expect(unitCosts(500, told).perMillionOutputTokens).toBeNull();
  });
});
