import { describe, expect, it } from 'vitest';
import {
  analysisOf,
  findingOf,
  fixed,
  heldBackOf,
  vllmDeployment,
} from '../../support/deploymentText.ts';

const h100 = { 'node.kubernetes.io/instance-type': 'p5.48xlarge' };
const large = vllmDeployment({
  model: 'meta-llama/Llama-3.1-70B-Instruct',
  gpus: 4,
  args: ['--tensor-parallel-size=4', '--max-model-len=8192'],
  selector: h100,
});

const l4 = { 'cloud.google.com/gke-accelerator': 'nvidia-l4' };

const busy = (rate: number, more = ''): string =>
  `version: 1\nworkload: { requestsPerSecond: ${rate}, shape: steady${more} }\n`;

describe('quantize', () => {
  it('halves the accelerators of a 70B on H100 and writes all that belongs to it', () => {
    const finding = findingOf(large, 'quantize');
    const text = fixed(large, finding);
    expect(text).toContain('nvidia.com/gpu: 2');
    expect(text).toContain('--tensor-parallel-size=2');
    expect(text).toMatch(/--quantization=fp8|FP8/);
    expect(finding?.fixes[0]?.monthlySaving).toBeGreaterThan(5000);
  });

  it('stands on the model', () => {
    const finding = findingOf(large, 'quantize');
    expect(large.slice(finding?.span.start, finding?.span.end)).toContain('Llama-3.1-70B');
  });

  it('has nothing more to say about what it wrote', () => {
    expect(findingOf(fixed(large, findingOf(large, 'quantize')), 'quantize')).toBeUndefined();
  });

  it('holds back when the accuracy limit is below the typical loss', () => {
    const strict = 'version: 1\nworkload:\n  maxAccuracyLoss: 0\n';
    expect(findingOf(large, 'quantize', strict)).toBeUndefined();
  });

  it('runs FP8 with weights alone where the accelerator has no such arithmetic, and says so', () => {
    const ampere = vllmDeployment({
      model: 'Qwen/Qwen2.5-14B-Instruct',
      replicas: 8,
      args: ['--max-model-len=8192'],
      selector: { 'cloud.google.com/gke-accelerator': 'nvidia-tesla-a100' },
    });
    const finding = findingOf(ampere, 'quantize', busy(20));
    expect(finding?.fixes[0]?.title).toMatch(/FP8/);
    expect(finding?.tradeOffs.join()).toMatch(/A100.* no FP8 arithmetic/);
  });

  it('leaves to others what fewer accelerators save without it', () => {
    const wide = vllmDeployment({
      model: 'Qwen/Qwen2.5-7B-Instruct',
      gpus: 4,
      args: ['--tensor-parallel-size=4', '--max-model-len=8192'],
      selector: h100,
    });
    const finding = findingOf(wide, 'quantize', busy(0.2));
    expect(finding).toBeUndefined();
  });

  it('says nothing where one accelerator and one replica stay what they are', () => {
    const small = vllmDeployment({
      model: 'meta-llama/Llama-3.1-8B-Instruct',
      args: ['--max-model-len=8192'],
      selector: h100,
    });
    expect(findingOf(small, 'quantize')).toBeUndefined();
  });

  it('says once why the best way that costs too much accuracy is not proposed', () => {
    const text = vllmDeployment({
      model: 'Qwen/Qwen2.5-32B-Instruct',
      gpus: 4,
      replicas: 2,
      args: ['--tensor-parallel-size=4', '--max-model-len=8192'],
      selector: l4,
    });
    expect(heldBackOf(text, 'quantize')).toEqual(['AWQ loses 1–3 points of accuracy, limit 1']);
    const tolerant = 'version: 1\nworkload: { maxAccuracyLoss: 3 }\n';
    expect(heldBackOf(text, 'quantize', tolerant)).toEqual([]);
    const finding = findingOf(text, 'quantize', tolerant);
    expect(fixed(text, finding)).toContain('--model=Qwen/Qwen2.5-32B-Instruct-AWQ');
    expect(finding?.fixes[0]?.needs).toMatch(/name/);
  });

  it('says which latency limit keeps it from fewer accelerators', () => {
    const a100 = large.replace('p5.48xlarge', 'p4de.24xlarge');
    const demand = (ttftMs: number): string =>
      busy(0.1, `, inputTokens: 4000, outputTokens: 100, latency: { ttftMs: ${ttftMs} }`);
    expect(findingOf(a100, 'quantize', demand(2500))).toBeUndefined();
    expect(heldBackOf(a100, 'quantize', demand(2500)).join()).toMatch(
      /p95 TTFT would be above 2\.5 s, on 2 accelerators/,
    );
    expect(heldBackOf(a100, 'quantize', demand(20000)).join()).not.toMatch(/TTFT/);
  });

  it('is safe only where somebody has agreed to a loss', () => {
    const agreed = 'version: 1\nworkload: { maxAccuracyLoss: 1 }\n';
    expect(findingOf(large, 'quantize')?.fixes[0]?.safe).toBe(false);
    expect(findingOf(large, 'quantize', agreed)?.fixes[0]?.safe).toBe(true);
  });

  it('takes the tag of 8 bits where Ollama serves 16', () => {
    const text = `apiVersion: apps/v1
kind: Deployment
metadata: { name: chat }
spec:
  replicas: 4
  template:
    spec:
      nodeSelector: { cloud.google.com/gke-accelerator: nvidia-l4 }
      containers:
        - name: ollama
          image: ollama/ollama:0.5.7
          env:
            - { name: OLLAMA_MODEL, value: "llama3.1:8b-instruct-fp16" } # full
          resources: { limits: { nvidia.com/gpu: 1 } }
`;
    const finding = findingOf(text, 'quantize', busy(0.05));
    expect(fixed(text, finding)).toContain('llama3.1:8b-instruct-q8_0');
    expect(finding?.fixes[0]?.needs).toMatch(/q8_0 must be there/);
  });

  it('is a variable where TGI is set by variables, beside the devices of Compose', () => {
    const text = `services:
  tgi:
    image: ghcr.io/huggingface/text-generation-inference:3.0.1
    environment:
      MODEL_ID: meta-llama/Llama-3.1-70B-Instruct
      NUM_SHARD: "2"
    deploy:
      replicas: 1
      resources:
        reservations:
          devices: [{ driver: nvidia, count: 2, capabilities: [gpu] }]
`;
    const assumed = `${busy(1)}accelerator: H100-SXM\n`;
    const finding = analysisOf(text, assumed, 'compose.yaml').deployments[0]?.findings.find(
      ({ code }) => code === 'quantize',
    );
    const after = fixed(text, finding, 'compose.yaml');
    expect(after).toMatch(/QUANTIZE: ["']?fp8/);
    expect(after).toContain('count: 1');
  });
});

describe('quantize the KV cache', () => {
  const model = 'Qwen/Qwen2.5-7B-Instruct-AWQ';
  const text = vllmDeployment({
    model,
    replicas: 8,
    args: ['--max-model-len=16384'],
    selector: l4,
  });
  const long = busy(1.2, ', inputTokens: 6000, outputTokens: 600');

  it('serves more requests with 8-bit keys and values, on fewer replicas', () => {
    const finding = findingOf(text, 'quantize', long);
    const after = fixed(text, finding);
    expect(after).toContain('--kv-cache-dtype=fp8');
    expect(Number(/replicas: (\d+)/.exec(after)?.[1])).toBeLessThan(8);
    expect(finding?.tradeOffs.join()).toMatch(/points of accuracy/);
    expect(findingOf(after, 'quantize', long)).toBeUndefined();
  });

  it('is not proposed to hardware without FP8 arithmetic, nor below its loss of accuracy', () => {
    const a10g = text.replace(
      'cloud.google.com/gke-accelerator: nvidia-l4',
      'karpenter.k8s.aws/instance-gpu-name: a10g',
    );
    expect(findingOf(a10g, 'quantize', long)).toBeUndefined();
    expect(
      findingOf(text, 'quantize', long.replace('}', ', maxAccuracyLoss: 0.2 }')),
    ).toBeUndefined();
  });
});
