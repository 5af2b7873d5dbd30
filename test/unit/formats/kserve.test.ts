import { describe, expect, it } from 'vitest';
import { kserve } from '../../support/formatTexts.ts';
import { deploymentOf, reading, writtenAs } from '../../support/reading.ts';

const service = (
  predictor: string,
  annotations = '',
): string => `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: chat
  annotations: {${annotations}}
spec:
  predictor:
${predictor
  .trimEnd()
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
`;

const runtime = `apiVersion: serving.kserve.io/v1alpha1
kind: ServingRuntime
metadata: { name: vllm-cuda }
spec:
  nodeSelector: { nvidia.com/gpu.product: NVIDIA-L40S }
  supportedModelFormats: [{ name: vLLM, autoSelect: true }]
  containers:
    - name: kserve-container
      image: quay.io/modh/vllm:v0.9.1
      command: [python, -m, vllm.entrypoints.openai.api_server]
      args: [--port=8080, --model=/mnt/models, --max-model-len=4096]
      resources: { requests: { cpu: 2, memory: 8Gi } }
`;

describe('an InferenceService', () => {
  const read = deploymentOf(kserve);

  it('names its model by its storage, and its engine by its format', () => {
    expect(read.format).toBe('kserve');
    expect(read.engine?.value).toBe('kserve-huggingface');
    expect(writtenAs(kserve, read.engine)).toBe('huggingface');
    expect(read.model.id?.value).toBe('mistralai/Mistral-7B-Instruct-v0.3');
    expect(read.model.location).toBeNull();
    expect(read.settings.maxModelLength?.value).toBe(8192);
  });

  it('scales by its own fields', () => {
    expect(read.replicas.min.value).toBe(1);
    expect(read.replicas.max?.value).toBe(4);
    expect(read.replicas.autoscaler).toMatchObject({
      kind: 'kserve',
      metric: 'concurrency',
      target: { value: 8 },
    });
    expect(read.accelerator).toMatchObject({ product: { value: 'L4' }, count: { value: 1 } });
  });
});

it('takes what its runtime says, unless it says it itself', () => {
  const text = service(`model:
  modelFormat: { name: vLLM }
  runtime: vllm-cuda
  args: [--max-model-len=16384]
  storageUri: hf://Qwen/Qwen3-8B
  resources: { limits: { nvidia.com/gpu: 1 } }`);
  const texts = { 'isvc.yaml': text, 'runtime.yaml': runtime };
  const read = deploymentOf(texts);
  expect(read.engine?.value).toBe('vllm');
  expect(read.engineVersion?.value).toBe('0.9.1');
  expect(read.settings.maxModelLength?.value).toBe(16384);
  expect(read.model.id?.value).toBe('Qwen/Qwen3-8B');
  expect(read.cpuCores?.value).toBe(2);
  expect(read.accelerator).toMatchObject({ product: { value: 'L40S' }, count: { value: 1 } });
  expect(read.uris).toEqual(['file:///repository/isvc.yaml', 'file:///repository/runtime.yaml']);
  expect(read.notes).toEqual([]);
  expect(deploymentOf(text).notes.map(({ code }) => code)).toEqual(['unresolved-reference']);
});

it.each([
  ['sklearn', 'kserve-sklearn'],
  ['xgboost', 'kserve-xgboost'],
  ['tensorflow', 'tensorflow-serving'],
  ['pytorch', 'torchserve'],
  ['triton', 'triton'],
  ['huggingface', 'kserve-huggingface'],
])('the older key %s runs %s', (key, engine) => {
  const read = deploymentOf(service(`${key}:\n  storageUri: s3://models/fraud`));
  expect(read.engine?.value).toBe(engine);
  expect(read.model.location?.value).toBe('s3://models/fraud');
  expect(read.cpuCores).toMatchObject({ value: 1, origin: { kind: 'default' } });
  expect(read.memoryGiB).toMatchObject({ value: 2, origin: { kind: 'default' } });
  expect(read.accelerator).toBeNull();
});

