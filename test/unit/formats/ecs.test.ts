import { describe, expect, it } from 'vitest';
import { mayHoldServing } from '../../../src/core/formats/prefilter.ts';
import type { Change } from '../../../src/core/model/change.ts';
import {
  changed,
  deploymentOf,
  only,
  reading,
  writtenAs,
  type Texts,
} from '../../support/reading.ts';

const task = `{
  "family": "chat",
  "requiresCompatibilities": ["EC2"],
  "cpu": "4096",
  "memory": "14 GB",
  "placementConstraints": [
    { "type": "memberOf", "expression": "attribute:ecs.instance-type == g5.12xlarge" }
  ],
  "containerDefinitions": [
    {
      "name": "server",
      "image": "vllm/vllm-openai:v0.10.2",
      "command": ["--model", "Qwen/Qwen2.5-7B-Instruct", "--tensor-parallel-size", "2"],
      "environment": [{ "name": "VLLM_USE_V1", "value": "1" }],
      "portMappings": [{ "containerPort": 8000 }],
      "resourceRequirements": [{ "type": "GPU", "value": "2" }],
      "logConfiguration": { "logDriver": "awslogs", "options": { "awslogs-region": "eu-west-1" } }
    },
    { "name": "metrics", "image": "amazon/cloudwatch-agent:latest", "essential": false }
  ]
}
`;

const service = `{
  "serviceName": "chat",
  "taskDefinition": "arn:aws:ecs:eu-west-1:123456789012:task-definition/chat:7",
  "desiredCount": 3,
  "loadBalancers": [{ "targetGroupArn": "arn", "containerName": "server", "containerPort": 8000 }]
}
`;

const alone: Texts = { 'task-definition.json': task };
const both: Texts = { ...alone, 'service.json': service };
const written = (json: unknown): Texts => ({ 'task-definition.json': JSON.stringify(json) });

/** A task definition with one container of these fields over those of a server with one GPU. */
const taskWith = (container: object, top: object = {}): Texts =>
  written({
    family: 'chat',
    ...top,
    containerDefinitions: [
      {
        name: 'server',
        image: 'vllm/vllm-openai:v0.10.2',
        command: ['--model', 'Qwen/Qwen2.5-7B-Instruct'],
        portMappings: [{ containerPort: 8000 }],
        resourceRequirements: [{ type: 'GPU', value: '1' }],
        ...container,
      },
    ],
  });

const placedBy = (expression: string): Texts =>
  taskWith({}, { placementConstraints: [{ type: 'memberOf', expression }] });

