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
    const spot = { kind: 'use-spot', provider: 'gcp' } as const;
    const onSpot = changed({ 'chat.yaml': service }, [spot])['chat.yaml'] ?? '';
    expect(onSpot).toBe(
      service
        .replace('A100-80GB:4\n', 'A100-80GB:4\n  use_spot: true\n')
        .replace('replica: 2\n', 'replica: 2\n    dynamic_ondemand_fallback: true\n'),
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

  it('looks into what docker runs', () => {
    const read = deploymentOf(`resources: {cloud: aws, accelerators: "A10G:1"}
envs: {MODEL_ID: mistralai/Mistral-7B-Instruct-v0.3}
run: |
  docker run --gpus all --shm-size 1g -p 8080:80 -v ~/data:/data \\
    ghcr.io/huggingface/text-generation-inference:3.0 --model-id $MODEL_ID --max-total-tokens 8192
`);
    expect(read.engine?.value).toBe('tgi');
    expect(read.model.id?.value).toBe('mistralai/Mistral-7B-Instruct-v0.3');
    expect(read.settings.maxModelLength?.value).toBe(8192);
  });

  it('is silent about tasks that serve nothing', () => {
    const batch = 'vllm serve m/x &\n  python batch.py\n  pkill -f "vllm serve"\n';
    expect(reading(`resources: {accelerators: L4}\nrun: |\n  ${batch}`).formats).toEqual([]);
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
