import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/core/model/change.ts';
import { changed, only, vllmDeployment } from '../../support/reading.ts';

const autoscale = (
  min: number,
  max: number,
  target: number | null,
  rest: Partial<Extract<Change, { kind: 'autoscale' }>> = {},
): Change => ({ kind: 'autoscale', min, max, target, ...rest });

const load = { requestsPerSecond: 1.5, busyShare: 0.6 };

const after = (text: string, change: Change, path = 'app.yaml'): string =>
  changed({ [path]: text }, [change])[path] ?? '';

const refusal = (text: string, change: Change): string => {
  const proposal = only(text).propose([change]);
  return 'refused' in proposal ? proposal.refused : 'not refused';
};

const workload = (rest: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: chat
  namespace: apps
spec:
  replicas: 4${rest}
  template:
    spec:
      containers:
        - name: vllm
          image: vllm/vllm-openai:v0.9.1
          args: [--model=Qwen/Qwen2.5-7B-Instruct]
          resources:
            limits:
              nvidia.com/gpu: 1
`;

describe('a new autoscaler', () => {
  it('is appended for a workload, and the fixed number goes', () => {
    const text = after(workload(''), autoscale(2, 6, 24));
    expect(text).not.toContain('replicas: 4');
    expect(text).toMatch(/kind: ScaledObject\nmetadata:\n {2}name: chat\n {2}namespace: apps/);
    expect(only(text).deployment.replicas).toMatchObject({
      min: { value: 2 },
      max: { value: 6 },
      autoscaler: { kind: 'keda', target: { value: 24 } },
    });
  });

  it('leaves a number that a comment speaks about', () => {
    expect(after(workload(' # agreed with finance'), autoscale(2, 6, 24))).toContain(
      'replicas: 4 # agreed with finance',
    );
  });

  it('is none where the bounds are the same: that is a number', () => {
    expect(after(workload(''), autoscale(3, 3, 24))).toContain('replicas: 3');
  });

  it('does not scale to zero by what its own replicas measure', () => {
    expect(refusal(workload(''), autoscale(0, 6, 24))).toMatch(/Nothing in front of it keeps/);
    const scaled = after(workload(''), autoscale(1, 6, 24));
    expect(refusal(scaled, autoscale(0, 6, null))).toMatch(/at zero there is nothing/);
  });

  it('goes by the CPU where there is no accelerator', () => {
    const text = workload('').replace('nvidia.com/gpu: 1', 'cpu: "4"');
    expect(after(text, autoscale(2, 6, 24, { load }))).toMatch(
      /kind: HorizontalPodAutoscaler[\s\S]*averageUtilization: 60/,
    );
  });
});

describe('an autoscaler that is there', () => {
  const hpa = `${workload('')}---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: chat, namespace: apps }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: chat }
  maxReplicas: 8 # quota
  metrics:
    - type: Pods
      pods:
        metric: { name: vllm_num_requests_waiting }
        target: { type: AverageValue, averageValue: "5" } # waiting
`;

  it('gets bounds and target in place, with comments and quotes', () => {
    const text = after(hpa, autoscale(2, 6, 9));
    expect(text).toContain('maxReplicas: 6 # quota');
    expect(text).toContain('minReplicas: 2');
    expect(text).toContain('averageValue: "9" } # waiting');
  });

  it('counts requests in flight instead of waiting ones', () => {
    const text = after(hpa, autoscale(2, 6, 20, { countInFlight: true }));
    expect(text).toContain('vllm_num_requests_running');
    expect(text).toContain('averageValue: "20"');
  });

  it('is left alone where its target has a unit of its own', () => {
    const milli = hpa.replace('"5"', '5000m');
    expect(refusal(milli, autoscale(2, 6, 9))).toMatch(/5000m is written in a unit of its own/);
    expect(after(milli, autoscale(2, 6, null))).toContain('averageValue: 5000m');
  });

  it('of Knative gets annotations, all of them in one block', () => {
    const knative = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: chat
spec:
  template:
    spec:
      containers:
        - image: vllm/vllm-openai:v0.9.1
          args: [--model=Qwen/Qwen2.5-7B-Instruct]
          resources: { limits: { nvidia.com/gpu: 1 } }
`;
    const text = after(knative, autoscale(0, 6, 9));
    expect(text.match(/annotations:/g)).toHaveLength(1);
    expect(only(text).deployment.replicas).toMatchObject({
      min: { value: 0 },
      max: { value: 6 },
      autoscaler: { target: { value: 9 } },
    });
  });
});

describe('platforms', () => {
  it('SkyServe takes a policy instead of a number, in requests per second', () => {
    const text = `service:
  readiness_probe: /v1/models
  replicas: 3
resources:
  accelerators: L4:1
run: vllm serve Qwen/Qwen2.5-7B-Instruct
`;
    const policy = after(text, autoscale(1, 5, 20, { load }));
    expect(policy).not.toMatch(/ replicas: 3/);
    expect(policy).toMatch(/min_replicas: 1\s+max_replicas: 5\s+target_qps_per_replica: 1\.5/);
  });

  it('dstack takes a range and the rate', () => {
    const text = `type: service
name: chat
replicas: 2
commands: [vllm serve Qwen/Qwen2.5-7B-Instruct]
resources: { gpu: L4 }
`;
    expect(after(text, autoscale(1, 5, 20, { load }), '.dstack.yml')).toMatch(
      /replicas: 1\.\.5[\s\S]*scaling:\s+metric: rps\s+target: 1\.5/,
    );
  });

  it('a region is changed where it is named, not where a zone is', () => {
    const named = (key: string, value: string): string =>
      vllmDeployment(`nodeSelector:\n  ${key}: ${value}`);
    const move: Change = { kind: 'set-region', region: 'europe-west4' };
    const text = named('topology.kubernetes.io/region', 'europe-west3');
    expect(after(text, move)).toContain('topology.kubernetes.io/region: europe-west4');
    expect(refusal(named('topology.kubernetes.io/zone', 'europe-west3-a'), move)).toMatch(
      /names more than a region/,
    );
  });
});
