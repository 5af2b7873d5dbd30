import { describe, expect, it } from 'vitest';
import { changeOf, named, summaries } from '../../../support/deployments.ts';
import { reading, writtenAs } from '../../../support/reading.ts';

const ray = `apiVersion: ray.io/v1
kind: RayService
metadata: { name: chat }
spec:
  serveConfigV2: |
    applications:
      - name: llm
        import_path: ray.serve.llm:build_openai_app
        args:
          llm_configs:
            - model_loading_config:
                model_id: qwen
                model_source: Qwen/Qwen2.5-7B-Instruct
              engine_kwargs:
                tensor_parallel_size: 2 # one worker
                max_model_len: 8192
  rayClusterConfig:
    enableInTreeAutoscaling: true
    headGroupSpec:
      template:
        spec:
          containers:
            - name: head
              image: rayproject/ray-llm:2.46.0
              resources: { limits: { cpu: "4", memory: 16Gi } }
    workerGroupSpecs:
      - groupName: gpus
        replicas: 1
        minReplicas: 1
        maxReplicas: 4
        template:
          spec:
            nodeSelector: { cloud.google.com/gke-accelerator: nvidia-l4 }
            containers:
              - name: worker
                image: rayproject/ray-llm:2.46.0
                resources: { limits: { nvidia.com/gpu: 2 } }
`;

describe('a RayService', () => {
  it('costs what its head and its workers do', () => {
    expect(summaries(ray)).toEqual([
      'chat/head | no engine | no model | processor | 1–1',
      'chat/gpus | vllm | Qwen/Qwen2.5-7B-Instruct | 2 × L4 | 1–4',
    ]);
  });

  it('places what the embedded config says in the file', () => {
    const { settings, model } = named(ray, 'chat/gpus').deployment;
    expect(settings.maxModelLength?.value).toBe(8192);
    expect(writtenAs(ray, settings.tensorParallel)).toBe('2');
    expect(writtenAs(ray, model.id)).toBe('Qwen/Qwen2.5-7B-Instruct');
  });

  it('is changed inside the embedded config, and in the worker group', () => {
    const fp8 = { kind: 'set-engine-setting', setting: 'kvCacheDataType', value: 'fp8' } as const;
    expect(changeOf(ray, 'chat/gpus', fp8)).toEqual(['+kv_cache_dtype: fp8']);
    const after = { kind: 'set-engine-setting', setting: 'maxModelLength', value: null } as const;
    expect(changeOf(ray, 'chat/gpus', after)).toEqual(['-max_model_len: 8192']);
    expect(changeOf(ray, 'chat/gpus', { kind: 'set-replicas', min: 0 })).toEqual([
      '-minReplicas: 1',
      '+minReplicas: 0',
    ]);
  });

  it('counts the written number where the autoscaler is off', () => {
    const fixed = ray
      .replace('    enableInTreeAutoscaling: true\n', '')
      .replace('replicas: 1', 'replicas: 2');
    expect(summaries(fixed)[1]).toContain('2–2');
  });

  it('leaves a quoted config alone', () => {
    const quoted = `apiVersion: ray.io/v1
kind: RayService
metadata: { name: chat }
spec:
  serveConfigV2: "applications:\\n- name: llm\\n  import_path: vllm_app:model\\n  runtime_env: {env_vars: {MODEL_ID: Qwen/Qwen2.5-7B-Instruct}}\\n"
  rayClusterConfig:
    workerGroupSpecs:
      - groupName: gpus
        replicas: 1
        template: { spec: { containers: [{ name: w, image: r, resources: { limits: { nvidia.com/gpu: 1 } } }] } }
`;
    expect(summaries(quoted)).toEqual([
      'chat/gpus | vllm | Qwen/Qwen2.5-7B-Instruct | 1 × nvidia.com/gpu | 1–1',
    ]);
    const other = { kind: 'set-model', id: 'Qwen/Qwen2.5-7B-Instruct-AWQ' } as const;
    expect(changeOf(quoted, 'chat/gpus', other)[0]).toContain('quoted text');
  });

  it('adds workers as the application adds replicas, where each worker holds one', () => {
    const aimed = ray.replace(
      'engine_kwargs:',
      'deployment_config: {autoscaling_config: {min_replicas: 1, max_replicas: 4, target_ongoing_requests: 24}}\n              engine_kwargs:',
    );
    expect(named(aimed, 'chat/gpus').deployment.replicas).toMatchObject({
      max: { value: 4 },
      autoscaler: { metric: 'ongoing requests', target: { value: 24 } },
    });
    const two = aimed.replace('tensor_parallel_size: 2', 'tensor_parallel_size: 1');
    expect(named(two, 'chat/gpus').deployment.replicas.autoscaler?.target).toBeNull();
    expect(named(ray, 'chat/gpus').deployment.replicas.autoscaler?.target).toBeNull();
  });

  it('takes the pods that one engine spans for one replica', () => {
    const wide = ray
      .replace(
        'tensor_parallel_size: 2 # one worker',
        'tensor_parallel_size: 2\n                pipeline_parallel_size: 2',
      )
      .replace('minReplicas: 1', 'minReplicas: 2');
    const { deployment } = named(wide, 'chat/gpus');
    expect([deployment.replicas.min.value, deployment.replicas.max?.value]).toEqual([1, 2]);
    expect(deployment.accelerator?.count.value).toBe(4);
    expect(changeOf(wide, 'chat/gpus', { kind: 'set-replicas', min: 1 })[0]).toContain('spans');
  });

  it('is no Ray cluster of other use', () => {
    expect(reading(ray.replace('kind: RayService', 'kind: RayCluster')).deployments).toEqual([]);
  });
});

