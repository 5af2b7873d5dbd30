import { describe, expect, it } from 'vitest';
import {
  analysisOf,
  findingOf,
  fixed,
  heldBackOf,
  vllmDeployment,
} from '../../support/deploymentText.ts';

const busy = `version: 1
workload:
  requestsPerSecond: 6
  shape: steady
  inputTokens: 3000
  outputTokens: 300
`;
const server = (options: { fraction?: number; replicas?: number; model?: string }): string =>
  vllmDeployment({
    model: options.model ?? 'meta-llama/Llama-3.1-8B-Instruct',
    replicas: options.replicas ?? 12,
    args: [
      '--max-model-len=8192',
      ...(options.fraction === undefined ? [] : [`--gpu-memory-utilization=${options.fraction}`]),
    ],
    selector: { 'cloud.google.com/gke-accelerator': 'nvidia-h100-80gb' },
  });

describe('memory-fraction', () => {
  const withheld = server({ fraction: 0.3 });

  it('takes the setting away and runs fewer replicas, for what pricing the file again gives', () => {
    const finding = findingOf(withheld, 'memory-fraction', busy);
    expect(finding?.message).toMatch(/KV cache/);
    const text = fixed(withheld, finding);
    expect(text).not.toContain('--gpu-memory-utilization');
    const [before, after] = [withheld, text].map((each) => analysisOf(each, busy));
    const saved = (before?.totals.monthly.expected ?? 0) - (after?.totals.monthly.expected ?? 0);
    expect(saved).toBeGreaterThan(0);
    expect(finding?.fixes[0]?.monthlySaving).toBeCloseTo(saved, 6);
    expect(after?.deployments[0]?.estimate.utilization).toBeLessThanOrEqual(1);
    expect(finding?.fixes[0]?.safe).toBe(false);
  });

  it('stands on the share', () => {
    const finding = findingOf(withheld, 'memory-fraction', busy);
    expect(withheld.slice(finding?.span.start, finding?.span.end)).toContain('0.3');
  });

  it('is silent without a share, at the usual one, and where no replica can go', () => {
    expect(findingOf(server({}), 'memory-fraction', busy)).toBeUndefined();
    expect(findingOf(server({ fraction: 0.9 }), 'memory-fraction', busy)).toBeUndefined();
    expect(findingOf(server({ fraction: 0.95 }), 'memory-fraction', busy)).toBeUndefined();
    const little = busy.replace('Second: 6', 'Second: 1');
    const two = server({ fraction: 0.3, replicas: 2 });
    expect(findingOf(two, 'memory-fraction', little)).toBeUndefined();
  });

  it('warns where it alone would let the replicas keep up', () => {
    const two = server({ fraction: 0.3, replicas: 2 });
    expect(analysisOf(two, busy).deployments[0]?.estimate.utilization).toBeGreaterThan(1);
    const finding = findingOf(two, 'memory-fraction', busy);
    expect(finding?.level).toBe('warning');
    const text = fixed(two, finding);
    expect(text).toContain('replicas: 2');
    expect(analysisOf(text, busy).deployments[0]?.estimate.utilization).toBeLessThanOrEqual(1);
  });

  it('is held back where time slicing gives the memory to others', () => {
    const sliced = withheld.replace('nvidia.com/gpu: 1', 'nvidia.com/gpu.shared: 1');
    expect(findingOf(sliced, 'memory-fraction', busy)).toBeUndefined();
    expect(heldBackOf(sliced, 'memory-fraction', busy)).toEqual([
      expect.stringContaining('time slicing'),
    ]);
  });

  it('is held back beside another service of the machine', () => {
    const service = (name: string, replicas: number): string => `  ${name}:
    image: vllm/vllm-openai:v0.9.1
    command: --model meta-llama/Llama-3.1-8B-Instruct --max-model-len 8192 --gpu-memory-utilization 0.3
    ports: ["8000"]
    deploy:
      replicas: ${replicas}
      resources: { reservations: { devices: [{ driver: nvidia, device_ids: ["0"], capabilities: [gpu] }] } }
`;
    const assumptions = `${busy}provider: gcp\naccelerator: H100-SXM\n`;
    const [alone, beside] = [
      `services:\n${service('chat', 12)}`,
      `services:\n${service('chat', 12)}${service('search', 1)}`,
    ];
    expect(findingOf(alone, 'memory-fraction', assumptions)).toBeDefined();
    expect(findingOf(beside, 'memory-fraction', assumptions)).toBeUndefined();
    expect(heldBackOf(beside, 'memory-fraction', assumptions)).toEqual([
      'search may use the same memory',
    ]);
  });
});

describe('what does not fit', () => {
  it('gets the engine’s usual share of the memory first, where that is enough', () => {
    const small = server({ fraction: 0.2, replicas: 1 });
    const finding = findingOf(small, 'does-not-fit');
    expect(finding?.fixes[0]?.title).toBe('Let the engine use its usual share of the memory');
    const text = fixed(small, finding);
    expect(analysisOf(text).deployments[0]?.estimate.memory?.fits).toBe(true);
    const large = server({
      fraction: 0.2,
      replicas: 1,
      model: 'meta-llama/Llama-3.1-70B-Instruct',
    });
    const titles = findingOf(large, 'does-not-fit')?.fixes.map(({ title }) => title) ?? [];
    expect(titles.length).toBeGreaterThan(0);
    expect(titles.join()).not.toContain('usual share');
  });
});
