import { describe, expect, it } from 'vitest';
import { analysisOf, findingOf, fixed, vllmDeployment } from '../../support/deploymentText.ts';

const l4 = { 'cloud.google.com/gke-accelerator': 'nvidia-l4' };
const model = 'meta-llama/Llama-3.1-8B-Instruct';

const workload = (fields: string): string => `version: 1\nworkload: { shape: steady, ${fields} }\n`;

describe('context-length', () => {
  const long = vllmDeployment({ model, gpus: 2, args: ['--tensor-parallel-size=2'], selector: l4 });
  const short = workload(
    'requestsPerSecond: 0.2, inputTokens: { mean: 800, p95: 2000 }, outputTokens: { mean: 200, p95: 500 }',
  );

  it('gives up the accelerators that only the longest allowed context needs', () => {
    const finding = findingOf(long, 'context-length', short);
    const after = fixed(long, finding);
    expect(after).toContain('--max-model-len=8192');
    expect(after).toContain('nvidia.com/gpu: 1');
    expect(after).toContain('--tensor-parallel-size=1');
    expect(finding?.message).toMatch(/131,072 tokens/);
    expect(analysisOf(after, short).deployments[0]?.estimate.memory?.fits).toBe(true);
    expect(findingOf(after, 'context-length', short)).toBeUndefined();
  });

  it('claims nothing from lengths that nobody stated', () => {
    expect(findingOf(long, 'context-length', workload('requestsPerSecond: 0.2'))).toBeUndefined();
  });

  it('leaves room for the longest requests', () => {
    const wide = short.replace('p95: 2000', 'p95: 60000').replace('mean: 800', 'mean: 20000');
    expect(findingOf(long, 'context-length', wide)).toBeUndefined();
  });

  it('is silent where fewer accelerators would do with the long context', () => {
    const mistral = vllmDeployment({
      model: 'Qwen/Qwen2.5-3B-Instruct',
      gpus: 2,
      args: ['--tensor-parallel-size=2'],
      selector: l4,
    });
    expect(findingOf(mistral, 'context-length', short)).toBeUndefined();
  });
});

describe('prefix-cache', () => {
  const demand = workload(
    'requestsPerSecond: 4, inputTokens: 4000, outputTokens: 100, cachedPrefixShare: 0.8',
  );
  const off = vllmDeployment({
    model,
    replicas: 8,
    args: ['--max-model-len=8192', '--no-enable-prefix-caching'],
    selector: l4,
  });

  it('switches on what is switched off, and runs fewer replicas', () => {
    const finding = findingOf(off, 'prefix-cache', demand);
    const after = fixed(off, finding);
    expect(after).not.toContain('prefix-caching');
    expect(Number(/replicas: (\d+)/.exec(after)?.[1])).toBeLessThan(8);
    expect(finding?.fixes[0]?.safe).toBe(true);
    expect(findingOf(after, 'prefix-cache', demand)).toBeUndefined();
  });

  it('knows which versions do it by themselves', () => {
    const silent = (image: string): string =>
      off
        .replace('vllm/vllm-openai:v0.9.1', image)
        .replace('            - --no-enable-prefix-caching\n', '');
    expect(findingOf(silent('vllm/vllm-openai:v0.9.1'), 'prefix-cache', demand)).toBeUndefined();
    const old = silent('vllm/vllm-openai:v0.6.3');
    const finding = findingOf(old, 'prefix-cache', demand);
    expect(fixed(old, finding)).toContain('--enable-prefix-caching');
  });

  it('says nothing without a stated share', () => {
    const unknown = demand.replace(', cachedPrefixShare: 0.8', '');
    expect(findingOf(off, 'prefix-cache', unknown)).toBeUndefined();
  });
});

describe('speculative-decoding', () => {
  const text = vllmDeployment({
    model: 'meta-llama/Llama-3.3-70B-Instruct',
    gpus: 4,
    replicas: 8,
    args: ['--tensor-parallel-size=4', '--max-model-len=8192'],
    selector: { 'node.kubernetes.io/instance-type': 'p5.48xlarge' },
  });
  const bound = (limit: string): string =>
    workload(`requestsPerSecond: 6, inputTokens: 1000, outputTokens: 400${limit}`);
  const strict = bound(', latency: { tpotMs: 22 }');

  it('lets a draft propose tokens where the time per token leaves room for few requests', () => {
    const finding = findingOf(text, 'speculative-decoding', strict);
    const after = fixed(text, finding);
    expect(after).toMatch(/--speculative-config=.*eagle3.*EAGLE3-LLaMA3\.3-Instruct-70B/);
    expect(Number(/replicas: (\d+)/.exec(after)?.[1])).toBeLessThan(8);
    expect(analysisOf(after, strict).deployments[0]?.estimate.meetsSlo).toBe(true);
    expect(findingOf(after, 'speculative-decoding', strict)).toBeUndefined();
  });

  it('is not proposed without a limit, at large batches, or to versions that lack it', () => {
    expect(findingOf(text, 'speculative-decoding', bound(''))).toBeUndefined();
    const loose = bound(', latency: { tpotMs: 60 }');
    expect(findingOf(text, 'speculative-decoding', loose)).toBeUndefined();
    const old = text.replace('v0.9.1', 'v0.6.3');
    expect(findingOf(old, 'speculative-decoding', strict)).toBeUndefined();
    const tuned = text.replace('meta-llama/Llama-3.3-70B-Instruct', 'acme/Llama-3.3-70B-support');
    expect(findingOf(tuned, 'speculative-decoding', strict)).toBeUndefined();
  });
});
