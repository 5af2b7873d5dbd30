import { describe, expect, it } from 'vitest';
import { findingOf, vllmDeployment } from '../../support/deploymentText.ts';

const model = 'meta-llama/Llama-3.1-8B-Instruct';
const whole = vllmDeployment({
  model,
  selector: { 'node.kubernetes.io/instance-type': 'p5.48xlarge' },
});
const withoutResources = vllmDeployment({ model }).replace(/          resources:[^]*$/, '');

describe('no-limits', () => {
  it('says that an engine that needs a GPU asks for none, and that it is priced so', () => {
    const message = findingOf(withoutResources, 'no-limits')?.message ?? '';
    expect(message).toContain('asks for none');
    expect(message).toMatch(/priced as a pod without one, \$[\d.]+\/mo/);
  });

  it('knows builds for CPUs', () => {
    const cpu = withoutResources.replace('vllm/vllm-openai:v0.9.1', 'acme/vllm-cpu-env:latest');
    expect(findingOf(cpu, 'no-limits')?.message ?? '').not.toContain('asks for none');
  });

  it('says that a pod without requests may take the node', () => {
    const tei = withoutResources
      .replace('vllm/vllm-openai:v0.9.1', 'ghcr.io/huggingface/text-embeddings-inference:cpu-1.7')
      .replace(`--model=${model}`, '--model-id=BAAI/bge-small-en-v1.5');
    expect(findingOf(tei, 'no-limits')?.message).toContain('neither CPU nor memory');
  });

  it('says that a pod on a part of a named machine leaves its memory open', () => {
    expect(findingOf(whole, 'no-limits')?.message).toMatch(
      /1 accelerator of the 8 of p5\.48xlarge/,
    );
    const bounded = whole.replace('limits:', 'limits:\n              memory: 200Gi');
    expect(findingOf(bounded, 'no-limits')).toBeUndefined();
    const alone = whole.replace('p5.48xlarge', 'g6e.xlarge');
    expect(findingOf(alone, 'no-limits')).toBeUndefined();
  });
});
