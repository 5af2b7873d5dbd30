import { describe, expect, it } from 'vitest';
import { changeOf, named, summaries } from '../../../support/deployments.ts';
import { reading, writtenAs } from '../../../support/reading.ts';

const quantize = { kind: 'set-engine-setting', setting: 'quantization', value: 'fp8' } as const;
const oneReplica = { kind: 'set-replicas', min: 1, max: 1 } as const;

describe('a NIMService', () => {
  const text = `apiVersion: apps.nvidia.com/v1alpha1
kind: NIMService
metadata:
  name: llama
spec:
  image:
    repository: nvcr.io/nim/meta/llama-3.1-8b-instruct
    tag: "1.8.6"
  storage:
    nimCache: { name: llama }
  replicas: 2 # day shift
  nodeSelector:
    nvidia.com/gpu.product: NVIDIA-L40S
  resources:
    limits:
      nvidia.com/gpu: 1
---
apiVersion: apps.nvidia.com/v1alpha1
kind: NIMCache
metadata: { name: llama }
spec:
  source: { ngc: { modelPuller: nvcr.io/nim/meta/llama-3.1-8b-instruct:1.8.6 } }
  storage: { pvc: { create: true, size: 50Gi } }
`;

  it('is its image, with the volume of its cache', () => {
    expect(summaries(text)).toEqual(['llama | nim | meta/llama-3.1-8b-instruct | 1 × L40S | 2–2']);
    const { deployment } = named(text, 'llama');
    expect(deployment.engineVersion?.value).toBe('1.8.6');
    expect(deployment.volumes.map(({ sizeGiB }) => sizeGiB.value)).toEqual([50]);
  });

  it('runs the profile that its cache was filled with', () => {
    const cached = text
      .replace(
        'llama-3.1-8b-instruct:1.8.6 } }',
        'llama-3.1-8b-instruct:1.8.6, model: { precision: FP8, tensorParallelism: "2" } } }',
      )
      .replace('  resources:\n    limits:\n      nvidia.com/gpu: 1\n', '');
    const { deployment } = named(cached, 'llama');
    expect(deployment.settings.quantization?.value).toBe('fp8');
    expect(deployment.settings.tensorParallel?.value).toBe(2);
    expect(deployment.accelerator?.count.value).toBe(2);
    expect(deployment.notes).toEqual([]);
    const half = named(cached.replace('FP8', 'bf16'), 'llama').deployment;
    expect(half.settings.quantization).toBeUndefined();
  });

  it('is scaled by the metric of its autoscaler', () => {
    const scaled = text.replace(
      '  replicas: 2 # day shift\n',
      `  scale:
    enabled: true
    hpa:
      minReplicas: 1
      maxReplicas: 3
      metrics:
        - type: Pods
          pods:
            metric: { name: gpu_cache_usage_perc }
            target: { type: AverageValue, averageValue: 500m }
`,
    );
    expect(named(scaled, 'llama').deployment.replicas).toMatchObject({
      max: { value: 3 },
      autoscaler: { kind: 'hpa', metric: 'gpu_cache_usage_perc', target: { value: 0.5 } },
    });
  });

  it('is set by variables, and by fields of its own', () => {
    expect(changeOf(text, 'llama', oneReplica)).toEqual([
      '-replicas: 2 # day shift',
      '+replicas: 1 # day shift',
    ]);
    expect(
      changeOf(text, 'llama', {
        kind: 'set-engine-setting',
        setting: 'maxModelLength',
        value: 4096,
      }),
    ).toEqual(['+env:', '+- name: NIM_MAX_MODEL_LEN', '+value: "4096"']);
    expect(changeOf(text, 'llama', { kind: 'set-accelerator-count', count: 2 })).toContain(
      '+nvidia.com/gpu: 2',
    );
    expect(changeOf(text, 'llama', quantize)).toEqual(['NVIDIA NIM has no such setting.']);
  });

  it('scales between the limits of its own autoscaler', () => {
    const scaled = text.replace(
      'replicas: 2 # day shift',
      'scale: { enabled: true, hpa: { minReplicas: 1, maxReplicas: 4 } }',
    );
    expect(summaries(scaled)[0]).toContain('1–4');
  });

  it('spans one pod for each pipeline stage', () => {
    const wide = text
      .replace('storage:', 'multiNode: { parallelism: { pipeline: 2, tensor: 8 } }\n  storage:')
      .replace('nvidia.com/gpu: 1', 'nvidia.com/gpu: 8');
    expect(named(wide, 'llama').deployment.accelerator?.count.value).toBe(16);
  });

  it('says so where the profile decides how many GPUs there are', () => {
    const silent = text.replace('  resources:\n    limits:\n      nvidia.com/gpu: 1\n', '');
    const { notes } = named(silent, 'llama').deployment;
    expect(notes.map(({ message }) => message).join()).toContain('one is counted');
  });

  it('of a pipeline is a deployment where it is enabled', () => {
    const pipeline = `apiVersion: apps.nvidia.com/v1alpha1
kind: NIMPipeline
metadata: { name: rag }
spec:
  services:
    - name: llm
      enabled: true
      spec:
        image: { repository: nvcr.io/nim/meta/llama-3.1-8b-instruct, tag: "1.8" }
        replicas: 2
        resources: { limits: { nvidia.com/gpu: 1 } }
    - name: off
      enabled: false
      spec:
        image: { repository: nvcr.io/nim/meta/llama-3.1-70b-instruct, tag: "1.8" }
`;
    expect(summaries(pipeline)).toEqual([
      'rag/llm | nim | meta/llama-3.1-8b-instruct | 1 × nvidia.com/gpu | 2–2',
    ]);
    expect(changeOf(pipeline, 'rag/llm', oneReplica)).toEqual(['-replicas: 2', '+replicas: 1']);
  });
});