describe('task definitions of Amazon ECS', () => {
  it('are read with the engine of the container that serves', () => {
    const read = deploymentOf(alone);
    expect(read).toMatchObject({ name: 'chat', format: 'ecs', kind: 'TaskDefinition' });
    expect(read.engine?.value).toBe('vllm');
    expect(read.model.id?.value).toBe('Qwen/Qwen2.5-7B-Instruct');
    expect(read.settings.tensorParallel?.value).toBe(2);
    expect(read.accelerator).toMatchObject({
      product: { value: 'A10G' },
      count: { value: 2 },
      confidence: 'stated',
    });
    expect([read.cpuCores?.value, read.memoryGiB?.value]).toEqual([4, 14]);
    expect(read.placement.provider?.value).toBe('aws');
    expect(read.placement.instanceType?.value).toBe('g5.12xlarge');
    expect(writtenAs(alone, read.placement.region)).toBe('"eu-west-1"');
    expect(read.inCluster).toBe(false);
    expect(read.notes).toEqual([]);
  });

  it('run as often as the service says that names the family', () => {
    const read = deploymentOf(both);
    expect(read.replicas.min.value).toBe(3);
    expect(writtenAs(both, read.replicas.min)).toBe('3');
    expect(read.uris).toHaveLength(2);
    expect(read.loadBalanced).toBe(true);
    expect(deploymentOf(alone).replicas.min).toMatchObject({
      value: 1,
      origin: { kind: 'default', name: 'desiredCount' },
    });
    expect(deploymentOf(alone).loadBalanced).toBeUndefined();
    const ofOthers = { ...alone, 'service.json': service.replace('chat:7', 'search:7') };
    expect(deploymentOf(ofOthers).replicas.min.value).toBe(1);
  });

  it('run as often as the only service beside them says where it names no family', () => {
    const unnamed = '{ "launchType": "EC2", "desiredCount": 4 }';
    expect(deploymentOf({ ...alone, 'service.json': unnamed }).replicas.min.value).toBe(4);
    const further = task.replace('"chat"', '"search"');
    const two = { ...alone, 'other.json': further, 'service.json': unnamed };
    expect(deploymentOf(two).replicas.min.value).toBe(1);
  });

  it('are read as ECS describes them, and in YAML', () => {
    const described = written({
      taskDefinition: {
        taskDefinitionArn: 'arn:aws:ecs:us-west-2:123456789012:task-definition/chat:4',
        ...(JSON.parse(task) as object),
      },
    });
    expect(deploymentOf(described).placement.region?.value).toBe('us-west-2');
    const yaml = `family: embeddings
containerDefinitions:
  - name: tei
    image: ghcr.io/huggingface/text-embeddings-inference:86-1.8
    command: [--model-id, BAAI/bge-m3]
    cpu: 2048
    memoryReservation: 12288
    portMappings: [{containerPort: 80}]
    resourceRequirements: [{type: GPU, value: '1'}]
`;
    const read = deploymentOf(yaml);
    expect(read.engine?.value).toBe('tei');
    expect([read.cpuCores?.value, read.memoryGiB?.value]).toEqual([2, 12]);
  });

  it('with several servers are a deployment each, with what each reserves', () => {
    const text = written({
      family: 'models',
      cpu: '8192',
      containerDefinitions: ['a', 'b'].map((name) => ({
        name,
        image: 'vllm/vllm-openai:v0.10.2',
        cpu: 2048,
        command: ['--model', 'Qwen/Qwen2.5-7B-Instruct'],
        resourceRequirements: [{ type: 'GPU', value: '1' }],
      })),
    });
    const { deployments } = reading(text);
    expect(deployments.map(({ deployment }) => deployment.name)).toEqual(['models/a', 'models/b']);
    expect(deployments.map(({ deployment }) => deployment.cpuCores?.value)).toEqual([2, 2]);
  });

  it.each([
    ['attribute:ecs.instance-type == g6e.2xlarge', 'L40S', 'g6e.2xlarge'],
    ['attribute:ecs.instance-type =~ g5.*', 'A10G', null],
    ['attribute:ecs.instance-type in [g6.xlarge, g6.2xlarge]', 'L4', null],
    ['attribute:ecs.instance-type in [g6.xlarge, g5.xlarge]', null, null],
    ['attribute:ecs.instance-type =~ (g|p).*', null, null],
    ['not(attribute:ecs.instance-type == g5.xlarge)', null, null],
    ['attribute:ecs.os-type == linux', null, null],
    ['attribute:ecs.instance-type == ${INSTANCE_TYPE}', null, null],
  ])('are placed by %s', (expression, product, instanceType) => {
    const { accelerator, placement } = deploymentOf(placedBy(expression));
    expect(accelerator?.product?.value ?? null).toBe(product);
    expect(placement.instanceType?.value ?? null).toBe(instanceType);
  });

  it('ask for Neuron devices by number, by path, or for all of them', () => {
    const neuron = (container: object, top = {}): Texts =>
      taskWith({ resourceRequirements: undefined, ...container }, top);
    const byPath = neuron({
      linuxParameters: {
        devices: ['/dev/neuron0', '/dev/neuron1'].map((hostPath) => ({ hostPath })),
      },
    });
    expect(deploymentOf(byPath).accelerator).toMatchObject({ vendor: 'AWS', count: { value: 2 } });
    const all = { resourceRequirements: [{ type: 'NeuronDevice', value: 'ALL' }] };
    const somewhere = deploymentOf(neuron(all));
    expect(somewhere.accelerator?.count).toMatchObject({ value: 1, origin: { kind: 'default' } });
    expect(somewhere.notes.map(({ code }) => code)).toEqual(['unresolved-reference']);
    const onInstance = neuron(all, {
      placementConstraints: [
        { type: 'memberOf', expression: 'attribute:ecs.instance-type == inf2.24xlarge' },
      ],
    });
    expect(deploymentOf(onInstance).accelerator).toMatchObject({
      vendor: 'AWS',
      count: { value: 6 },
    });
    expect(deploymentOf(onInstance).notes).toEqual([]);
  });

  it('leave open whether an engine finds GPUs that it does not ask for', () => {
    const without = deploymentOf(taskWith({ resourceRequirements: [] }));
    expect(without.accelerator?.undecided).toMatch(/vLLM/);
    const onCpu = { resourceRequirements: [], image: 'acme/vllm-cpu:1' };
    expect(deploymentOf(taskWith(onCpu)).accelerator).toBeNull();
  });

  it('are not priced on Fargate, which is said', () => {
    const fargate = { requiresCompatibilities: ['FARGATE'] };
    const { deployments, skipped } = reading(taskWith({ resourceRequirements: [] }, fargate));
    expect(deployments).toEqual([]);
    expect(skipped.map(({ reason }) => reason)).toEqual([expect.stringMatching(/Fargate/)]);
    const spot = {
      desiredCount: 1,
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT' }],
    };
    expect(reading({ ...taskWith({}), 'service.json': JSON.stringify(spot) }).deployments).toEqual(
      [],
    );
  });

  it('on machines of one’s own are on no cloud', () => {
    const external = taskWith({}, { requiresCompatibilities: ['EXTERNAL'] });
    expect(deploymentOf(external).placement.provider).toBeNull();
  });

  it('say what is not counted', () => {
    const managed = taskWith({}, { requiresCompatibilities: ['MANAGED_INSTANCES'] });
    expect(deploymentOf(managed).notes[0]?.message).toMatch(/fee/);
    const daemon =
      '{ "taskDefinition": "chat", "schedulingStrategy": "DAEMON", "desiredCount": 0 }';
    expect(deploymentOf({ ...alone, 'service.json': daemon }).notes[0]?.message).toMatch(
      /each instance/,
    );
  });

  it('are priced with a server of one’s own that holds GPUs and listens', () => {
    const own = { image: 'acme/ranker:3', command: ['serve'] };
    expect(deploymentOf(taskWith(own)).engine).toBeNull();
    expect(deploymentOf(taskWith(own)).accelerator?.count.value).toBe(1);
  });

  it.each<[string, object]>([
    ['a web server', { image: 'nginx:1.27', resourceRequirements: [] }],
    [
      'a web server that talks to a model',
      {
        image: 'acme/web:1',
        resourceRequirements: [],
        environment: [{ name: 'OLLAMA_HOST', value: 'http://ollama' }],
        command: ['node', 'server.js'],
      },
    ],
    ['a GPU without a port', { image: 'acme/render:1', command: ['render'], portMappings: [] }],
    ['training', { image: 'acme/train:2', command: ['python', 'train.py'] }],
    ['an exporter', { image: 'nvidia/dcgm-exporter:4', command: [] }],
  ])('are silent about %s', (_, container) => {
    const { formats, deployments, skipped } = reading(taskWith(container));
    expect([formats, deployments, skipped]).toEqual([[], [], []]);
  });

  it('and services pass the cheap look, JSON of others does not', () => {
    const passes = (text: string): boolean =>
      mayHoldServing({ uri: 'file:///app/x.json', version: 1, text });
    expect(passes(task)).toBe(true);
    expect(passes(service)).toBe(true);
    expect(passes('{ "name": "web", "containers": [{ "image": "nginx" }] }')).toBe(false);
  });
});

