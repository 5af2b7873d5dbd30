import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/core/model/change.ts';
import {
  changed,
  deploymentOf,
  difference,
  only,
  reading,
  writtenAs,
} from '../../support/reading.ts';

const refused = (text: string | Readonly<Record<string, string>>, change: Change): boolean =>
  'refused' in only(text).propose([change]);

describe('Azure ML', () => {
  const managed = `$schema: https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json
name: blue
endpoint_name: chat
model: azureml://registries/azureml-meta/models/Meta-Llama-3.1-8B-Instruct/versions/1
environment:
  image: acme.azurecr.io/vllm/vllm-openai:v0.10.2
environment_variables:
  MODEL_NAME: Qwen/Qwen2.5-7B-Instruct
  VLLM_ARGS: --max-model-len 8192 --max-num-seqs 64
instance_type: Standard_NC24ads_A100_v4 # one A100
instance_count: 3
request_settings:
  max_concurrent_requests_per_instance: 100
`;

  it('reads managed deployments', () => {
    const read = deploymentOf(managed);
    expect(read.supply).toMatchObject({ kind: 'managed', platform: 'azure-ml' });
    expect(read.accelerator?.product?.value).toBe('A100-PCIe-80');
    expect(read.accelerator?.count.value).toBe(1);
    expect(read.replicas.min.value).toBe(3);
    expect(read.engine?.value).toBe('vllm');
    expect(read.settings.maxModelLength?.value).toBe(8192);
    expect(read.settings.maxSequences?.value).toBe(64);
    expect(read.model.id?.value).toBe('Qwen/Qwen2.5-7B-Instruct');
    expect(read.placement.provider?.value).toBe('azure');
  });

  it('names registered models and joins the traffic of the endpoint', () => {
    const text = managed.replace(/environment:[\s\S]*?instance_type/, 'instance_type');
    const read = deploymentOf({
      'deployment.yml': text,
      'endpoint.yml':
        '$schema: https://azuremlschemas.azureedge.net/latest/managedOnlineEndpoint.schema.json\nname: chat\ntraffic:\n  blue: 20\n  green: 80\n',
    });
    expect(read.model.id?.value).toBe('Meta-Llama-3.1-8B-Instruct');
    expect(read.trafficShare?.value).toBe(0.2);
  });

  it('is changed in place', () => {
    expect(difference(managed, { kind: 'set-replicas', min: 1, max: 1 })).toEqual([
      '-instance_count: 3',
      '+instance_count: 1',
    ]);
    expect(difference(managed, { kind: 'set-accelerator-count', count: 2 })).toContain(
      '+instance_type: Standard_NC48ads_A100_v4 # one A100',
    );
    expect(refused(managed, { kind: 'use-spot', provider: 'azure' })).toBe(true);
  });

  it('reads Kubernetes deployments with scale settings and GPU limits', () => {
    const read =
      deploymentOf(`$schema: https://azuremlschemas.azureedge.net/latest/kubernetesOnlineDeployment.schema.json
name: green
type: kubernetes
endpoint_name: chat
instance_type: gpu
resources:
  limits: {nvidia.com/gpu: 2}
  requests: {cpu: "4", memory: 16Gi}
scale_settings: {type: target_utilization, min_instances: 1, max_instances: 5, target_utilization_percentage: 60}
`);
    expect(read.supply.kind).toBe('replicas');
    expect(read.accelerator?.count.value).toBe(2);
    expect(read.memoryGiB?.value).toBe(16);
    expect([read.replicas.min.value, read.replicas.max?.value]).toEqual([1, 5]);
  });

  it('is silent about batch deployments, endpoints and jobs', () => {
    const batch = managed.replace('managedOnlineDeployment', 'batchDeployment');
    expect(reading(batch)).toMatchObject({ deployments: [], skipped: [] });
    expect(
      reading('type: command\ninstance_type: x\nresources: {instance_count: 1}\n').formats,
    ).toEqual([]);
  });
});

