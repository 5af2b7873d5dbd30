import { describe, expect, it } from 'vitest';
import { changeOf, named, summaries } from '../../../support/deployments.ts';

const leaderWorkerSet = `apiVersion: leaderworkerset.x-k8s.io/v1
kind: LeaderWorkerSet
metadata:
  name: large
spec:
  replicas: 2
  leaderWorkerTemplate:
    size: 3
    leaderTemplate:
      spec:
        containers:
          - name: leader
            image: vllm/vllm-openai:v0.10.2
            command: ["bash", "-c"]
            args:
              - |
                start_ray
                vllm serve meta-llama/Llama-3.1-405B-Instruct \\
                  --tensor-parallel-size 8 --pipeline-parallel-size $(LWS_GROUP_SIZE)
            resources: { limits: { nvidia.com/gpu: 8 } }
    workerTemplate:
      spec:
        nodeSelector:
          cloud.google.com/gke-accelerator: nvidia-h100-80gb
        containers:
          - name: worker
            image: vllm/vllm-openai:v0.10.2
            command: ["bash", "-c", "ray start --address=$LWS_LEADER_ADDRESS:6379 --block"]
            resources: { limits: { nvidia.com/gpu: 8 } }
`;

describe('a LeaderWorkerSet', () => {
  it('is as many replicas as it has groups, each of all its pods', () => {
    expect(summaries(leaderWorkerSet)).toEqual([
      'large | vllm | meta-llama/Llama-3.1-405B-Instruct | 24 × H100-SXM | 2–2',
    ]);
    const { deployment } = named(leaderWorkerSet, 'large');
    expect(deployment.podsPerReplica.value).toBe(3);
    expect(deployment.settings.pipelineParallel?.value).toBe(3);
  });

  it('asks for spot nodes in both templates', () => {
    const lines = changeOf(leaderWorkerSet, 'large', { kind: 'use-spot', provider: 'gcp' });
    expect(lines.filter((line) => line.includes('gke-spot'))).toHaveLength(2);
  });

  it('leaves the split over pods alone', () => {
    const change = { kind: 'set-accelerator-count', count: 16 } as const;
    expect(changeOf(leaderWorkerSet, 'large', change)[0]).toContain('several pods');
  });

  it('takes groups without a leader of their own for what they are', () => {
    const text = `apiVersion: leaderworkerset.x-k8s.io/v1
kind: LeaderWorkerSet
metadata: { name: pair }
spec:
  leaderWorkerTemplate:
    size: 2
    workerTemplate:
      spec:
        containers:
          - name: main
            image: lmsysorg/sglang:v0.5.2
            command: [python3, -m, sglang.launch_server]
            args: [--model-path, Qwen/Qwen2.5-72B-Instruct, --tp, "8", --nnodes, $(LWS_GROUP_SIZE)]
            resources: { limits: { nvidia.com/gpu: "4" } }
`;
    expect(summaries(text)).toEqual([
      'pair | sglang | Qwen/Qwen2.5-72B-Instruct | 8 × nvidia.com/gpu | 1–1',
    ]);
  });
});

const storm = `apiVersion: orchestration.aibrix.ai/v1alpha1
kind: StormService
metadata: { name: chat }
spec:
  replicas: 2
  template:
    spec:
      roles:
        - name: prefill
          replicas: 1
          podGroupSize: 2
          template:
            spec:
              containers:
                - name: vllm
                  image: vllm/vllm-openai:v0.10.2
                  args: [--model, Qwen/Qwen3-32B]
                  resources: { limits: { nvidia.com/gpu: 4 } }
        - name: decode
          replicas: 3
          template:
            spec:
              containers:
                - name: vllm
                  image: vllm/vllm-openai:v0.10.2
                  args: [--model, Qwen/Qwen3-32B]
                  resources: { limits: { nvidia.com/gpu: 1 } }
        - name: router
          replicas: 1
          template:
            spec:
              containers: [{ name: router, image: aibrix/router:v0.5.0 }]
`;

describe('roles of a group', () => {
  it('that run an engine are deployments, as often as there are groups', () => {
    expect(summaries(storm)).toEqual([
      'chat/prefill | vllm | Qwen/Qwen3-32B | 8 × nvidia.com/gpu | 2–2',
      'chat/decode | vllm | Qwen/Qwen3-32B | 1 × nvidia.com/gpu | 6–6',
    ]);
  });

  it('cannot be scaled where several groups repeat them', () => {
    const change = { kind: 'set-replicas', min: 1, max: 1 } as const;
    expect(changeOf(storm, 'chat/decode', change)[0]).toContain('not written');
    const single = storm.replace('replicas: 2', 'replicas: 1');
    expect(changeOf(single, 'chat/decode', change)).toEqual(['-replicas: 3']);
  });
});

describe('an autoscaler of AIBrix', () => {
  it('gives a Deployment its limits', () => {
    const text = `apiVersion: apps/v1
kind: Deployment
metadata: { name: chat }
spec:
  template:
    spec:
      containers:
        - name: vllm
          image: vllm/vllm-openai:v0.10.2
          args: [--model, Qwen/Qwen3-8B]
          resources: { limits: { nvidia.com/gpu: 1 } }
---
apiVersion: autoscaling.aibrix.ai/v1alpha1
kind: PodAutoscaler
metadata: { name: chat }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: chat }
  minReplicas: 2
  maxReplicas: 8
  metricsSources:
    - targetMetric: gpu_cache_usage_perc
      targetValue: "50"
`;
    const { replicas } = named(text, 'chat').deployment;
    expect([replicas.min.value, replicas.max?.value]).toEqual([2, 8]);
    expect(replicas.autoscaler?.metric).toBe('gpu_cache_usage_perc');
    expect(replicas.autoscaler?.target?.value).toBe(50);
  });
});
