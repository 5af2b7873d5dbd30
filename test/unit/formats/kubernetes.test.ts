import { describe, expect, it } from 'vitest';
import { script, tgi, vllm } from '../../support/formatTexts.ts';
import { deploymentOf, reading, vllmDeployment, writtenAs } from '../../support/reading.ts';

describe('a Deployment with vLLM', () => {
  const read = deploymentOf(vllm);

  it('names engine, version, model and settings, each where it is written', () => {
    expect(read.engine?.value).toBe('vllm');
    expect(read.engineVersion?.value).toBe('0.10.2');
    expect(read.model.id?.value).toBe('meta-llama/Llama-3.1-8B-Instruct');
    expect(writtenAs(vllm, read.model.id)).toBe('meta-llama/Llama-3.1-8B-Instruct');
    expect(read.settings.maxModelLength?.value).toBe(8192);
    expect(writtenAs(vllm, read.settings.maxModelLength)).toBe('8192');
    expect(writtenAs(vllm, read.settings.memoryFraction)).toBe('0.9');
    expect(read.settings.enforceEager?.value).toBe(true);
    expect(writtenAs(vllm, read.settings.enforceEager)).toBe('--enforce-eager');
    expect(read.settings.tensorParallel).toBeUndefined();
  });

  it('knows what it runs on and how often', () => {
    expect(read.accelerator?.product?.value).toBe('L4');
    expect(writtenAs(vllm, read.accelerator?.product)).toBe('nvidia-l4');
    expect(read.accelerator?.confidence).toBe('stated');
    expect(read.accelerator?.count.value).toBe(1);
    expect(read.cpuCores?.value).toBe(4);
    expect(read.memoryGiB?.value).toBe(24);
    expect(read.placement.provider?.value).toBe('gcp');
    expect(read.placement.purchase).toBeNull();
    expect(read.replicas.min.value).toBe(2);
    expect(read.replicas.max?.value).toBe(2);
    expect(read.replicas.autoscaler).toBeNull();
  });

  it('belongs to a team and an environment', () => {
    expect(read.team?.value).toBe('support');
    expect(read.environment?.value).toBe('prod');
    expect(read.id).toBe('file:///repository/app.yaml#Deployment/ml-prod/chat');
    expect(vllm.slice(read.nameSpan.start, read.nameSpan.end)).toBe('chat');
    expect(read.notes).toEqual([]);
    expect(read.broken).toBe(false);
  });
});

it('reads the command that starts the engine out of a script, not what only mentions it', () => {
  const read = deploymentOf(script);
  expect(read.engine?.value).toBe('sglang');
  expect(read.model.id?.value).toBe('Qwen/Qwen2.5-Coder-32B-Instruct');
  expect(read.settings.tensorParallel?.value).toBe(2);
  expect(writtenAs(script, read.settings.maxModelLength)).toBe('16384');
  expect(read.accelerator?.count.value).toBe(2);
  expect(read.accelerator?.product).toBeNull();
});

it('reads engines that are set by variables', () => {
  const read = deploymentOf(tgi);
  expect(read.engine?.value).toBe('tgi');
  expect(read.settings.tensorParallel?.value).toBe(2);
  expect(writtenAs(tgi, read.settings.tensorParallel)).toBe("'2'");
  expect(read.settings.maxModelLength?.value).toBe(8192);
});

