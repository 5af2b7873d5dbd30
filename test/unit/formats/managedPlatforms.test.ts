import { describe, expect, it } from 'vitest';
import { changed, deploymentOf, difference, reading } from '../../support/reading.ts';

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

  it('scales Cerebrium by a share of the concurrency, unless by another metric', () => {
    const app = (scaling: string): string =>
      `[cerebrium.hardware]\ncompute = "ADA_L4"\n[cerebrium.scaling]\nreplica_concurrency = 20\n${scaling}`;
    const target = (scaling: string) =>
      deploymentOf({ 'cerebrium.toml': app(scaling) }).replicas.autoscaler;
    expect(target('')?.target?.value).toBe(20);
    expect(target('scaling_target = 80\n')?.target?.value).toBe(16);
    expect(target('scaling_metric = "requests_per_second"\nscaling_target = 3\n')).toMatchObject({
      metric: 'requests_per_second',
      target: { value: 3 },
    });
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

  it('takes variables of the default target', () => {
    const text = bundle.replace(
      'variables:\n  catalog: {default: main}\n',
      'variables:\n  catalog: {description: where}\ntargets:\n  dev: {default: true, variables: {catalog: dev}}\n',
    );
    const [own] = reading(text).deployments;
    expect(own?.deployment.model.id?.value).toBe('dev.models.ranker');
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

  it('finds the model in variables, those of the service first', () => {
    const text = `bento: llama:1
envs:
  - {name: MODEL_ID, value: Qwen/Qwen2.5-7B-Instruct}
services:
  Small:
    instance_type: gpu.l4.1
  Large:
    instance_type: gpu.a100.1
    envs:
      - name: MODEL_ID
        value: Qwen/Qwen2.5-32B-Instruct
`;
    expect(reading(text).deployments.map(({ deployment }) => deployment.model.id?.value)).toEqual([
      'Qwen/Qwen2.5-7B-Instruct',
      'Qwen/Qwen2.5-32B-Instruct',
    ]);
    const one = text.slice(0, text.indexOf('  Large:'));
    expect(difference(one, { kind: 'set-model', id: 'Qwen/Qwen2.5-3B-Instruct' })).toEqual([
      '-- {name: MODEL_ID, value: Qwen/Qwen2.5-7B-Instruct}',
      '+- {name: MODEL_ID, value: Qwen/Qwen2.5-3B-Instruct}',
    ]);
  });

  it('says of a bentofile what it does not hold', () => {
    const read = reading({ 'bentofile.yaml': 'service: "service:Chat"\ninclude: ["*.py"]\n' });
    expect(read.deployments).toEqual([]);
    expect(read.skipped).toHaveLength(1);
  });
});

it('tells endpoints of several targets, and twins, apart', () => {
  const endpoint = (target: string): string =>
    `  ${target}: {resources: {model_serving_endpoints: {ranker: {config: {served_entities: [{entity_name: a.b.c, workload_size: Small}]}}}}}\n`;
  const targets = reading(`targets:\n${endpoint('dev')}${endpoint('prod')}`).deployments;
  expect(targets.map(({ deployment }) => deployment.name)).toEqual(['dev/ranker', 'prod/ranker']);
  const sky =
    'name: chat\nresources: {accelerators: L4}\nrun: vllm serve Qwen/Qwen2.5-7B-Instruct\n';
  const ids = reading(`${sky}---\n${sky}`).deployments.map(({ deployment }) => deployment.id);
  expect(new Set(ids).size).toBe(2);
});