describe('SkyPilot', () => {
  const service = `# chat
envs:
  MODEL: Qwen/Qwen2.5-72B-Instruct
resources:
  infra: gcp/us-central1
  accelerators: A100-80GB:4
service:
  readiness_probe: /v1/models
  replica_policy:
    min_replicas: 1
    max_replicas: 4
    target_qps_per_replica: 2
setup: pip install vllm==0.8.5
run: |
  vllm serve $MODEL \\
    --tensor-parallel-size $SKYPILOT_NUM_GPUS_PER_NODE \\
    --max-model-len 16384
`;

  it('reads services', () => {
    const read = deploymentOf({ 'chat.yaml': service });
    expect(read.name).toBe('chat');
    expect(read.engineVersion?.value).toBe('0.8.5');
    expect(read.model.id?.value).toBe('Qwen/Qwen2.5-72B-Instruct');
    expect(read.settings.tensorParallel?.value).toBe(4);
    expect(read.accelerator?.product?.value).toBe('A100-SXM-80');
    expect(read.accelerator?.count.value).toBe(4);
    expect(read.placement.provider?.value).toBe('gcp');
    expect(read.placement.region?.value).toBe('us-central1');
    expect(read.placement.purchase).toBeNull();
    expect([read.replicas.min.value, read.replicas.max?.value]).toEqual([1, 4]);
    expect(read.replicas.autoscaler).toMatchObject({ metric: 'rps', target: { value: 2 } });
  });

  it('is changed in place', () => {
    expect(difference(service, { kind: 'use-spot', provider: 'gcp' })).toEqual(
      [
        '+use_spot: true',
        '+service:',
        '+readiness_probe: /v1/models',
        '+replica_policy:',
        '+min_replicas: 1',
        '+max_replicas: 4',
        '+target_qps_per_replica: 2',
        '+dynamic_ondemand_fallback: true',
      ].filter((line) => /use_spot|fallback/.test(line)),
    );
    expect(difference(service, { kind: 'set-accelerator-count', count: 8 })).toEqual([
      '-accelerators: A100-80GB:4',
      '+accelerators: A100-80GB:8',
    ]);
    expect(difference(service, { kind: 'set-model', id: 'Qwen/Qwen2.5-72B-Instruct-AWQ' })).toEqual(
      ['-MODEL: Qwen/Qwen2.5-72B-Instruct', '+MODEL: Qwen/Qwen2.5-72B-Instruct-AWQ'],
    );
    expect(difference(service, { kind: 'set-replicas', min: 0 })).toEqual([
      '-min_replicas: 1',
      '+min_replicas: 0',
    ]);
  });

  it.each([
    ['{A100-80GB: 4}', 'A100-SXM-80', 4],
    ['["H100:8"]', 'H100-SXM', 8],
    ['{T4, L4}', 'T4', 1],
    ['L4', 'L4', 1],
  ])('reads accelerators written as %s', (text, product, count) => {
    const { accelerator } = deploymentOf(service.replace('A100-80GB:4', text));
    expect(accelerator?.product?.value).toBe(product);
    expect(accelerator?.count.value).toBe(count);
  });

  it('takes the first of an ordered list and says that there were others', () => {
    const text = service.replace(
      'resources:\n  infra: gcp/us-central1\n  accelerators: A100-80GB:4',
      'resources:\n  ordered:\n    - {accelerators: "H100:4", use_spot: true}\n    - {accelerators: "A100-80GB:4"}',
    );
    const read = deploymentOf(text);
    expect(read.accelerator?.product?.value).toBe('H100-SXM');
    expect(read.accelerator?.confidence).toBe('inferred');
    expect(read.placement.purchase?.value).toBe('spot');
    expect(read.notes.map(({ code }) => code)).toContain('conflict');
  });

  it('counts the accelerators of all nodes', () => {
    const read = deploymentOf(service.replace('setup:', 'num_nodes: 2\nsetup:'));
    expect(read.podsPerReplica.value).toBe(2);
    expect(read.accelerator?.count.value).toBe(8);
  });

  it('is silent about tasks that serve nothing', () => {
    expect(
      reading('resources: {accelerators: "A100:8"}\nrun: torchrun train.py\n').formats,
    ).toEqual([]);
    expect(reading('resources: {cpus: 2}\nrun: python client.py --model x\n').formats).toEqual([]);
  });
});