describe('variables', () => {
  const args = (value: string): string =>
    vllmDeployment().replace(
      '"Qwen/Qwen2.5-7B-Instruct"]',
      `"$(MODEL)"]\n          env:\n            - name: MODEL\n${value}`,
    );
  const reference = `              valueFrom: { configMapKeyRef: { name: settings, key: model } }`;
  const configMap = `---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data:
  model: Qwen/Qwen3-8B
`;

  it('are followed into a ConfigMap of the same files', () => {
    const texts = { 'app.yaml': args(reference), 'settings.yaml': configMap };
    const { model } = deploymentOf(texts);
    expect(model.id?.value).toBe('Qwen/Qwen3-8B');
    expect(writtenAs(texts, model.id)).toBe('Qwen/Qwen3-8B');
  });

  it('that are not in the files leave the model open, and say so', () => {
    const { model, notes } = deploymentOf(args(reference));
    expect(model.id).toBeNull();
    expect(notes.map(({ code }) => code)).toEqual(['unresolved-reference']);
    expect(notes[0]?.message).toContain('MODEL');
  });

  it('with a template in them are not guessed', () => {
    const { model, notes } = deploymentOf(args(`              value: "{{ .Values.model }}"`));
    expect(model.id).toBeNull();
    expect(notes).toHaveLength(1);
  });
});

