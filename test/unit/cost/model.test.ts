import { describe, expect, it } from 'vitest';
import { parallelismOf, replicaConfiguration, servedModel } from '../../../src/core/cost/model.ts';
import { offersSlice, slicedFacts, sliceShare } from '../../../src/core/cost/slice.ts';
import type { EngineSettings } from '../../../src/core/model/deployment.ts';
import { a100, costCatalog, h100, t4 } from '../../support/costFacts.ts';
import { deployment, gpus, stated } from '../../support/costDeployments.ts';

const base = 'meta-llama/Llama-3.1-8B-Instruct';
const served = (id: string, settings: EngineSettings = {}) =>
  servedModel(deployment({ model: { id: stated(id), location: null }, settings }), costCatalog);

describe('servedModel', () => {
  it('takes the flag before the name, the name before the data type, the data type before the checkpoint', () => {
    const precision = (id: string, settings: EngineSettings = {}) =>
      served(id, settings)?.quantization.value;
    expect(precision(base)).toBe('bf16');
    expect(precision(base, { dataType: stated('float32') })).toBe('fp32');
    expect(precision(base, { dataType: stated('auto') })).toBe('bf16');
    expect(precision(`${base}-AWQ`, { dataType: stated('half') })).toBe('awq');
    expect(precision(`${base}-AWQ`, { quantization: stated('fp8') })).toBe('fp8');
    expect(precision(`${base}-AWQ`, { quantization: stated('compressed-tensors') })).toBe('awq');
  });

  it('says where the precision was read', () => {
    expect(served(base)?.quantization.origin.kind).toBe('catalog');
    expect(served(base, { quantization: stated('fp8') })?.quantization.origin.kind).toBe('config');
  });

  it('reads the precision of the KV cache', () => {
    expect(served(base)?.kvPrecision).toBe('bf16');
    expect(served(base, { kvCacheDataType: stated('fp8_e5m2') })?.kvPrecision).toBe('fp8');
  });

  it('looks a repository up behind its scheme, and knows nothing of what is not listed', () => {
    const location = { id: null, location: stated(`hf://${base}`) };
    expect(servedModel(deployment({ model: location }), costCatalog)?.facts.id).toBe(base);
    expect(served('acme/private')).toBeNull();
    const none = deployment({ model: { id: null, location: null } });
    expect(servedModel(none, costCatalog)).toBeNull();
  });
});

describe('parallelismOf', () => {
  it('follows the flags', () => {
    const settings = { tensorParallel: stated(4), pipelineParallel: stated(2) };
    const of = deployment({ accelerator: gpus('H100-SXM', 8), settings });
    expect(parallelismOf(of)).toMatchObject({ tensor: 4, pipeline: 2, data: 1, stated: true });
  });

  it('takes the engine’s default without them: vLLM one accelerator, TGI all it sees', () => {
    const of = (engine: 'vllm' | 'tgi') =>
      parallelismOf(
        deployment({ engine: stated(engine), accelerator: gpus('L4', 4), settings: {} }),
      );
    expect(of('vllm')).toMatchObject({ tensor: 1, stated: false });
    expect(of('tgi')).toMatchObject({ tensor: 4 });
  });

  it('takes one pipeline stage a pod when a multi-node launch shows no flags', () => {
    const of = deployment({
      accelerator: gpus('H100-SXM', 16),
      podsPerReplica: stated(2),
      settings: {},
    });
    expect(parallelismOf(of)).toMatchObject({ tensor: 8, pipeline: 2 });
  });

  it('reads nonsense as one', () => {
    const settings = { tensorParallel: stated(Number.NaN), dataParallel: stated(-3) };
    const { tensor, data } = parallelismOf(deployment({ accelerator: gpus('L4'), settings }));
    expect([tensor, data]).toEqual([1, 1]);
  });
});

describe('replicaConfiguration', () => {
  it('carries the engine’s flags to the performance model', () => {
    const settings = {
      tensorParallel: stated(2),
      dataParallel: stated(2),
      expertParallel: stated(true),
      maxModelLength: stated(4096),
    };
    const of = deployment({ accelerator: gpus('H100-SXM', 4), settings });
    const model = servedModel(of, costCatalog);
    if (model === null) throw new Error('the model is in the catalogue');
    expect(replicaConfiguration(of, model, h100)).toMatchObject({
      accelerators: 4,
      expertParallel: 4,
      maxModelLength: 4096,
      maxSequences: null,
      engineVersion: '0.9.1',
    });
  });
});

describe('slices', () => {
  const small = { profile: '1g.5gb', computeShare: 1 / 7, memoryGiB: 5 };
  const half = { profile: '3g.20gb', computeShare: 3 / 7, memoryGiB: 20 };

  it('belong to accelerators of the right size that can be divided', () => {
    expect(offersSlice(a100, small)).toBe(true);
    expect(offersSlice(a100, half)).toBe(true);
    expect(offersSlice(h100, small)).toBe(false);
    expect(offersSlice(h100, { ...small, profile: '1g.10gb', memoryGiB: 10 })).toBe(true);
    expect(offersSlice(t4, small)).toBe(false);
  });

  it('take the larger of their shares of compute and memory', () => {
    expect(sliceShare(small, a100)).toBeCloseTo(1 / 7);
    expect(sliceShare(half, a100)).toBeCloseTo(1 / 2);
  });

  it('see their part of memory, bandwidth and arithmetic', () => {
    const facts = slicedFacts(a100, half);
    expect(facts.memoryBytes).toBeCloseTo(a100.memoryBytes / 2);
    expect((facts.flops.bf16 ?? 0) / (a100.flops.bf16 ?? 1)).toBeCloseTo(3 / 7);
    expect(facts.flops.fp8).toBeNull();
    const shared = { profile: 'shared', computeShare: 0.25, memoryGiB: null };
    expect(slicedFacts(a100, shared).memoryBytes).toBe(a100.memoryBytes);
    expect(slicedFacts(a100, null)).toBe(a100);
  });
});
