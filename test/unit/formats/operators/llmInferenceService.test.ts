import { describe, expect, it } from 'vitest';
import { changeOf, named, summaries } from '../../../support/deployments.ts';
import { reading, writtenAs } from '../../../support/reading.ts';

const service = `apiVersion: serving.kserve.io/v1alpha2
kind: LLMInferenceService
metadata:
  name: chat
spec:
  model:
    uri: hf://Qwen/Qwen2.5-7B-Instruct
    name: Qwen/Qwen2.5-7B-Instruct
  replicas: 3
  parallelism:
    tensor: 2 # one pair of GPUs
  template:
    containers:
      - name: main
        env:
          - name: VLLM_ADDITIONAL_ARGS
            value: "--max-model-len 8192 --enforce-eager"
        resources:
          limits: { nvidia.com/gpu: "2" }
  prefill:
    replicas: 1
    template:
      containers:
        - name: main
          resources:
            limits: { nvidia.com/gpu: "1" }
`;

describe('an LLMInferenceService', () => {
  it('is its decode pods, and its prefill pods apart', () => {
    expect(summaries(service)).toEqual([
      'chat | vllm | Qwen/Qwen2.5-7B-Instruct | 2 × nvidia.com/gpu | 3–3',
      'chat/prefill | vllm | Qwen/Qwen2.5-7B-Instruct | 1 × nvidia.com/gpu | 1–1',
    ]);
  });

  it('takes settings from the variable that its start script appends, and from parallelism', () => {
    const { settings } = named(service, 'chat').deployment;
    expect(settings.maxModelLength?.value).toBe(8192);
    expect(settings.enforceEager?.value).toBe(true);
    expect(settings.tensorParallel?.value).toBe(2);
    expect(writtenAs(service, settings.maxModelLength)).toBe('8192');
  });

  it('is changed in that variable, in parallelism and in the URI', () => {
    expect(
      changeOf(service, 'chat', {
        kind: 'set-engine-setting',
        setting: 'kvCacheDataType',
        value: 'fp8',
      }),
    ).toEqual([
      '-value: "--max-model-len 8192 --enforce-eager"',
      '+value: "--max-model-len 8192 --enforce-eager --kv-cache-dtype fp8"',
    ]);
    expect(changeOf(service, 'chat', { kind: 'set-accelerator-count', count: 4 })).toEqual([
      '-tensor: 2 # one pair of GPUs',
      '-limits: { nvidia.com/gpu: "2" }',
      '+tensor: 4 # one pair of GPUs',
      '+limits: { nvidia.com/gpu: "4" }',
    ]);
    expect(
      changeOf(service, 'chat', { kind: 'set-model', id: 'Qwen/Qwen2.5-7B-Instruct-AWQ' }),
    ).toContain('+uri: hf://Qwen/Qwen2.5-7B-Instruct-AWQ');
  });

  it('spans as many pods as data parallel ranks do', () => {
    const text = service
      .replace('tensor: 2 # one pair of GPUs', 'data: 32\n    dataLocal: 8\n    expert: true')
      .replace(
        '  prefill:',
        `  worker:
    containers:
      - name: main
        resources:
          limits: { nvidia.com/gpu: "8" }
  prefill:`,
      )
      .replace('nvidia.com/gpu: "2"', 'nvidia.com/gpu: "8"');
    const { deployment } = named(text, 'chat');
    expect(deployment.accelerator?.count.value).toBe(32);
    expect(deployment.podsPerReplica.value).toBe(4);
    expect(deployment.settings.expertParallel?.value).toBe(true);
  });

  it('inherits from the configs that it refers to', () => {
    const texts = {
      'app.yaml': `apiVersion: serving.kserve.io/v1alpha2
kind: LLMInferenceService
metadata: { name: chat }
spec:
  model: { uri: pvc://models/llama, name: meta-llama/Llama-3.1-8B-Instruct }
  scaling: { minReplicas: 1, maxReplicas: 5 }
  baseRefs: [{ name: gpu }]
`,
      'bases.yaml': `apiVersion: serving.kserve.io/v1alpha2
kind: LLMInferenceServiceConfig
metadata: { name: gpu }
spec:
  template:
    nodeSelector: { cloud.google.com/gke-accelerator: nvidia-l4 }
    containers:
      - name: main
        image: vllm/vllm-openai:v0.10.2
        args: [--max-model-len=4096]
        resources: { limits: { nvidia.com/gpu: 1 } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: models }
spec: { resources: { requests: { storage: 80Gi } } }
`,
    };
    expect(summaries(texts)).toEqual([
      'chat | vllm | meta-llama/Llama-3.1-8B-Instruct | 1 × L4 | 1–5',
    ]);
    const { deployment } = named(texts, 'chat');
    expect(deployment.settings.maxModelLength?.value).toBe(4096);
    expect(deployment.volumes.map(({ sizeGiB }) => sizeGiB.value)).toEqual([80]);
    expect(deployment.uris).toContain('file:///repository/bases.yaml');
  });

  it('is not priced for a config alone', () => {
    const { deployments, skipped } = reading(
      service.replace('LLMInferenceService', 'LLMInferenceServiceConfig'),
    );
    expect(deployments).toEqual([]);
    expect(skipped[0]?.reason).toContain('A base');
  });
});
