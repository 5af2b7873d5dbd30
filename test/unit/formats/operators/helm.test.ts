import { describe, expect, it } from 'vitest';
import { changeOf, named, summaries } from '../../../support/deployments.ts';
import { reading, writtenAs } from '../../../support/reading.ts';

const values = (text: string): Record<string, string> => ({ 'charts/chat/values.yaml': text });

describe('values of the vLLM production stack', () => {
  const stack = values(`servingEngineSpec:
  modelSpec:
    - name: "llama3"
      repository: "vllm/vllm-openai"
      tag: "v0.10.2"
      modelURL: "meta-llama/Llama-3.1-8B-Instruct"
      replicaCount: 2 # busy hours
      requestCPU: 6
      requestMemory: "16Gi"
      requestGPU: 1
      pvcStorage: "50Gi"
      vllmConfig:
        maxModelLen: 8192
        extraArgs:
          - "--enforce-eager"
    - name: old
      enabled: false
      modelURL: facebook/opt-125m
      requestGPU: 1
`);

  it('are read for every model that is on', () => {
    expect(summaries(stack)).toEqual([
      'llama3'.replace(/^/, 'chat/') +
        ' | vllm | meta-llama/Llama-3.1-8B-Instruct | 1 × nvidia.com/gpu | 2–2',
    ]);
    const { deployment } = named(stack, 'chat/llama3');
    expect(deployment.cpuCores?.value).toBe(6);
    expect(deployment.memoryGiB?.value).toBe(16);
    expect(deployment.volumes[0]?.sizeGiB.value).toBe(50);
    expect(deployment.engineVersion?.value).toBe('0.10.2');
    expect(deployment.settings.enforceEager?.value).toBe(true);
    // The chart switches the cache off where nothing is said.
    expect(deployment.settings.prefixCaching?.value).toBe(false);
    expect(reading(stack).skipped.map(({ reason }) => reason)).toEqual([
      'It is switched off by `enabled: false`.',
    ]);
  });

  it('are changed in the chart’s own fields', () => {
    const setting = (
      name: 'prefixCaching' | 'maxModelLength' | 'quantization' | 'maxSequences',
      value: boolean | number | string,
    ) => changeOf(stack, 'chat/llama3', { kind: 'set-engine-setting', setting: name, value });
    expect(setting('prefixCaching', true)).toEqual(['+enablePrefixCaching: true']);
    expect(setting('maxSequences', 64)).toEqual(['+maxNumSeqs: 64']);
    expect(setting('maxModelLength', 4096)).toEqual(['-maxModelLen: 8192', '+maxModelLen: 4096']);
    expect(setting('quantization', 'fp8')).toEqual(['+- "--quantization"', '+- "fp8"']);
    expect(changeOf(stack, 'chat/llama3', { kind: 'set-accelerator-count', count: 2 })).toEqual([
      '+requestGPU: 2',
      '+tensorParallelSize: 2',
    ]);
    expect(changeOf(stack, 'chat/llama3', { kind: 'set-replicas', min: 1, max: 1 })).toEqual([
      '-replicaCount: 2 # busy hours',
      '+replicaCount: 1 # busy hours',
    ]);
    expect(
      changeOf(stack, 'chat/llama3', { kind: 'set-model', id: 'meta-llama/Llama-3.2-3B-Instruct' }),
    ).toContain('+modelURL: "meta-llama/Llama-3.2-3B-Instruct"');
  });

  it('get no GPU for a fraction of one, and KEDA’s limits where it is on', () => {
    const half = values(`servingEngineSpec:
  modelSpec:
    - name: small
      modelURL: facebook/opt-125m
      requestGPU: 0.5
      keda: { enabled: true, minReplicaCount: 0, maxReplicaCount: 3 }
`);
    expect(summaries(half)).toEqual(['chat/small | vllm | facebook/opt-125m | processor | 0–3']);
    expect(named(half, 'chat/small').deployment.notes[0]?.message).toContain('whole GPUs');
  });
});

describe('values of llm-d', () => {
  const llmD = values(`modelArtifacts:
  name: Qwen/Qwen3-32B
  uri: "hf://Qwen/Qwen3-32B"
decode:
  replicas: 2
  parallelism:
    tensor: 4
  containers:
    - name: vllm
      image: ghcr.io/llm-d/llm-d-cuda:v0.3.0
      modelCommand: vllmServe
      args:
        - "--enforce-eager"
prefill:
  create: false
`);

  it('ask for as many accelerators as parallelism says', () => {
    expect(summaries(llmD)).toEqual([
      'chat/decode | vllm | Qwen/Qwen3-32B | 4 × nvidia.com/gpu | 2–2',
    ]);
  });

  it('are changed in parallelism, name and URI', () => {
    expect(changeOf(llmD, 'chat/decode', { kind: 'set-accelerator-count', count: 2 })).toEqual([
      '-tensor: 4',
      '+tensor: 2',
    ]);
    expect(changeOf(llmD, 'chat/decode', { kind: 'set-model', id: 'Qwen/Qwen3-32B-AWQ' })).toEqual([
      '-name: Qwen/Qwen3-32B',
      '-uri: "hf://Qwen/Qwen3-32B"',
      '+name: Qwen/Qwen3-32B-AWQ',
      '+uri: "hf://Qwen/Qwen3-32B-AWQ"',
    ]);
  });
});