describe('a Dynamo graph', () => {
  const older = `apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeployment
metadata: { name: graph }
spec:
  services:
    Frontend:
      componentType: frontend
      replicas: 1
      extraPodSpec: { mainContainer: { image: dynamo:1, command: [python3, -m, dynamo.frontend] } }
    Decode:
      componentType: worker
      replicas: 2
      multinode: { nodeCount: 2 }
      resources:
        limits:
          gpu: "4"
      extraPodSpec:
        mainContainer:
          image: dynamo:1
          command: [python3, -m, dynamo.vllm]
          args:
            - --model
            - Qwen/Qwen3-32B
`;
  const newer = `apiVersion: nvidia.com/v1beta1
kind: DynamoGraphDeployment
metadata: { name: graph }
spec:
  components:
    - name: Worker
      type: worker
      replicas: 3
      podTemplate:
        spec:
          containers:
            - name: main
              image: dynamo:1
              command: [python3, -m, dynamo.sglang]
              args:
                - --model-path
                - Qwen/Qwen3-8B
              resources:
                limits:
                  nvidia.com/gpu: "1"
`;

  it('is its workers, in both forms', () => {
    expect(summaries(older)).toEqual([
      'graph/Decode | vllm | Qwen/Qwen3-32B | 8 × nvidia.com/gpu | 2–2',
    ]);
    expect(summaries(newer)).toEqual([
      'graph/Worker | sglang | Qwen/Qwen3-8B | 1 × nvidia.com/gpu | 3–3',
    ]);
  });

  it('is changed in the service that is meant', () => {
    expect(changeOf(newer, 'graph/Worker', { kind: 'set-accelerator-count', count: 2 })).toEqual([
      '-nvidia.com/gpu: "1"',
      '+- --tp-size',
      '+- "2"',
      '+nvidia.com/gpu: "2"',
    ]);
    const single = older.replace('      multinode: { nodeCount: 2 }\n', '');
    expect(changeOf(single, 'graph/Decode', { kind: 'set-accelerator-count', count: 2 })).toContain(
      '+gpu: "2"',
    );
    expect(changeOf(older, 'graph/Decode', oneReplica)).toEqual(['-replicas: 2']);
  });
});

