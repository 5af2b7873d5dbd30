import { describe, expect, it } from 'vitest';
import { metricMeaning } from '../../../src/core/cost/autoscaling/metrics.ts';
import { replicaTarget } from '../../../src/core/cost/autoscaling/target.ts';
import type { Autoscaler } from '../../../src/core/model/deployment.ts';
import { deployment, gpus, stated } from '../../support/costDeployments.ts';
import { performanceOf } from '../../support/weeks.ts';

const autoscaler = (more: Partial<Autoscaler>): Autoscaler => ({
  kind: 'hpa',
  metric: null,
  target: null,
  uri: '',
  span: { start: 0, end: 0 },
  ...more,
});
const aim = (of: Partial<Autoscaler>, onGpu = true) =>
  replicaTarget({
    deployment: deployment({
      accelerator: onGpu ? gpus('L4') : null,
      replicas: { min: stated(1), max: stated(4), autoscaler: autoscaler(of) },
    }),
    performance: performanceOf(7.5, 10),
    most: 10,
    capacity: 7.5,
    // A tenth of a second for each request, up to the limit.
    rateWith: (concurrency) => Math.min(10, concurrency / 10),
  });

describe('the target of an autoscaler, in requests per second and replica', () => {
  it('is none without an autoscaler', () => {
    const of = deployment();
    const performance = performanceOf(7.5, 10);
    expect(
      replicaTarget({ deployment: of, performance, most: 10, capacity: 7.5, rateWith: () => null }),
    ).toBeNull();
  });

  it('is what is written for requests per second and in flight', () => {
    expect(aim({ metric: 'rps', target: stated(4) })?.rate.value).toBe(4);
    expect(aim({ metric: 'concurrency', target: stated(20) })?.rate.value).toBe(2);
    const sageMaker = {
      kind: 'platform',
      metric: 'SageMakerVariantInvocationsPerInstance',
    } as const;
    expect(aim({ ...sageMaker, target: stated(120) })?.rate.value).toBe(2);
  });

  it('is 70% of it with Knative, which aims at 100 in flight unless told otherwise', () => {
    const knative = { kind: 'knative', metric: 'concurrency' } as const;
    expect(aim({ ...knative, target: stated(10) })?.rate.value).toBeCloseTo(0.7);
    expect(aim(knative)?.rate.value).toBe(7);
    expect(aim({ ...knative, targetShare: stated(1) })?.rate.value).toBe(10);
  });

  it('is never more than a replica can do', () => {
    expect(aim({ metric: 'rps', target: stated(500) })?.rate.value).toBe(10);
  });

  it('takes waiting requests as the busy share at which as many wait', () => {
    const waiting = (target: number): number =>
      aim({ metric: 'vllm:num_requests_waiting', target: stated(target) })?.rate.value ?? NaN;
    // 16 in flight answer 1.6 a second here; 5 wait at about 89.5% of that.
    expect(waiting(5) / 1.6).toBeCloseTo(0.895, 3);
    expect(waiting(1)).toBeLessThan(waiting(5));
    expect(waiting(1e9)).toBeCloseTo(1.6, 3);
  });

  it('takes a share of the KV cache as the requests that fill it', () => {
    const share = { metric: 'vllm:gpu_cache_usage_perc' };
    expect(aim({ ...share, target: stated(0.5) })?.rate.value).toBeCloseTo(0.8);
    expect(aim({ ...share, target: stated(50) })?.rate.value).toBeCloseTo(0.8);
  });

  it('takes CPU at its word only where the CPU does the work', () => {
    const cpu = { metric: 'cpu', target: stated(60) };
    expect(aim(cpu, false)).toMatchObject({ rate: { value: 6 }, tolerant: true });
    expect(aim(cpu)).toMatchObject({ rate: { value: 7.5 }, tolerant: false });
    const { origin } = aim(cpu)?.rate ?? stated(0);
    expect(origin.kind === 'default' && origin.reason).toContain('CPU says little');
  });

  it.each([null, 'DCGM_FI_DEV_GPU_UTIL', 'moon_phase', 'memory'])(
    'stands at the planned capacity where %s says little',
    (metric) => {
      expect(aim({ metric, target: stated(80) })).toMatchObject({
        rate: { value: 7.5 },
        tolerant: false,
      });
    },
  );
});

it.each([
  ['prometheus.googleapis.com|vllm:num_requests_waiting|gauge', 'waiting'],
  ['max(num_requests_running) by (pod)', 'concurrency'],
  ['sum(rate(vllm:request_success_total[1m]))', 'rate'],
  ['vllm:kv_cache_usage_perc', 'cache'],
  ['ASGAverageCPUUtilization', 'cpu'],
  ['rabbitmq', 'concurrency'],
] as const)('knows what %s measures', (metric, meaning) => {
  expect(metricMeaning(metric)).toBe(meaning);
});