describe('dstack', () => {
  const service = `type: service
name: llama
image: lmsysorg/sglang:v0.5.0
env:
  - MODEL=Qwen/Qwen2.5-7B-Instruct
commands:
  - python3 -m sglang.launch_server --model-path $MODEL --tp-size $DSTACK_GPUS_NUM --port 8000
port: 8000
resources:
  gpu: A100:80GB:2
  memory: 64GB..
replicas: 0..4
scaling: {metric: rps, target: 10}
spot_policy: auto
backends: [aws]
`;

  it('reads services', () => {
    const read = deploymentOf(service);
    expect(read.engine?.value).toBe('sglang');
    expect(read.model.id?.value).toBe('Qwen/Qwen2.5-7B-Instruct');
    expect(writtenAs(service, read.model.id)).toBe('Qwen/Qwen2.5-7B-Instruct');
    expect(read.settings.tensorParallel?.value).toBe(2);
    expect(read.accelerator?.product?.value).toBe('A100-SXM-80');
    expect(read.accelerator?.count.value).toBe(2);
    expect([read.replicas.min.value, read.replicas.max?.value]).toEqual([0, 4]);
    expect(read.placement.spotPermitted?.value).toBe(true);
    expect(read.placement.purchase).toBeNull();
    expect(read.placement.provider?.value).toBe('aws');
    expect(read.memoryGiB?.value).toBe(64);
  });

  it.each([
    ['H100:8', 'H100-SXM', 8],
    ['24GB', null, 1],
    ['2', null, 2],
    ['MI300X', 'MI300X', 1],
    ['nvidia:L4:1..2', 'L4', 1],
    ['v5litepod-8', 'TPU-v5e', 8],
    ['{name: H200, count: 4}', 'H200-SXM', 4],
    ['{memory: 40GB.., count: 2}', null, 2],
  ])('reads gpu: %s', (text, product, count) => {
    const { accelerator } = deploymentOf(service.replace('A100:80GB:2', text));
    expect(accelerator?.product?.value ?? null).toBe(product);
    expect(accelerator?.count.value).toBe(count);
  });

  it('is changed in place', () => {
    expect(difference(service, { kind: 'use-spot', provider: 'aws' })).toEqual([
      '-spot_policy: auto',
      '+spot_policy: spot',
    ]);
    expect(difference(service, { kind: 'set-accelerator-count', count: 4 })).toEqual([
      '-gpu: A100:80GB:2',
      '+gpu: A100:80GB:4',
    ]);
    expect(difference(service, { kind: 'set-model', id: 'Qwen/Qwen2.5-14B-Instruct' })).toEqual([
      '-- MODEL=Qwen/Qwen2.5-7B-Instruct',
      '+- MODEL=Qwen/Qwen2.5-14B-Instruct',
    ]);
  });

  it('is silent about other types and services without a model', () => {
    expect(reading(service.replace('type: service', 'type: task')).formats).toEqual([]);
    expect(
      reading('type: service\ncommands: [python3 -m http.server]\nport: 8000\n').formats,
    ).toEqual([]);
  });
});

describe('serverless platforms', () => {
  it('reads Cerebrium, and writes into its TOML', () => {
    const texts = {
      'cerebrium.toml': `[cerebrium.deployment]
name = "chat"

[cerebrium.hardware]
compute = "HOPPER_H100" # fast
gpu_count = 2
cpu = 8
memory = 64.0

[cerebrium.scaling]
min_replicas = 1
max_replicas = 5
cooldown = 60
replica_concurrency = 16

[cerebrium.runtime.custom]
entrypoint = ["vllm", "serve", "Qwen/Qwen2.5-32B-Instruct", "--tensor-parallel-size", "2"]
`,
    };
    const read = deploymentOf(texts);
    expect(read.engine?.value).toBe('vllm');
    expect(read.model.id?.value).toBe('Qwen/Qwen2.5-32B-Instruct');
    expect(read.accelerator?.product?.value).toBe('H100-SXM');
    expect(read.accelerator?.count.value).toBe(2);
    expect(read.supply).toMatchObject({
      kind: 'serverless',
      platform: 'cerebrium',
      concurrency: { value: 16 },
      provisioned: { value: 1 },
      idleSeconds: { value: 60 },
    });
    const after = changed(texts, [{ kind: 'set-replicas', min: 0 }])['cerebrium.toml'] ?? '';
    expect(after).toContain('min_replicas = 0\n');
    const renamed = changed(texts, [
      { kind: 'name-accelerator', accelerator: 'L40S', provider: 'other' },
    ]);
    expect(renamed['cerebrium.toml']).toContain('compute = "ADA_L40" # fast');
  });

  it('reads RunPod Hub listings', () => {
    const text = JSON.stringify({
      title: 'vLLM',
      type: 'serverless',
      config: {
        runsOn: 'GPU',
        gpuIds: '-NVIDIA L4,ADA_48_PRO,AMPERE_48',
        gpuCount: 2,
        presets: [
          { name: 'a', defaults: { MODEL_NAME: 'Qwen/Qwen2.5-7B-Instruct', MAX_MODEL_LEN: 8192 } },
        ],
        env: [{ key: 'GPU_MEMORY_UTILIZATION', input: { default: '0.9' } }],
      },
    });
    const read = deploymentOf({ '.runpod/hub.json': text });
    expect(read.engine?.value).toBe('vllm');
    expect(read.model.id?.value).toBe('Qwen/Qwen2.5-7B-Instruct');
    expect(read.settings.maxModelLength?.value).toBe(8192);
    expect(read.settings.memoryFraction?.value).toBe(0.9);
    expect(read.accelerator?.product?.value).toBe('L40S');
    expect(read.accelerator?.count.value).toBe(2);
    expect(read.placement.purchase?.value).toBe('serverless');
    expect(read.placement.provider?.value).toBe('runpod');
  });

  it('reads Cog packages without guessing their hardware', () => {
    const read = deploymentOf({
      'sdxl/cog.yaml': 'build:\n  gpu: true\npredict: predict.py:Predictor\n',
    });
    expect(read.name).toBe('sdxl');
    expect(read.accelerator).toMatchObject({ product: null, count: { value: 1 } });
    expect(read.supply).toMatchObject({ kind: 'serverless', platform: 'replicate' });
    expect(reading({ 'cog.yaml': 'build:\n  target: x\n' }).formats).toEqual([]);
  });
});