describe('changes of ECS task definitions', () => {
  const after = (...changes: Change[]): string => Object.values(changed(both, changes)).join('\n');

  it('go to the command, the number of GPUs and its ranks, the constraint and the service', () => {
    expect(after({ kind: 'set-engine-setting', setting: 'maxModelLength', value: 8192 })).toMatch(
      /"--max-model-len",\s+"8192"/,
    );
    const fewer = after({ kind: 'set-accelerator-count', count: 1 });
    expect(fewer).toContain('"type": "GPU", "value": "1"');
    expect(fewer).toContain('"--tensor-parallel-size", "1"');
    expect(
      after({ kind: 'set-instance-type', instanceType: 'g6.12xlarge', provider: 'aws' }),
    ).toContain('"attribute:ecs.instance-type == g6.12xlarge"');
    expect(after({ kind: 'set-replicas', min: 2, max: 2 })).toContain('"desiredCount": 2');
    expect(after({ kind: 'set-model', id: 'Qwen/Qwen2.5-14B-Instruct' })).toContain(
      '"--model", "Qwen/Qwen2.5-14B-Instruct"',
    );
  });

  it.each<[string, Texts, Change]>([
    ['replicas without the service', alone, { kind: 'set-replicas', min: 2, max: 2 }],
    ['to zero', both, { kind: 'set-replicas', min: 0, max: 0 }],
    ['spot', both, { kind: 'use-spot', provider: 'aws' }],
    ['the region of the logs', both, { kind: 'set-region', region: 'us-east-1' }],
    [
      'an instance type of several',
      placedBy('attribute:ecs.instance-type =~ g5.*'),
      { kind: 'set-instance-type', instanceType: 'g6.xlarge', provider: 'aws' },
    ],
    ['an autoscaler', both, { kind: 'autoscale', min: 1, max: 3, target: null }],
  ])('are refused for %s', (_, texts, change) => {
    expect(only(texts).propose([change])).toHaveProperty('refused');
  });
});