describe('a SeldonDeployment', () => {
  const text = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: { name: fraud }
spec:
  predictors:
    - name: main
      traffic: 90
      replicas: 3
      graph: { name: classifier, implementation: TRITON_SERVER, modelUri: gs://models/fraud }
      componentSpecs:
        - spec:
            containers:
              - name: classifier
                resources: { limits: { nvidia.com/gpu: 1 } }
    - name: canary
      traffic: 10
      graph: { name: classifier, implementation: SKLEARN_SERVER, modelUri: gs://models/fraud-2 }
      componentSpecs:
        - hpaSpec: { minReplicas: 1, maxReplicas: 4 }
          spec: { containers: [{ name: classifier }] }
`;

  it('is one deployment for each predictor, with its share of the traffic', () => {
    expect(summaries(text)).toEqual([
      'fraud/main | triton | no model | 1 × nvidia.com/gpu | 3–3',
      'fraud/canary | mlserver | no model | processor | 1–4',
    ]);
    const { deployment } = named(text, 'fraud/main');
    expect(deployment.trafficShare?.value).toBe(0.9);
    expect(deployment.model.location?.value).toBe('gs://models/fraud');
  });

  it('is scaled in its predictor or its autoscaler', () => {
    expect(changeOf(text, 'fraud/main', { kind: 'set-replicas', min: 2, max: 2 })).toEqual([
      '-replicas: 3',
      '+replicas: 2',
    ]);
    expect(changeOf(text, 'fraud/canary', { kind: 'set-replicas', max: 2 })[1]).toContain(
      'maxReplicas: 2',
    );
  });
});

describe('Seldon Core 2', () => {
  it('costs what its servers do', () => {
    const text = `apiVersion: mlops.seldon.io/v1alpha1
kind: Server
metadata: { name: triton-gpu }
spec:
  serverConfig: triton
  replicas: 2
  podSpec:
    containers: [{ name: triton, resources: { limits: { nvidia.com/gpu: 1 } } }]
---
apiVersion: mlops.seldon.io/v1alpha1
kind: Model
metadata: { name: fraud }
spec: { storageUri: gs://models/fraud, server: triton-gpu }
`;
    expect(summaries(text)).toEqual(['triton-gpu | triton | no model | 1 × nvidia.com/gpu | 2–2']);
    expect(named(text, 'triton-gpu').deployment.model.location?.value).toBe('gs://models/fraud');
    expect(reading(text).skipped[0]?.reason).toContain('Server');
  });
});

describe('an endpoint of HyperPod', () => {
  const text = `apiVersion: inference.sagemaker.aws.amazon.com/v1
kind: InferenceEndpointConfig
metadata: { name: chat }
spec:
  modelName: chat
  instanceType: ml.g5.24xlarge
  replicas: 2
  modelSourceConfig:
    modelSourceType: huggingface
    huggingFaceModel: { modelId: Qwen/Qwen2.5-32B-Instruct }
  worker:
    image: vllm/vllm-openai:v0.10.2
    args: ["--model", "Qwen/Qwen2.5-32B-Instruct"]
    environmentVariables:
      - name: VLLM_USE_V1
        value: "1"
`;

  it('gets whole instances of SageMaker', () => {
    expect(summaries(text)).toEqual(['chat | vllm | Qwen/Qwen2.5-32B-Instruct | 4 × A10G | 2–2']);
    expect(named(text, 'chat').deployment.supply).toMatchObject({
      kind: 'managed',
      platform: 'aws-sagemaker',
      instanceType: { value: 'ml.g5.24xlarge' },
    });
  });

  it('goes by the name that it serves where a folder of a bucket does not tell', () => {
    const stored = text
      .replace('huggingFaceModel: { modelId: Qwen/Qwen2.5-32B-Instruct }', 'modelLocation: chat-v3')
      .replace(
        '["--model", "Qwen/Qwen2.5-32B-Instruct"]',
        '["--model", "/opt/ml/model", "--served-model-name", "Qwen/Qwen2.5-32B-Instruct"]',
      );
    const { model } = named(stored, 'chat').deployment;
    expect(model.id?.value).toBe('Qwen/Qwen2.5-32B-Instruct');
    expect(model.location?.value).toBe('s3://chat-v3');
  });

  it('is changed in its worker and its replicas, not in its machine', () => {
    expect(changeOf(text, 'chat', { kind: 'set-replicas', min: 1, max: 1 })).toEqual([
      '-replicas: 2',
      '+replicas: 1',
    ]);
    expect(changeOf(text, 'chat', { kind: 'set-accelerator-count', count: 2 })[0]).toContain(
      'instance type',
    );
    expect(changeOf(text, 'chat', { kind: 'use-spot', provider: 'aws' })[0]).toContain(
      'instance groups',
    );
  });
});

describe('SageMaker objects of ACK', () => {
  it('are priced by variant, joined with the model and the scalable target', () => {
    const text = `apiVersion: sagemaker.services.k8s.aws/v1alpha1
kind: EndpointConfig
metadata: { name: chat }
spec:
  productionVariants:
    - variantName: main
      modelName: chat-model
      instanceType: ml.g5.2xlarge
      initialInstanceCount: 1
    - variantName: small
      modelName: chat-model
      serverlessConfig: { memorySizeInMB: 4096, maxConcurrency: 10 }
---
apiVersion: sagemaker.services.k8s.aws/v1alpha1
kind: Model
metadata: { name: chat-model }
spec:
  modelName: chat-model
  primaryContainer:
    image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/huggingface-pytorch-tgi-inference:2.4.0-tgi3.0.1-gpu
    environment:
      HF_MODEL_ID: mistralai/Mistral-7B-Instruct-v0.3
---
apiVersion: applicationautoscaling.services.k8s.aws/v1alpha1
kind: ScalableTarget
metadata: { name: chat }
spec: { minCapacity: 1, maxCapacity: 5, resourceID: endpoint/chat/variant/main }
`;
    expect(summaries(text)).toEqual([
      'chat/main | tgi | mistralai/Mistral-7B-Instruct-v0.3 | 1 × A10G | 1–5',
      'chat/small | tgi | mistralai/Mistral-7B-Instruct-v0.3 | processor | 1–1',
    ]);
    expect(named(text, 'chat/main').deployment.supply.kind).toBe('managed');
    expect(named(text, 'chat/small').deployment.supply).toMatchObject({
      kind: 'serverless',
      concurrency: { value: 10 },
    });
  });
});