describe('engines', () => {
  const container = (lines: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: server }\nspec:\n  containers:\n    - name: main\n${lines
      .trim()
      .split('\n')
      .map((line) => `      ${line}`)
      .join('\n')}\n`;

  it.each([
    ['vllm', 'image: registry.example/team/vllm-openai:1\nargs: [--model, a/b]'],
    ['vllm', 'image: ubuntu:22.04\ncommand: [bash, -c, "pip install vllm && exec vllm serve a/b"]'],
    ['tgi', 'image: ghcr.io/huggingface/text-generation-inference:3.3.4\nargs: [--model-id, a/b]'],
    ['sglang', 'image: lmsysorg/sglang:latest\ncommand: [python3, -m, sglang.launch_server]'],
    [
      'tensorrt-llm',
      'image: nvcr.io/nvidia/tensorrt-llm/release:1.0\ncommand: [trtllm-serve, a/b]',
    ],
    ['triton', 'image: nvcr.io/nvidia/tritonserver:24.05-vllm-python-py3'],
    ['ollama', 'image: ollama/ollama:0.11.4'],
    [
      'ollama',
      'image: our/llm:1\nports: [{containerPort: 11434}]\nenv: [{name: OLLAMA_HOST, value: x}]',
    ],
    ['llama-cpp', 'image: ghcr.io/ggml-org/llama.cpp:server-cuda'],
    ['tei', 'image: ghcr.io/huggingface/text-embeddings-inference:89-1.8'],
    ['torchserve', 'image: pytorch/torchserve:0.12.0-gpu'],
    ['tensorflow-serving', 'image: tensorflow/serving:2.19.1'],
    ['nim', 'image: nvcr.io/nim/meta/llama-3.1-8b-instruct:1.8.4'],
    ['jetstream', 'image: gcr.io/images/jetstream-maxengine-server:v0.2.2'],
    ['openvino', 'image: openvino/model_server:2025.2'],
    ['mlserver', 'image: docker.io/seldonio/mlserver:1.6.0'],
  ])('%s is recognised in %s', (engine, lines) => {
    expect(deploymentOf(container(lines)).engine?.value).toBe(engine);
  });

  it.each([
    ['a client in the SDK image', 'image: nvcr.io/nvidia/tritonserver:24.06-py3-sdk'],
    ['a router', 'image: lmcache/vllm-router:latest'],
    ['a pod that sleeps', 'image: vllm/vllm-openai:v0.10.2\ncommand: [sleep, infinity]'],
    ['a benchmark', 'image: vllm/vllm-openai:v0.10.2\ncommand: [vllm, bench, serve]'],
    [
      'a backend that calls a server',
      'image: our/chat-backend:1\nenv: [{name: OLLAMA_HOST, value: x}]',
    ],
    ['a loader', 'image: ollama/ollama\ncommand: [sh, -c, "ollama pull llama3"]'],
    [
      'a notebook with a GPU',
      'image: jupyter/base\nports: [{containerPort: 8888}]\nresources: {limits: {nvidia.com/gpu: 1}}',
    ],
    [
      'a page in front of a server',
      'image: quay.io/ours/gradio-rag-vllm:1\nports: [{containerPort: 7860}]',
    ],
    ['a stand-in for tests', 'image: aibrix/vllm-mock:nightly\nports: [{containerPort: 8000}]'],
    [
      'a router of prompts',
      'image: ghcr.io/vllm-project/semantic-router/extproc:latest\nports: [{containerPort: 50051}]',
    ],
    [
      'an exporter',
      'image: nvcr.io/nvidia/k8s/dcgm-exporter:3\nports: [{containerPort: 9400}]\nresources: {limits: {nvidia.com/gpu: 1}}',
    ],
  ])('%s is none', (_what, lines) => {
    expect(reading(container(lines)).deployments).toEqual([]);
  });

  it('takes a server with a GPU and a port for a deployment, whatever it runs', () => {
    const read = deploymentOf(
      container(
        'image: our/model:1\nports: [{containerPort: 80}]\nresources: {limits: {nvidia.com/gpu: 1}}',
      ),
    );
    expect(read.engine).toBeNull();
    expect(read.accelerator?.count.value).toBe(1);
  });

  it('finds the model that Ollama loads in a hook', () => {
    const read = deploymentOf(
      container(
        'image: ollama/ollama\nlifecycle: {postStart: {exec: {command: [sh, -c, "ollama pull llama3.1:8b"]}}}',
      ),
    );
    expect(read.model.id?.value).toBe('llama3.1:8b');
  });

  it('takes the image of a NIM for the model', () => {
    const read = deploymentOf(container('image: nvcr.io/nim/meta/llama-3.1-8b-instruct:1.8.4'));
    expect(read.model.id?.value).toBe('meta/llama-3.1-8b-instruct');
  });

  it("divides llama.cpp's context among its slots", () => {
    const read = deploymentOf(
      container(
        'image: ghcr.io/ggml-org/llama.cpp:server-cuda\nargs: [-hf, a/b, -c, 16384, -np, 4]',
      ),
    );
    expect(read.settings.maxModelLength?.value).toBe(4096);
    expect(read.settings.maxSequences?.value).toBe(4);
  });

  it('takes the file of a URL for the model of llama.cpp', () => {
    const url = 'https://huggingface.co/a/b-GGUF/resolve/main/Llama-3.1-8B-Instruct-Q4_K_M.gguf';
    const read = deploymentOf(
      container(`image: ghcr.io/ggml-org/llama.cpp:server\nargs: ["--model-url ${url} --port 80"]`),
    );
    expect(read.model.id?.value).toBe('Llama-3.1-8B-Instruct-Q4_K_M.gguf');
  });

  it('takes the name it serves where that of the weights is not in the files', () => {
    const served = (name: string) =>
      deploymentOf(
        container(
          `image: vllm/vllm-openai\nargs: [--model=gs://$(BUCKET)/$(NAME), --served-model-name=${name}]\nenv: [{name: NAME, value: Qwen/Qwen3-8B}]`,
        ),
      ).model.id?.value;
    expect(served('$(NAME)')).toBe('Qwen/Qwen3-8B');
    expect(served('qwen3-8b')).toBe('qwen3-8b');
    expect(served('$(BUCKET)')).toBeUndefined();
    expect(served('our-model')).toBeUndefined();
  });

  it('leaves a path to be the place of the weights', () => {
    const read = deploymentOf(container('image: vllm/vllm-openai\nargs: [--model, /models/mine]'));
    expect(read.model.id).toBeNull();
    expect(read.model.location?.value).toBe('/models/mine');
  });
});

it('counts the pods of a multi-node engine as one replica', () => {
  const text = script.replace('replicas: 1', 'replicas: 4').replace('--tp 2', '--tp 4 --nnodes 2');
  const read = deploymentOf(text);
  expect(read.podsPerReplica.value).toBe(2);
  expect(read.replicas.min.value).toBe(2);
  expect(read.accelerator?.count.value).toBe(4);
});

