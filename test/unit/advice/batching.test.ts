import { describe, expect, it } from 'vitest';
import { analysisOf, findingOf, fixed, vllmDeployment } from '../../support/deploymentText.ts';

const busy = `version: 1
workload:
  requestsPerSecond: 6
  shape: steady
  inputTokens: 500
  outputTokens: 200
`;
const narrow = vllmDeployment({
  model: 'meta-llama/Llama-3.1-8B-Instruct',
  replicas: 8,
  args: ['--max-model-len=4096', '--max-num-seqs=4'],
  selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
});

describe('batching', () => {
  it('raises a limit that keeps the cache empty and runs fewer replicas', () => {
    const finding = findingOf(narrow, 'batching', busy);
    const text = fixed(narrow, finding);
    const sequences = Number(/--max-num-seqs=(\d+)/.exec(text)?.[1]);
    const replicas = Number(/replicas: (\d+)/.exec(text)?.[1]);
    expect(sequences).toBeGreaterThan(4);
    expect(replicas).toBeLessThan(8);
    expect(replicas).toBeGreaterThanOrEqual(2);
    expect(analysisOf(text, busy).deployments[0]?.estimate.utilization).toBeLessThanOrEqual(1);
  });

  it('stands on the limit', () => {
    const finding = findingOf(narrow, 'batching', busy);
    expect(narrow.slice(finding?.span.start, finding?.span.end)).toContain('4');
  });

  it('goes as far as the latency limit leaves room, and saves the less the stricter it is', () => {
    const within = (tpotMs: number) => {
      const demand = `${busy.replace('Second: 6', 'Second: 2')}  latency: { tpotMs: ${tpotMs} }\n`;
      const finding = findingOf(narrow, 'batching', demand);
      const after = fixed(narrow, finding);
      expect(analysisOf(after, demand).deployments[0]?.estimate.meetsSlo, `${tpotMs} ms`).toBe(
        true,
      );
      return {
        sequences: Number(/--max-num-seqs=(\d+)/.exec(after)?.[1]),
        saving: finding?.fixes[0]?.monthlySaving ?? 0,
      };
    };
    const [strict, loose] = [within(70), within(300)];
    expect(strict.sequences).toBeGreaterThan(4);
    expect(strict.sequences).toBeLessThan(loose.sequences);
    expect(strict.saving).toBeLessThan(loose.saving);
  });

  it('says nothing when the number of replicas cannot fall', () => {
    expect(
      findingOf(narrow.replace('replicas: 8', 'replicas: 2'), 'batching', busy),
    ).toBeUndefined();
  });

  it('warns where a larger batch alone would let the replicas keep up', () => {
    const few = narrow.replace('replicas: 8', 'replicas: 2');
    const much = busy.replace('requestsPerSecond: 6', 'requestsPerSecond: 1.6');
    const before = analysisOf(few, much).deployments[0]?.estimate;
    expect(before?.utilization).toBeGreaterThan(1);
    const finding = findingOf(few, 'batching', much);
    expect(finding?.level).toBe('warning');
    const after = fixed(few, finding);
    expect(after).toContain('replicas: 2');
    expect(analysisOf(after, much).deployments[0]?.estimate.utilization).toBeLessThanOrEqual(1);
  });
});

describe('batching of models that answer in passes', () => {
  const demand = (rate: number, more = ''): string =>
    `version: 1\nprovider: gcp\naccelerator: L4\nworkload: { requestsPerSecond: ${rate}, shape: steady${more} }\n`;

  it('raises max_batch_size of Triton to the least that keeps up', () => {
    const name = 'resnet50/config.pbtxt';
    const text = `name: "resnet50"
platform: "onnxruntime_onnx" # exported
max_batch_size: 1
instance_group [ { kind: KIND_GPU } ]
dynamic_batching { max_queue_delay_microseconds: 100 }
input [ { name: "x" data_type: TYPE_FP32 dims: [ 3, 224, 224 ] } ]
`;
    const finding = findingOf(text, 'batching', demand(900), name);
    expect(finding?.message).toMatch(
      /900 req\/s is 1\d\d% of what the replicas can serve with 1 request/,
    );
    const after = fixed(text, finding, name);
    const size = Number(/max_batch_size: (\d+)/.exec(after)?.[1]);
    expect(size).toBeGreaterThan(1);
    expect(after).toBe(text.replace('max_batch_size: 1', `max_batch_size: ${size}`));
    expect(findingOf(after, 'batching', demand(900), name)).toBeUndefined();
    expect(findingOf(text, 'batching', demand(100), name)).toBeUndefined();
  });

  it('says that Triton runs requests one by one without dynamic_batching, and adds it', () => {
    const name = 'resnet50/config.pbtxt';
    const text = `name: "resnet50"
platform: "onnxruntime_onnx"
max_batch_size: 32 # of the export
instance_group [ { kind: KIND_GPU } ]
input [ { name: "x" data_type: TYPE_FP32 dims: [ 3, 224, 224 ] } ]
`;
    expect(
      analysisOf(text, demand(900), name).deployments[0]?.estimate.performance?.maxConcurrency,
    ).toBe(1);
    const finding = findingOf(text, 'batching', demand(900), name);
    expect(finding?.message).toMatch(/batches of 32, and without dynamic_batching/);
    const after = fixed(text, finding, name);
    expect(after).toBe(`${text}dynamic_batching { }\n`);
    expect(findingOf(after, 'batching', demand(900), name)).toBeUndefined();
  });

  it('raises --max-batch-tokens of Text Embeddings Inference, and runs fewer replicas', () => {
    const text = vllmDeployment({
      replicas: 6,
      args: ['--model-id=BAAI/bge-base-en-v1.5', '--max-batch-tokens=512'],
      selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
      image: 'ghcr.io/huggingface/text-embeddings-inference:89-1.7',
    });
    const rate = demand(1000, ', inputTokens: 256');
    const finding = findingOf(text, 'batching', rate);
    const after = fixed(text, finding);
    expect(Number(/--max-batch-tokens=(\d+)/.exec(after)?.[1])).toBeGreaterThanOrEqual(32768);
    expect(Number(/replicas: (\d+)/.exec(after)?.[1])).toBeLessThan(6);
  });
});