describe('replicas', () => {
  const scaled = (fields: string, mode = ''): ReturnType<typeof deploymentOf> =>
    deploymentOf(
      service(
        `${fields}sklearn:\n  storageUri: s3://models/fraud`,
        mode === '' ? '' : `serving.kserve.io/deploymentMode: ${mode}`,
      ),
    );

  it('is one unless told otherwise', () => {
    const { replicas } = scaled('');
    expect([replicas.min.value, replicas.max?.value]).toEqual([1, 1]);
    expect(replicas.autoscaler).toBeNull();
  });

  it('of zero become one in Standard mode, and that is said', () => {
    const { replicas, notes } = scaled('minReplicas: 0\nmaxReplicas: 2\n', 'RawDeployment');
    expect(replicas.min.value).toBe(1);
    expect(notes.map(({ code }) => code)).toEqual(['conflict']);
  });

  it('of zero stay zero with Knative', () => {
    const { replicas, notes } = scaled('minReplicas: 0\nmaxReplicas: 2\n', 'Serverless');
    expect([replicas.min.value, replicas.max?.value]).toEqual([0, 2]);
    expect(notes).toEqual([]);
  });

  it('have no limit with Knative and no maximum', () => {
    expect(scaled('minReplicas: 1\n', 'Serverless').replicas.max).toBeNull();
  });
});

it('prices a canary with its share, and says that the revision before it is not in the file', () => {
  const read = deploymentOf(
    service('canaryTrafficPercent: 20\npytorch:\n  storageUri: gs://models/v2'),
  );
  expect(read.trafficShare?.value).toBeCloseTo(0.2);
  expect(read.notes).toHaveLength(1);
});

it('reads canaries and transformers as deployments of their own', () => {
  const text = `${service('sklearn:\n  storageUri: s3://models/v1')}  canary:
    - predictor: { name: next, sklearn: { storageUri: s3://models/v2 }, minReplicas: 2 }
      trafficPercent: 10
  transformer:
    containers: [{ name: kserve-container, image: our/transformer:1 }]
`;
  const read = reading(text).deployments.map(({ deployment }) => deployment);
  expect(read.map(({ name }) => name)).toEqual(['chat', 'chat/canary-next', 'chat/transformer']);
  expect(read[1]?.replicas.min.value).toBe(2);
  expect(read[1]?.trafficShare?.value).toBeCloseTo(0.1);
  expect(read[2]?.engine).toBeNull();
  expect(read[2]?.accelerator).toBeNull();
});

it('spreads a multi-node predictor over tensor × pipeline parallel accelerators', () => {
  const read = deploymentOf(
    service(`minReplicas: 2
model:
  modelFormat: { name: huggingface }
  storageUri: hf://meta-llama/Llama-3.1-405B-Instruct
workerSpec: { tensorParallelSize: 8, pipelineParallelSize: 2 }`),
  );
  expect(read.accelerator?.count.value).toBe(16);
  expect(read.podsPerReplica.value).toBe(2);
  expect(read.settings.pipelineParallel?.value).toBe(2);
  expect(read.replicas.min.value).toBe(1);
});

it('leaves runtimes and ModelMesh to those who use them', () => {
  expect(reading(runtime).skipped.map(({ reason }) => reason)).toEqual([
    'A template: it is priced where an InferenceService uses it.',
  ]);
  const mesh = service(
    'sklearn:\n  storageUri: s3://a',
    'serving.kserve.io/deploymentMode: ModelMesh',
  );
  expect(reading(mesh).deployments).toEqual([]);
  expect(reading(mesh).skipped).toHaveLength(1);
});

it('knows the model of a modelcar image by its tag', () => {
  const read = deploymentOf(
    service(
      'model:\n  modelFormat: { name: vLLM }\n  storageUri: oci://quay.io/cars/catalog:llama-3.1-8b-instruct',
    ),
  );
  expect(read.model.id?.value).toBe('llama-3.1-8b-instruct');
  expect(read.model.location?.value).toBe('oci://quay.io/cars/catalog:llama-3.1-8b-instruct');
});