describe('values of an Ollama chart', () => {
  it('say GPU, models and volume', () => {
    const ollama = values(`ollama:
  gpu: { enabled: true, type: nvidia, number: 1 }
  models:
    pull: [llama3.1:8b]
replicaCount: 1
persistentVolume: { enabled: true, size: 100Gi }
`);
    expect(summaries(ollama)).toEqual([
      'chat/ollama | ollama | llama3.1:8b | 1 × nvidia.com/gpu | 1–1',
    ]);
    expect(named(ollama, 'chat/ollama').deployment.volumes[0]?.sizeGiB.value).toBe(100);
    expect(changeOf(ollama, 'chat/ollama', { kind: 'set-model', id: 'llama3.2:3b' })).toEqual([
      '-pull: [llama3.1:8b]',
      '+pull: [llama3.2:3b]',
    ]);
  });

  it('may stand below those of a chart that brings it along', () => {
    const webUi = values(`ollama:
  enabled: true
  ollama:
    gpu: { enabled: true, number: 2 }
    models: { pull: [qwen2.5:14b] }
resources: { limits: { memory: 1Gi } }
`);
    expect(summaries(webUi)).toEqual([
      'chat/ollama | ollama | qwen2.5:14b | 2 × nvidia.com/gpu | 1–1',
    ]);
    const off = values('ollama: { enabled: false, ollama: { gpu: { enabled: true } } }\n');
    expect(summaries(off)).toEqual([]);
  });
});

describe('values of any chart', () => {
  const own = values(`replicaCount: 2
nodeSelector: { cloud.google.com/gke-accelerator: nvidia-l4 }
llm:
  image:
    repository: vllm/vllm-openai
    tag: v0.10.2
  model: Qwen/Qwen2.5-7B-Instruct
  args:
    maxModelLen: "4096"
  resources:
    limits:
      nvidia.com/gpu: "1"
  persistence: { size: 60Gi }
gateway:
  image: { repository: nginx, tag: "1.27" }
`);

  it('are read where they name a model server', () => {
    expect(summaries(own)).toEqual(['chat/llm | vllm | Qwen/Qwen2.5-7B-Instruct | 1 × L4 | 2–2']);
    const { deployment } = named(own, 'chat/llm');
    expect(deployment.settings.maxModelLength?.value).toBe(4096);
    expect(writtenAs(own, deployment.settings.maxModelLength)).toBe('"4096"');
    expect(deployment.volumes[0]?.sizeGiB.value).toBe(60);
  });

  it('are changed where something is written, and left alone where it may have no effect', () => {
    expect(
      changeOf(own, 'chat/llm', {
        kind: 'set-engine-setting',
        setting: 'maxModelLength',
        value: 2048,
      }),
    ).toEqual(['-maxModelLen: "4096"', '+maxModelLen: "2048"']);
    expect(
      changeOf(own, 'chat/llm', {
        kind: 'set-engine-setting',
        setting: 'quantization',
        value: 'fp8',
      })[0],
    ).toContain('passes it on');
    expect(changeOf(own, 'chat/llm', { kind: 'set-replicas', min: 1, max: 1 })).toEqual([
      '-replicaCount: 2',
      '+replicaCount: 1',
    ]);
  });

  it('take an autoscaler that is on, and pairs of flag and value', () => {
    const pairs = values(`deployment:
  replicas: 1
  image: { repository: ghcr.io/predibase/lorax }
  args:
    - name: "--model-id"
      value: "mistralai/Mistral-7B-Instruct-v0.1"
    - name: "--max-total-tokens"
      value: "2048"
  autoscaling: { enabled: true, minReplicas: 1, maxReplicas: 6, targetCPUUtilizationPercentage: 80 }
  resources: { limits: { nvidia.com/gpu: 1 } }
`);
    expect(summaries(pairs)).toEqual([
      'chat/deployment | other | mistralai/Mistral-7B-Instruct-v0.1 | 1 × nvidia.com/gpu | 1–6',
    ]);
    expect(named(pairs, 'chat/deployment').deployment.settings.maxModelLength?.value).toBe(2048);
  });

  it('are read in lists of servers too', () => {
    const list = values(`models:
  - name: chat
    replicas: 2
    image: { repository: vllm/vllm-openai }
    model: Qwen/Qwen2.5-7B-Instruct
    args: ["--max-model-len=4096"]
    resources: { limits: { nvidia.com/gpu: 1 } }
  - name: embed
    image: { repository: ghcr.io/huggingface/text-embeddings-inference, tag: 89-1.7 }
    modelId: BAAI/bge-small-en-v1.5
`);
    expect(summaries(list)).toEqual([
      'chat/models.chat | vllm | Qwen/Qwen2.5-7B-Instruct | 1 × nvidia.com/gpu | 2–2',
      'chat/models.embed | tei | BAAI/bge-small-en-v1.5 | processor | 1–1',
    ]);
    const shorter = { kind: 'set-engine-setting', setting: 'maxModelLength', value: 2048 } as const;
    expect(changeOf(list, 'chat/models.chat', shorter)).toEqual([
      '-args: ["--max-model-len=4096"]',
      '+args: ["--max-model-len=2048"]',
    ]);
  });

  it('are silent about what serves no model', () => {
    const silent = [
      'image: { repository: nginx }\nresources: { limits: { cpu: 1 } }\n',
      'image: { repository: nvcr.io/nvidia/k8s-device-plugin }\nresources: { limits: { nvidia.com/gpu: 1 } }\nservice: {}\n',
      'image: { repository: nvcr.io/nvidia/nemo-rl }\nworker: { image: x, resources: { limits: { nvidia.com/gpu: 8 } } }\nservice: {}\n',
      'vllm: { enabled: false, image: { repository: vllm/vllm-openai } }\n',
      'karpenter: { limits: { nvidia.com/gpu: 8 } }\n',
      'runtimes: { vllm: { image: { repository: vllm/vllm-openai } }, tgi: { image: { repository: x/text-generation-inference } } }\n',
      'defaults: { image: lmsysorg/sglang, memFrac: "0.9" }\n',
    ];
    expect(silent.flatMap((text) => summaries(values(text)))).toEqual([]);
  });

  it('are read where all that is said of a server is its image', () => {
    const lone = 'chat: { vllm: { image: { repository: vllm/vllm-openai } } }\n';
    expect(summaries(values(lone))).toHaveLength(1);
  });

  it('are not looked for in files of other names', () => {
    expect(summaries({ 'config/settings.yaml': own['charts/chat/values.yaml'] ?? '' })).toEqual([]);
  });
});

