import { describe, expect, it } from 'vitest';
import { changeOf, summaries } from '../../support/deployments.ts';

const pod = {
  containers: [
    {
      name: 'server',
      image: 'vllm/vllm-openai:v0.10.2',
      args: ['--model', 'Qwen/Qwen2.5-7B-Instruct'],
      resources: { limits: { 'nvidia.com/gpu': '1' } },
    },
  ],
};

const object = (kind: string, name: string, spec: object, owner?: readonly [string, string]) => ({
  apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1',
  kind,
  metadata: {
    name,
    namespace: 'ml',
    uid: '1',
    managedFields: [{ manager: 'kubectl', operation: 'Update' }],
    ...(owner
      ? {
          ownerReferences: [
            { apiVersion: 'apps/v1', kind: owner[0], name: owner[1], controller: true },
          ],
        }
      : {}),
  },
  spec,
  status: { replicas: 2 },
});

const cluster = [
  object('Deployment', 'chat', { replicas: 2, template: { spec: pod } }),
  object('ReplicaSet', 'chat-5d', { replicas: 2, template: { spec: pod } }, ['Deployment', 'chat']),
  object('ReplicaSet', 'chat-4c', { replicas: 0, template: { spec: pod } }, ['Deployment', 'chat']),
  object('Pod', 'chat-5d-x', pod, ['ReplicaSet', 'chat-5d']),
  {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'chat', namespace: 'ml' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'chat' },
      minReplicas: 1,
      maxReplicas: 6,
    },
  },
];

const wanted = ['chat | vllm | Qwen/Qwen2.5-7B-Instruct | 1 × nvidia.com/gpu | 1–6'];

describe('what a cluster lists', () => {
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: cluster,
    metadata: { resourceVersion: '' },
  };

  it.each([
    ['a List as JSON', JSON.stringify(list, null, 4)],
    ['a List on one line', JSON.stringify(list)],
    ['an array of objects', JSON.stringify(cluster, null, 2)],
    ['documents one after the other', cluster.map((each) => JSON.stringify(each)).join('\n---\n')],
    [
      'lists of one kind each',
      ['Deployment', 'HorizontalPodAutoscaler']
        .map((kind) =>
          JSON.stringify({
            apiVersion: 'v1',
            kind: `${kind}List`,
            items: cluster.filter((each) => each.kind === kind),
          }),
        )
        .join('\n---\n'),
    ],
  ])('is read from %s, and counted once', (_, text) => {
    expect(summaries({ 'stdin.yaml': text })).toEqual(wanted);
  });

  it('is counted by pod where only pods are listed', () => {
    const pods = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [cluster[3]] });
    expect(summaries({ 'stdin.yaml': pods })).toEqual([
      'chat-5d-x | vllm | Qwen/Qwen2.5-7B-Instruct | 1 × nvidia.com/gpu | 1–1',
    ]);
  });

  it('can be edited in place', () => {
    const text = JSON.stringify(list, null, 2);
    const lines = changeOf({ 'stdin.yaml': text }, 'chat', { kind: 'set-replicas', max: 3 });
    expect(lines).toEqual(['-"maxReplicas": 6', '+"maxReplicas": 3']);
  });
});
