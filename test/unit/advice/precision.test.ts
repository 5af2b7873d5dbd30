import { describe, expect, it } from 'vitest';
import { findingOf, fixed, vllmDeployment } from '../../support/deploymentText.ts';

const on = (accelerator: string) => ({ 'cloud.google.com/gke-accelerator': accelerator });

describe('unsupported-precision', () => {
  const half = vllmDeployment({
    model: 'Qwen/Qwen2.5-3B-Instruct',
    args: ['--dtype=bfloat16', '--max-model-len=4096'],
    selector: on('nvidia-tesla-t4'),
  });

  it('is an error for bfloat16 on a T4, and computes in float16 instead', () => {
    const finding = findingOf(half, 'unsupported-precision');
    expect(finding?.level).toBe('error');
    expect(half.slice(finding?.span.start, finding?.span.end)).toContain('bfloat16');
    const after = fixed(half, finding);
    expect(after).toContain('--dtype=float16');
    expect(findingOf(after, 'unsupported-precision')).toBeUndefined();
  });

  it('is silent where the accelerator has it, or is not named', () => {
    const l4 = half.replace('nvidia-tesla-t4', 'nvidia-l4');
    expect(findingOf(l4, 'unsupported-precision')).toBeUndefined();
    const unnamed = vllmDeployment({
      model: 'Qwen/Qwen2.5-3B-Instruct',
      args: ['--dtype=bfloat16'],
    });
    expect(findingOf(unnamed, 'unsupported-precision')).toBeUndefined();
  });

  const fp8 = (accelerator: string, image?: string): string =>
    vllmDeployment({
      model: 'Qwen/Qwen2.5-3B-Instruct',
      args: ['--quantization=fp8', '--max-model-len=4096'],
      selector: on(accelerator),
      ...(image === undefined ? {} : { image }),
    });

  it('knows that vLLM expands FP8 weights on an A100, and that a V100 runs none', () => {
    expect(findingOf(fp8('nvidia-tesla-a100'), 'unsupported-precision')).toBeUndefined();
    const volta = fp8('nvidia-tesla-v100');
    const finding = findingOf(volta, 'unsupported-precision');
    expect(finding?.message).toMatch(/FP8 weights on V100/);
    expect(fixed(volta, finding)).not.toContain('quantization');
  });

  it('knows from which version a T4 does, and claims nothing of versions it does not know', () => {
    const code = 'unsupported-precision';
    expect(findingOf(fp8('nvidia-tesla-t4'), code)?.level).toBe('error');
    expect(findingOf(fp8('nvidia-tesla-t4', 'vllm/vllm-openai:v0.15.1'), code)).toBeUndefined();
    expect(findingOf(fp8('nvidia-tesla-t4', 'vllm/vllm-openai:latest'), code)).toBeUndefined();
  });

  it('knows that TensorRT-LLM has no such kernels before Ada', () => {
    const text = `apiVersion: apps/v1
kind: Deployment
metadata: { name: chat }
spec:
  replicas: 1
  template:
    spec:
      nodeSelector: { cloud.google.com/gke-accelerator: nvidia-a100-80gb }
      containers:
        - name: trtllm
          image: nvcr.io/nvidia/tensorrt-llm/release:1.0.0
          command: ["trtllm-serve", "nvidia/Llama-3.1-8B-Instruct-FP8", "--max_seq_len", "8192"]
          resources: { limits: { nvidia.com/gpu: 1 } }
`;
    const finding = findingOf(text, 'unsupported-precision');
    expect(finding?.level).toBe('error');
    expect(fixed(text, finding)).toContain('"meta-llama/Llama-3.1-8B-Instruct"');
    const hopper = text.replace('nvidia-a100-80gb', 'nvidia-h100-80gb');
    expect(findingOf(hopper, 'unsupported-precision')).toBeUndefined();
  });
});
