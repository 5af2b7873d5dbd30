import { describe, expect, it } from 'vitest';
import { findingOf, vllmDeployment } from '../../support/deploymentText.ts';

const gpu = { 'node.kubernetes.io/instance-type': 'g4dn.xlarge' };
const embedding = (model: string) =>
  vllmDeployment({ selector: gpu })
    .replace('vllm/vllm-openai:v0.9.1', 'ghcr.io/huggingface/text-embeddings-inference:1.7')
    .replace('- --port=8000', `- --model-id=${model}`);

describe('edge', () => {
  it('says of a model of the 100 MB class what its accelerator costs', () => {
    const message = findingOf(embedding('BAAI/bge-small-en-v1.5'), 'edge')?.message ?? '';
    expect(message).toMatch(/33 MB at 8 bits.*T4 costs \$\d+\/mo/);
  });

  it('says nothing of larger ones', () => {
    expect(findingOf(embedding('BAAI/bge-m3'), 'edge')).toBeUndefined();
  });

  const large = vllmDeployment({ model: 'meta-llama/Llama-3.1-70B-Instruct', gpus: 4 });

  it('warns where a deployment is meant for a device that cannot hold it', () => {
    const finding = findingOf(large.replace('name: chat #', 'name: chat-orin-nano #'), 'edge');
    expect(finding?.level).toBe('warning');
    expect(finding?.message).toMatch(/32\.9 GiB .*Jetson Orin Nano \(8 GB\) has room for 5\.6 GiB/);
  });

  it('takes the largest module where none is named, and no word for another', () => {
    expect(findingOf(large.replace('name: chat #', 'name: chat-edge #'), 'edge')).toBeUndefined();
    for (const name of ['monitoring', 'edge-cases', 'author', 'knowledge']) {
      const huge = large
        .replace('Llama-3.1-70B-Instruct', 'Llama-3.1-405B-Instruct')
        .replace('name: chat #', `name: ${name} #`);
      expect(findingOf(huge, 'edge')).toBeUndefined();
    }
    const huge = large
      .replace('Llama-3.1-70B-Instruct', 'Llama-3.1-405B-Instruct')
      .replace('name: chat #', 'name: chat-edge #');
    expect(findingOf(huge, 'edge')?.message).toContain('It cannot run at the edge');
  });
});
