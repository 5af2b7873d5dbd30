import { describe, expect, it } from 'vitest';
import { estimateMemory } from '../../../src/core/performance/memory.ts';
import {
  estimatePerformance,
  operatingPoint,
  pointAtRate,
} from '../../../src/core/performance/performance.ts';
import { predictThroughput } from '../../../src/core/performance/throughput.ts';
import {
  llamaOnH100,
  mixtral,
  l4,
  performanceCatalog,
  unknownArchitecture,
} from '../../support/performanceFacts.ts';

const lengths = { inputTokens: 1000, outputTokens: 200 };
const memory = estimateMemory(llamaOnH100);
const free = { ...lengths, ttftMs: null, tpotMs: null, percentile: 95 };

describe('operating points', () => {
  it('one sequence decodes no faster than the weights can be read', () => {
    const point = operatingPoint(llamaOnH100, lengths, 1);
    const floor = ((memory.weightsGiB * 2 ** 30) / llamaOnH100.accelerator.bandwidth) * 1000 * 0.9;
    expect(point?.tpotMs).toBeGreaterThan(floor);
    expect(point?.tpotMs).toBeLessThan(2.5 * floor);
  });

  it('more sequences bring more tokens at higher latency', () => {
    const few = operatingPoint(llamaOnH100, lengths, 4);
    const many = operatingPoint(llamaOnH100, lengths, 64);
    expect(many?.outputTokensPerSecond ?? 0).toBeGreaterThan(4 * (few?.outputTokensPerSecond ?? 0));
    expect(many?.tpotMs ?? 0).toBeGreaterThan(few?.tpotMs ?? Infinity);
  });

  it('an idle replica answers as fast as it can, an overloaded one says so', () => {
    const idle = pointAtRate(llamaOnH100, lengths, 0);
    expect(idle?.utilization).toBe(0);
    expect(idle?.requestsPerSecond).toBeLessThan(0.001);
    const overloaded = pointAtRate(llamaOnH100, lengths, 1e6);
    expect(overloaded?.overloaded).toBe(true);
    expect(overloaded?.utilization).toBeGreaterThan(100);
    expect(Number.isFinite(overloaded?.ttftMs)).toBe(true);
  });

  it('serves the rate that arrives while it can', () => {
    const point = pointAtRate(llamaOnH100, lengths, 3);
    expect(point?.requestsPerSecond).toBeCloseTo(3, 1);
    expect(point?.overloaded).toBe(false);
  });
});

describe('capacity', () => {
  it('without limits is three quarters of the most it can serve', () => {
    const estimate = estimatePerformance(llamaOnH100, memory, free);
    expect(estimate?.limit).toBe('target-utilization');
    const load = pointAtRate(llamaOnH100, lengths, estimate?.capacity.requestsPerSecond ?? 0);
    expect(load?.utilization).toBeCloseTo(0.75, 2);
  });

  it('keeps the limit on time per token', () => {
    const estimate = estimatePerformance(llamaOnH100, memory, { ...free, tpotMs: 15 });
    expect(estimate?.limit).toBe('slo-tpot');
    expect(estimate?.capacity.tpotMs).toBeLessThan(15);
    expect(estimate?.capacity.requestsPerSecond).toBeLessThan(
      estimate?.saturated.requestsPerSecond ?? 0,
    );
  });

  it('keeps the limit on the whole answer: first token and all that follow', () => {
    const limited = estimatePerformance(llamaOnH100, memory, { ...free, e2eMs: 4000 });
    expect(limited?.limit).toBe('slo-e2e');
    const { ttftMs, tpotMs } = limited?.capacity ?? { ttftMs: NaN, tpotMs: NaN };
    expect(ttftMs + lengths.outputTokens * tpotMs).toBeLessThan(4000);
    const looser = estimatePerformance(llamaOnH100, memory, { ...free, e2eMs: 6000 });
    expect(looser?.capacity.requestsPerSecond).toBeGreaterThan(
      limited?.capacity.requestsPerSecond ?? Infinity,
    );
  });

  it('falls when lengths spread, under a limit and without one', () => {
    const spread = { inputTokensP95: 3000, outputTokensP95: 600 };
    for (const of of [free, { ...free, ttftMs: 300 }, { ...free, e2eMs: 6000 }]) {
      const even = estimatePerformance(llamaOnH100, memory, of);
      const uneven = estimatePerformance(llamaOnH100, memory, { ...of, ...spread });
      expect(uneven?.capacity.requestsPerSecond).toBeLessThan(
        even?.capacity.requestsPerSecond ?? 0,
      );
    }
  });

  it('is zero when not even one request alone meets the limit', () => {
    const estimate = estimatePerformance(llamaOnH100, memory, { ...free, tpotMs: 0.5 });
    expect(estimate?.capacity.requestsPerSecond).toBe(0);
  });

  it('is not known when the model does not fit or its architecture is not known', () => {
    const large = { ...llamaOnH100, model: mixtral, accelerator: l4 };
    expect(estimatePerformance(large, estimateMemory(large), free)).toBeNull();
    const secret = { ...llamaOnH100, model: unknownArchitecture };
    expect(estimatePerformance(secret, estimateMemory(secret), free)).toBeNull();
  });

  it('of an accelerator that was not fitted is called extrapolated', () => {
    const small = { ...llamaOnH100, accelerator: l4, memoryFraction: 0.9 };
    const estimate = estimatePerformance(small, estimateMemory(small), free);
    expect(estimate?.confidence).toBe('extrapolated');
  });
});

describe('bulk predictions', () => {
  const row = {
    id: 'a',
    model: 'meta-llama/Llama-3.1-8B-Instruct',
    accelerator: 'H100-SXM',
    gpus: 1,
    tp: 1,
    pp: 1,
    ep: 1,
    weightPrecision: 'FP8',
    kvPrecision: 'FP16',
    engine: 'vllm',
    inputTokens: 1000,
    outputTokens: 1000,
  };

  it('answers a row', () => {
    const answer = predictThroughput(row, performanceCatalog);
    expect(answer).toMatchObject({ id: 'a', fits: true });
    expect('outputTokensPerSecond' in answer && answer.outputTokensPerSecond).toBeGreaterThan(3000);
  });

  it('two independent replicas on two accelerators serve twice as much', () => {
    const one = predictThroughput({ ...row, concurrency: 16 }, performanceCatalog);
    const two = predictThroughput({ ...row, gpus: 2, concurrency: 32 }, performanceCatalog);
    if ('error' in one || 'error' in two) throw new Error('both rows are good');
    expect(two.outputTokensPerSecond / one.outputTokensPerSecond).toBeCloseTo(2, 0);
  });

  it.each([
    [{ ...row, model: 'nobody/nothing' }, 'a', /model not known/],
    [{ ...row, accelerator: 'Z9000' }, 'a', /accelerator not known/],
    [{ ...row, inputTokens: 'many' }, 'a', /inputTokens/],
    [{ ...row, model: 'acme/secret-7b' }, 'a', /no performance model/],
    ['nonsense', null, /./],
    [null, null, /./],
  ])('says what is wrong with %j', (bad, id, message) => {
    const answer = predictThroughput(bad, performanceCatalog);
    expect(answer.id).toBe(id);
    expect('error' in answer ? answer.error : '').toMatch(message);
  });
});
