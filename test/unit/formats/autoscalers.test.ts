import { describe, expect, it } from 'vitest';
import { deploymentOf, vllmDeployment, writtenAs } from '../../support/reading.ts';

const hpa = (min: number, max: number, namespace = ''): string => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: chat${namespace === '' ? '' : `, namespace: ${namespace}`} }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: chat }
  minReplicas: ${min}
  maxReplicas: ${max}
  metrics:
    - type: Pods
      pods:
        metric: { name: vllm:num_requests_waiting }
        target: { type: AverageValue, averageValue: "5" }
`;

const app = vllmDeployment('', 'replicas: 3');

const range = (texts: Record<string, string>): (number | undefined)[] => {
  const { replicas } = deploymentOf(texts);
  return [replicas.min.value, replicas.max?.value];
};

describe('a HorizontalPodAutoscaler', () => {
  it('of the same file decides, not the number of the workload', () => {
    const text = `${app}---\n${hpa(2, 6)}`;
    const { replicas, uris } = deploymentOf(text);
    expect(replicas.min.value).toBe(2);
    expect(writtenAs(text, replicas.max)).toBe('6');
    expect(replicas.autoscaler).toMatchObject({
      kind: 'hpa',
      metric: 'vllm:num_requests_waiting',
      target: { value: 5 },
    });
    expect(uris).toEqual(['file:///repository/app.yaml']);
  });

  it('is found in another file, and that file then belongs to the deployment', () => {
    const texts = { 'k8s/app.yaml': app, 'scaling/hpa.yaml': hpa(1, 4) };
    expect(range(texts)).toEqual([1, 4]);
    expect(deploymentOf(texts).uris).toContain('file:///repository/scaling/hpa.yaml');
  });

  it('next to the workload wins over one elsewhere', () => {
    expect(range({ 'a/app.yaml': app, 'a/hpa.yaml': hpa(1, 4), 'b/hpa.yaml': hpa(2, 9) })).toEqual([
      1, 4,
    ]);
  });

  it('is not taken when two fit equally well', () => {
    expect(
      range({ 'app/app.yaml': app, 'a/hpa.yaml': hpa(1, 4), 'b/hpa.yaml': hpa(2, 9) }),
    ).toEqual([3, 3]);
  });

  it('is not taken from a workload of the same name that is nearer to it', () => {
    expect(range({ 'a/app.yaml': app, 'b/app.yaml': app, 'b/hpa.yaml': hpa(1, 4) })).toEqual([
      3, 3,
    ]);
  });

  it('never crosses environments or namespaces', () => {
    expect(
      range({ 'overlays/prod/app.yaml': app, 'overlays/staging/hpa.yaml': hpa(1, 4) }),
    ).toEqual([3, 3]);
    const inProd = app.replace('name: chat', 'name: chat\n  namespace: prod');
    expect(range({ 'app.yaml': inProd, 'hpa.yaml': hpa(1, 4, 'staging') })).toEqual([3, 3]);
    expect(range({ 'app.yaml': inProd, 'hpa.yaml': hpa(1, 4, 'prod') })).toEqual([1, 4]);
  });

  it('of version 1 has a target for the CPU', () => {
    const text = `${app}---
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: { name: chat }
spec:
  scaleTargetRef: { kind: Deployment, name: chat }
  maxReplicas: 4
  targetCPUUtilizationPercentage: 70
`;
    const { replicas } = deploymentOf(text);
    expect(replicas.min).toMatchObject({ value: 1, origin: { kind: 'default' } });
    expect(replicas.autoscaler).toMatchObject({ metric: 'cpu', target: { value: 70 } });
  });
});

it('knows what KEDA does when a ScaledObject says nothing', () => {
  const { replicas } = deploymentOf(`${app}---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: chat }
spec:
  scaleTargetRef: { name: chat }
  triggers:
    - type: prometheus
      metadata: { query: sum(vllm:num_requests_waiting), threshold: "4" }
`);
  expect(replicas.min).toMatchObject({ value: 0, origin: { kind: 'default' } });
  expect(replicas.max).toMatchObject({ value: 100, origin: { kind: 'default' } });
  expect(replicas.autoscaler).toMatchObject({ kind: 'keda', target: { value: 4 } });
});