describe('values inside an object', () => {
  it('of Flux are read and edited there', () => {
    const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: stack, namespace: ml }
spec:
  chart: { spec: { chart: vllm-stack } }
  values:
    servingEngineSpec:
      modelSpec:
        - name: small
          modelURL: facebook/opt-125m
          replicaCount: 3
          requestGPU: 1
`;
    expect(summaries(release)).toEqual([
      'stack/small | vllm | facebook/opt-125m | 1 × nvidia.com/gpu | 3–3',
    ]);
    expect(changeOf(release, 'stack/small', { kind: 'set-replicas', min: 1, max: 1 })).toEqual([
      '-replicaCount: 3',
      '+replicaCount: 1',
    ]);
  });

  it('of Argo CD stand in a text or in a mapping', () => {
    const application = (helm: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: chat }
spec:
  source:
    helm:
${helm}`;
    const inText = application(`      values: |
        image: { repository: vllm/vllm-openai }
        model: Qwen/Qwen2.5-7B-Instruct
        replicaCount: 2 # two
        resources: { limits: { nvidia.com/gpu: 1 } }
`);
    const inMapping = application(`      valuesObject:
        image: { repository: vllm/vllm-openai }
        model: Qwen/Qwen2.5-7B-Instruct
        replicaCount: 2 # two
        resources: { limits: { nvidia.com/gpu: 1 } }
`);
    for (const text of [inText, inMapping]) {
      expect(summaries(text)).toEqual([
        'chat | vllm | Qwen/Qwen2.5-7B-Instruct | 1 × nvidia.com/gpu | 2–2',
      ]);
      expect(changeOf(text, 'chat', { kind: 'set-replicas', min: 1, max: 1 })).toEqual([
        '-replicaCount: 2 # two',
        '+replicaCount: 1 # two',
      ]);
    }
    expect(summaries(application('      chart: x\n'))).toEqual([]);
  });
});

describe('the catalog of KubeAI’s models', () => {
  it('deploys what is enabled', () => {
    const catalog = values(`catalog:
  chat:
    enabled: true
    url: hf://Qwen/Qwen2.5-7B-Instruct
    engine: VLLM
    resourceProfile: nvidia-gpu-l4:1
    minReplicas: 1
  other: { url: hf://facebook/opt-125m, engine: VLLM, resourceProfile: cpu:1 }
`);
    expect(summaries(catalog)).toEqual([
      'chat/chat | vllm | Qwen/Qwen2.5-7B-Instruct | 1 × L4 | 1–∞',
    ]);
  });
});