describe('Databricks', () => {
  const bundle = `variables:
  catalog: {default: main}
resources:
  model_serving_endpoints:
    ranker:
      name: ranker
      config:
        served_entities:
          - name: a
            entity_name: \${var.catalog}.models.ranker
            workload_size: Medium
            workload_type: GPU_MEDIUM
            scale_to_zero_enabled: false
          - name: b
            external_model: {provider: openai, name: gpt-4o-mini}
        traffic_config:
          routes:
            - {served_model_name: a, traffic_percentage: 75}
            - {served_model_name: b, traffic_percentage: 25}
`;

  it('reads entities, variables and traffic', () => {
    const all = reading(bundle).deployments.map(({ deployment }) => deployment);
    expect(all.map(({ name }) => name)).toEqual(['ranker/a', 'ranker/b']);
    const [own, hosted] = all;
    expect(own?.model.id?.value).toBe('main.models.ranker');
    expect(own?.accelerator?.product?.value).toBe('A10G');
    expect(own?.supply).toMatchObject({ kind: 'serverless', concurrency: { value: 16 } });
    expect(own?.trafficShare?.value).toBe(0.75);
    expect(own?.replicas.min.value).toBe(1);
    expect(hosted?.supply).toMatchObject({ kind: 'api', provider: { value: 'openai' } });
  });

  it('lets an endpoint scale to zero', () => {
    const [own] = reading(bundle).deployments;
    const proposal = own?.propose([{ kind: 'set-replicas', min: 0 }]);
    expect(proposal && 'edits' in proposal && proposal.edits[0]?.edits).toMatchObject([
      { newText: 'true' },
    ]);
  });
});

describe('Vertex AI', () => {
  const endpoint = JSON.stringify(
    {
      name: 'projects/p/locations/europe-west4/endpoints/1',
      deployedModels: [
        {
          id: '7',
          displayName: 'chat',
          model: 'publishers/meta/models/llama3_1@llama-3.1-8b-instruct',
          dedicatedResources: {
            machineSpec: {
              machineType: 'g2-standard-24',
              acceleratorType: 'NVIDIA_L4',
              acceleratorCount: 2,
            },
            minReplicaCount: 1,
            maxReplicaCount: 3,
            spot: true,
          },
        },
      ],
    },
    null,
    2,
  );

  it('reads deployed models, in snake case too', () => {
    const read = deploymentOf({ 'endpoint.json': endpoint });
    expect(read.accelerator?.product?.value).toBe('L4');
    expect(read.accelerator?.count.value).toBe(2);
    expect(read.placement.region?.value).toBe('europe-west4');
    expect(read.placement.purchase?.value).toBe('spot');
    expect([read.replicas.min.value, read.replicas.max?.value]).toEqual([1, 3]);
    const snake = deploymentOf(`deployed_model:
  display_name: chat
  dedicated_resources:
    machine_spec: {machine_type: a2-highgpu-1g}
    min_replica_count: 2
`);
    expect(snake.accelerator?.product?.value).toBe('A100-SXM-40');
    expect(snake.replicas.min.value).toBe(2);
  });
});

