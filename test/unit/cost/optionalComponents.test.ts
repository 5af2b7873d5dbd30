import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../../src/core/model/deployment.ts';
import type { CostComponent, CostEstimate } from '../../../src/core/model/estimate.ts';
import {
  component,
  deployment,
  gpus,
  priced,
  scaled,
  stated,
} from '../../support/costDeployments.ts';

const gib = 2 ** 30;
const load =
  'workload: {requestsPerSecond: 0.5, shape: steady, inputTokens: 1000, outputTokens: 100}\n';
const requests = 0.5 * 3600 * 730;

function withBlock(name: string, block: string, of: Partial<Deployment> = {}): CostEstimate {
  const yaml = `${load}components: {${name}: ${block}}`;
  return priced(deployment({ accelerator: gpus('L4'), ...of }), yaml);
}

function expected(name: string, block: string, line: string): number | undefined {
  return component(withBlock(name, block), line).monthly?.expected;
}

describe('components that are asked for', () => {
  it('are not there otherwise', () => {
    const names = priced(deployment({ accelerator: gpus('L4') }), load).components.map(
      ({ name }) => name,
    );
    expect(names).toEqual([
      'Compute, g6.xlarge',
      'Node disks',
      'Egress to the internet',
      'Load balancer',
      'Load balancer traffic',
      'Control plane',
      'Log ingestion',
    ]);
  });

  it.each<[name: string, block: string, line: string, usd: number]>([
    ['warmPool', '{replicas: 2}', 'Warm pool', 2 * 0.8 * 730],
    ['redundancy', '{zones: 2, regions: 2}', 'Redundancy', 3 * 0.8 * 730],
    ['coldStarts', '{startsPerMonth: 0}', 'Cold starts', 0],
    [
      'crossZone',
      '{share: 0.5}',
      'Traffic between zones',
      ((requests * (4000 + 25_000)) / gib) * 0.5 * 2 * 0.01,
    ],
    ['apiGateway', '{}', 'API gateway', requests / 1e6],
    ['nat', '{share: 0.5, pullGiB: 100}', 'NAT gateway', 0.5 * 730 * 0.045],
    ['nat', '{pullGiB: 100}', 'Pulls through NAT', 4.5],
    ['interRegion', '{gibPerMonth: 50}', 'Traffic between regions', 1],
    ['modelFiles', '{sizeGiB: 16}', 'Model files, a disk', 16 * 0.08],
    ['modelFiles', '{sizeGiB: 16, shared: true}', 'Model files, shared', 16 * 0.3],
    ['registry', '{imageGiB: 8}', 'Images in the registry', 0.8],
    ['cacheServer', '{sizeGiB: 6}', 'Cache server', 0.15 * 730],
    ['cacheServer', '{sizeGiB: 20}', 'Cache server', 2 * 0.22 * 730],
    ['monitoring', '{metricsPerReplica: 50}', 'Metrics', 15],
    ['engineering', '{hoursPerMonth: 4, usdPerHour: 100}', 'Engineering time', 400],
    [
      'logs',
      '{bytesPerRequest: 1000, retentionDays: 365}',
      'Logs kept',
      ((requests * 1000) / gib) * 12 * 0.03,
    ],
  ])('%s %s', (name, block, line, usd) => {
    expect(expected(name, block, line)).toBeCloseTo(usd, 6);
  });

  it('take the egress that a CDN delivers', () => {
    const of = withBlock('cdn', '{share: 0.75}');
    const all = (requests * 25_000) / gib;
    expect(component(of, 'CDN delivery').monthly?.expected).toBeCloseTo(all * 0.75 * 0.085);
    expect(component(of, 'Egress').quantity).toBeCloseTo(all * 0.25);
    const off = withBlock('cdn', '{share: 0.75, enabled: false}');
    expect(component(off, 'Egress').quantity).toBeCloseTo(all);
  });

  it.each([
    ['warmPool', '{}', 'warmPool.replicas'],
    ['engineering', '{hoursPerMonth: 4}', 'price of engineering time'],
    ['cacheServer', '{}', 'cacheServer.sizeGiB'],
    ['interRegion', '{}', 'interRegion.gibPerMonth'],
    ['rollout', '{enabled: true}', 'workload.updatesPerMonth'],
  ])('are open, and said to be, where a size is missing: %s %s', (name, block, phrase) => {
    const of = withBlock(name, block);
    expect(of.lowerBound).toBe(true);
    expect(of.missing.join().toLowerCase()).toContain(phrase.toLowerCase());
  });

  it('price rollouts by the replicas that run beside the old ones', () => {
    const four = { replicas: { min: stated(4), max: stated(4), autoscaler: null } };
    const of = priced(
      deployment({ accelerator: gpus('L4'), ...four }),
      'workload: {updatesPerMonth: 10}\ncoldStart: {seconds: 900}',
    );
    // One of four at a time: four batches of a quarter of an hour, one more replica throughout.
    expect(component(of, 'Rollouts').monthly?.expected).toBeCloseTo(10 * 1 * 0.8);
  });

  it('hold the weights once in the object store the config reads them from', () => {
    const model = {
      id: stated('meta-llama/Llama-3.1-8B-Instruct'),
      location: stated('s3://models/llama'),
    };
    const stored = component(priced(deployment({ accelerator: gpus('L4'), model })), 'Model in');
    expect(stored.monthly?.expected).toBeCloseTo(((8.03e9 * 2) / gib) * 0.023, 2);
    const elsewhere = { ...model, location: stated('pvc://models') };
    const names = priced(deployment({ accelerator: gpus('L4'), model: elsewhere })).components;
    expect(names.map(({ name }) => name)).not.toContain('Model in the object store');
  });
});

describe('what of the compute is idle', () => {
  const compute = (yaml: string): CostComponent =>
    component(
      priced(deployment({ accelerator: gpus('L4'), replicas: scaled(4, 4) }), yaml),
      'Compute',
    );

  it('is part of it, and only known where traffic is stated', () => {
    const little = compute('workload: {requestsPerSecond: 0.01, shape: steady}');
    const idle = little.parts?.find(({ name }) => name === 'idle');
    expect(idle?.monthly).toBeGreaterThan(0.9 * (little.monthly?.expected ?? NaN));
    expect(idle?.monthly).toBeLessThanOrEqual(little.monthly?.expected ?? NaN);
    expect(compute('').parts).toBeUndefined();
  });
});
