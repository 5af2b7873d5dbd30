import { describe, expect, it } from 'vitest';
import { deploymentOf, type Texts } from '../../support/reading.ts';

describe('the file behind --config', () => {
  const pod = (text: string): Texts => ({
    'app.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: chat }
spec:
  template:
    spec:
      containers:
        - name: server
          image: vllm/vllm-openai:v0.10.2
          args: ["--config", "/etc/vllm/engine.yaml", "--max-num-seqs", "16"]
          resources: { limits: { nvidia.com/gpu: 2 } }
`,
    'config.yaml': text,
  });
  const settings = 'model: Qwen/Qwen3-8B\ntensor-parallel-size: 2\nmax-num-seqs: 64\n';

  it('gives a pod its settings, flags beside it win', () => {
    const texts = pod('');
    const deployment = deploymentOf({
      'app.yaml': texts['app.yaml'] ?? '',
      'engine.yaml': settings,
    });
    expect(deployment.model.id?.value).toBe('Qwen/Qwen3-8B');
    expect(deployment.settings.tensorParallel?.value).toBe(2);
    expect(deployment.settings.maxSequences?.value).toBe(16);
    expect(deployment.uris).toHaveLength(2);
    expect(deployment.notes).toEqual([]);
  });

  it('may stand in a ConfigMap', () => {
    const map = `apiVersion: v1
kind: ConfigMap
metadata: { name: engine }
data:
  engine.yaml: |
    model: Qwen/Qwen3-8B
    tensor-parallel-size: 2
`;
    const deployment = deploymentOf(pod(map));
    expect(deployment.settings.tensorParallel?.value).toBe(2);
    expect(deployment.model.id?.value).toBe('Qwen/Qwen3-8B');
  });

  it('is said to be missing where it is', () => {
    expect(deploymentOf(pod('')).notes[0]?.message).toBe(
      'Settings in /etc/vllm/engine.yaml are not read.',
    );
  });
});