it('reads Hugging Face Inference Endpoints', () => {
  const text = JSON.stringify({
    name: 'chat',
    compute: {
      accelerator: 'gpu',
      instanceType: 'nvidia-a10g',
      instanceSize: 'x4',
      scaling: { minReplica: 0, maxReplica: 2, scaleToZeroTimeout: 15 },
    },
    model: {
      repository: 'Qwen/Qwen2.5-32B-Instruct',
      task: 'text-generation',
      image: { tgi: { maxTotalTokens: 8192, env: { QUANTIZE: 'fp8' } } },
    },
    provider: { vendor: 'aws', region: 'us-east-1' },
  });
  const read = deploymentOf({ 'endpoint.json': text });
  expect(read.supply).toMatchObject({ kind: 'managed', platform: 'hf-endpoints' });
  expect(read.accelerator?.product?.value).toBe('A10G');
  expect(read.accelerator?.count.value).toBe(4);
  expect(read.engine?.value).toBe('tgi');
  expect(read.settings.maxModelLength?.value).toBe(8192);
  expect(read.settings.quantization?.value).toBe('fp8');
  expect(read.replicas.min.value).toBe(0);
  expect(read.placement.region?.value).toBe('us-east-1');
});

describe('Truss', () => {
  const build = `model_name: llama
resources:
  accelerator: H100:2
trt_llm:
  build:
    base_model: decoder
    checkpoint_repository: {source: HF, repo: meta-llama/Llama-3.1-70B-Instruct}
    tensor_parallel_count: 2
    max_seq_len: 16384
    quantization_type: fp8_kv
`;

  it('reads TensorRT-LLM builds and is changed there', () => {
    const read = deploymentOf({ 'config.yaml': build });
    expect(read.engine?.value).toBe('tensorrt-llm');
    expect(read.model.id?.value).toBe('meta-llama/Llama-3.1-70B-Instruct');
    expect(read.settings).toMatchObject({
      tensorParallel: { value: 2 },
      maxModelLength: { value: 16384 },
      quantization: { value: 'fp8_kv' },
    });
    expect(read.accelerator?.count.value).toBe(2);
    const after = changed({ 'config.yaml': build }, [{ kind: 'set-accelerator-count', count: 4 }]);
    expect(after['config.yaml']).toContain('accelerator: H100:4');
    expect(after['config.yaml']).toContain('tensor_parallel_count: 4');
  });

  it('reads servers of one’s own', () => {
    const read = deploymentOf({
      'config.yaml': `model_name: qwen
base_image: {image: vllm/vllm-openai:v0.10.2}
docker_server:
  start_command: sh -c "vllm serve Qwen/Qwen2.5-7B-Instruct --max-model-len 8192"
resources: {accelerator: L4, use_gpu: true}
`,
    });
    expect(read.engine?.value).toBe('vllm');
    expect(read.model.id?.value).toBe('Qwen/Qwen2.5-7B-Instruct');
    expect(read.settings.maxModelLength?.value).toBe(8192);
    expect(read.accelerator?.product?.value).toBe('L4');
  });

  it('is silent about other config files', () => {
    const other = 'model_name: bert\nresources:\n  epochs: 3\n';
    expect(reading({ 'config.yaml': other }).formats).toEqual([]);
  });
});

describe('BentoML', () => {
  it('reads deployments on BentoCloud', () => {
    const text = `name: chat
bento: llama:1
services:
  LLM:
    instance_type: gpu.l4.1
    scaling:
      min_replicas: 1
      max_replicas: 3
    config_overrides:
      traffic: {concurrency: 32}
`;
    const read = deploymentOf(text);
    expect(read.accelerator?.product?.value).toBe('L4');
    expect([read.replicas.min.value, read.replicas.max?.value]).toEqual([1, 3]);
    expect(difference(text, { kind: 'set-replicas', min: 0 })).toEqual([
      '-min_replicas: 1',
      '+min_replicas: 0',
    ]);
  });

  it('says of a bentofile what it does not hold', () => {
    const read = reading({ 'bentofile.yaml': 'service: "service:Chat"\ninclude: ["*.py"]\n' });
    expect(read.deployments).toEqual([]);
    expect(read.skipped).toHaveLength(1);
  });
});