it('reads a Knative Service by its annotations', () => {
  const read = deploymentOf(`apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: chat }
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/minScale: "0"
        autoscaling.knative.dev/max-scale: "5"
    spec:
      containerConcurrency: 16
      containers:
        - image: vllm/vllm-openai
          args: [--model, a/b]
`);
  expect(read.kind).toBe('Service');
  expect(read.replicas.min.value).toBe(0);
  expect(read.replicas.max?.value).toBe(5);
  expect(read.replicas.autoscaler).toMatchObject({ kind: 'knative', metric: 'concurrency' });
  expect(read.replicas.autoscaler?.target?.value).toBe(16);
});

it('says that the number of pods of a DaemonSet is not known', () => {
  const read = deploymentOf(vllmDeployment().replace('kind: Deployment', 'kind: DaemonSet'));
  expect(read.replicas.min.origin.kind).toBe('default');
  expect(read.notes.map(({ code }) => code)).toEqual(['unsupported']);
});

it('reads the objects of a List, and gives twins ids of their own', () => {
  const item = vllmDeployment().trim().split('\n').join('\n    ');
  const { deployments } = reading(`apiVersion: v1\nkind: List\nitems:\n  - ${item}\n  - ${item}\n`);
  const ids = deployments.map(({ deployment }) => deployment.id);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(2);
});

it('takes disks from claims and from claim templates', () => {
  const claim = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: cache }
spec: { storageClassName: premium-rwo, resources: { requests: { storage: 100Gi } } }
`;
  const mount = 'volumes: [{ name: cache, persistentVolumeClaim: { claimName: cache } }]';
  const { volumes } = deploymentOf({ 'app.yaml': vllmDeployment(mount), 'pvc.yaml': claim });
  expect(volumes).toMatchObject([
    { name: 'cache', storageClass: 'premium-rwo', shared: true, sizeGiB: { value: 100 } },
  ]);
  const stateful = `volumeClaimTemplates:
- metadata: { name: data }
  spec: { resources: { requests: { storage: 0.5Ti } } }
`;
  const own = deploymentOf(vllmDeployment('', stateful).replace('Deployment', 'StatefulSet'));
  expect(own.volumes).toMatchObject([{ name: 'data', shared: false, sizeGiB: { value: 512 } }]);
});

describe('templates', () => {
  it('are declined when they fill in what it costs', () => {
    const text = vllmDeployment('', 'replicas: {{ .Values.replicas }}');
    const { deployments, skipped } = reading(text);
    expect(deployments).toEqual([]);
    expect(skipped[0]?.reason).toContain('the replicas');
  });

  it('are read when they only name things', () => {
    const text = vllmDeployment().replace('name: chat', 'name: {{ .Release.Name }}-chat');
    const read = deploymentOf(text);
    expect(read.name).toBe('{{ .Release.Name }}-chat');
    expect(read.accelerator?.count.value).toBe(1);
  });

  it('with the variables of envsubst are declined alike', () => {
    const text = vllmDeployment().replace('nvidia.com/gpu: 1', 'nvidia.com/gpu: ${GPUS}');
    expect(reading(text).skipped[0]?.reason).toContain('the resources');
  });
});

it('reads on after a mistake, and says that the object is broken', () => {
  const read = deploymentOf(`${vllm.split('---')[0] ?? ''}  oops: [`);
  expect(read.broken).toBe(true);
  expect(read.model.id?.value).toBe('meta-llama/Llama-3.1-8B-Instruct');
});

it('says that a patch has no base', () => {
  const { deployments, skipped } = reading(`apiVersion: apps/v1
kind: Deployment
metadata: { name: chat }
spec:
  template:
    spec:
      containers:
        - name: server
          command: [vllm, serve, Qwen/Qwen3-8B]
`);
  expect(deployments).toEqual([]);
  expect(skipped).toHaveLength(1);
});