describe('a KubeAI model', () => {
  const text = `apiVersion: kubeai.org/v1
kind: Model
metadata: { name: chat }
spec:
  features: [TextGeneration]
  url: hf://Qwen/Qwen2.5-7B-Instruct
  engine: VLLM
  args:
    - --max-model-len=8192 # tickets
  env:
    VLLM_USE_V1: "1"
  resourceProfile: nvidia-gpu-l4:1
  minReplicas: 1
`;

  it('takes product and count from its profile, and scales without a limit', () => {
    expect(summaries(text)).toEqual(['chat | vllm | Qwen/Qwen2.5-7B-Instruct | 1 × L4 | 1–∞']);
    const { deployment } = named(text, 'chat');
    expect(writtenAs(text, deployment.accelerator?.count)).toBe('nvidia-gpu-l4:1');
    expect(deployment.replicas.autoscaler?.target?.value).toBe(100);
    expect(deployment.cpuCores?.value).toBe(6);
  });

  it('is changed in its arguments, profile and URL', () => {
    expect(changeOf(text, 'chat', quantize)).toEqual(['+- --quantization=fp8']);
    expect(changeOf(text, 'chat', { kind: 'set-accelerator-count', count: 2 })).toEqual([
      '-resourceProfile: nvidia-gpu-l4:1',
      '+- --tensor-parallel-size=2',
      '+resourceProfile: nvidia-gpu-l4:2',
    ]);
    expect(
      changeOf(text, 'chat', { kind: 'set-model', id: 'Qwen/Qwen2.5-7B-Instruct-AWQ' }),
    ).toContain('+url: hf://Qwen/Qwen2.5-7B-Instruct-AWQ');
    expect(changeOf(text, 'chat', { kind: 'set-replicas', min: 0, max: 3 })).toEqual([
      '-minReplicas: 1',
      '+minReplicas: 0',
      '+maxReplicas: 3',
    ]);
    expect(changeOf(text, 'chat', { kind: 'use-spot', provider: 'gcp' })[0]).toContain('profile');
  });

  it('has arguments where it had none', () => {
    const plain = text.replace('  args:\n    - --max-model-len=8192 # tickets\n', '');
    expect(changeOf(plain, 'chat', quantize)).toEqual(['+args:', '+- --quantization=fp8']);
  });

  it('of Ollama goes by its tag', () => {
    const small = text
      .replace('hf://Qwen/Qwen2.5-7B-Instruct', 'ollama://qwen2:0.5b')
      .replace('VLLM', 'OLlama')
      .replace('nvidia-gpu-l4:1', 'cpu:4');
    expect(summaries(small)).toEqual(['chat | ollama | qwen2:0.5b | processor | 1–∞']);
    expect(named(small, 'chat').deployment.cpuCores?.value).toBe(4);
    expect(changeOf(small, 'chat', { kind: 'set-model', id: 'qwen2:1.5b' })).toContain(
      '+url: ollama://qwen2:1.5b',
    );
  });

  it('takes a profile of the user’s own from the chart’s values', () => {
    const texts = {
      'app.yaml': text.replace('nvidia-gpu-l4:1', 'big:2'),
      'values.yaml': `resourceProfiles:
  big:
    limits: { nvidia.com/gpu: "4" }
    nodeSelector: { cloud.google.com/gke-accelerator: nvidia-h100-80gb, cloud.google.com/gke-spot: "true" }
`,
    };
    const { deployment } = named(texts, 'chat');
    expect(deployment.accelerator?.count.value).toBe(8);
    expect(deployment.accelerator?.product?.value).toBe('H100-SXM');
    expect(deployment.placement.purchase?.value).toBe('spot');
  });
});

describe('a KAITO workspace', () => {
  const text = `apiVersion: kaito.sh/v1beta1
kind: Workspace
metadata: { name: chat }
resource:
  instanceType: "Standard_NC48ads_A100_v4"
inference:
  preset: { name: "phi-4" }
  config: settings
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data:
  inference_config.yaml: |
    vllm:
      max-model-len: 8192 # enough
      gpu-memory-utilization: 0.9
`;

  it('gets a whole machine, with its settings in a ConfigMap', () => {
    expect(summaries(text)).toEqual(['chat | vllm | phi-4 | 2 × A100-PCIe-80 | 1–1']);
    const { deployment } = named(text, 'chat');
    expect(deployment.placement.instanceType?.value).toBe('Standard_NC48ads_A100_v4');
    expect(deployment.settings.maxModelLength?.value).toBe(8192);
    expect(writtenAs(text, deployment.settings.maxModelLength)).toBe('8192');
    expect(deployment.settings.tensorParallel?.value).toBe(2);
  });

  it('is changed inside the text of the ConfigMap', () => {
    const shorter = { kind: 'set-engine-setting', setting: 'maxModelLength', value: 4096 } as const;
    expect(changeOf(text, 'chat', shorter)).toEqual([
      '-max-model-len: 8192 # enough',
      '+max-model-len: 4096 # enough',
    ]);
    expect(changeOf(text, 'chat', quantize)).toEqual(['+quantization: fp8']);
    expect(changeOf(text, 'chat', { kind: 'set-accelerator-count', count: 1 })[0]).toContain(
      'instance type',
    );
  });

  it('that trains is none of our business', () => {
    expect(reading(text.replace('inference:', 'tuning:')).deployments).toEqual([]);
  });

  it('in a set has replicas', () => {
    const set = `apiVersion: kaito.sh/v1beta1
kind: InferenceSet
metadata: { name: chat }
spec:
  replicas: 3
  template:
    resource: { instanceType: Standard_NC24ads_A100_v4 }
    inference: { preset: { name: phi-4-mini-instruct } }
`;
    expect(summaries(set)).toEqual(['chat | vllm | phi-4-mini-instruct | 1 × A100-PCIe-80 | 3–3']);
    expect(changeOf(set, 'chat', oneReplica)).toEqual(['-replicas: 3', '+replicas: 1']);
  });
});
