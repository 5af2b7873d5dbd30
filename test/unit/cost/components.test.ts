import { describe, expect, it } from 'vitest';
import type { Provider, Volume } from '../../../src/core/model/deployment.ts';
import {
  component,
  deployment,
  gpus,
  priced,
  scaled,
  stated,
} from '../../support/costDeployments.ts';

const gib = 2 ** 30;
const month = 3600 * 730;
const nowhere = deployment().placement;
const volume = (overrides: Partial<Volume> = {}): Volume => ({
  name: 'models',
  sizeGiB: stated(100),
  storageClass: null,
  shared: true,
  ...overrides,
});

describe('components', () => {
  it('name their formula, and where every input is from', () => {
    for (const { formula, inputs, monthly } of priced(deployment({ accelerator: gpus('L4') }))
      .components) {
      expect(formula).not.toBe('');
      expect(monthly).not.toBeNull();
      expect(inputs.length).toBeGreaterThan(0);
    }
  });

  it('price a shared volume once and others with each replica', () => {
    const of = (one: Volume) =>
      deployment({ accelerator: gpus('L4'), replicas: scaled(2, 5), volumes: [one] });
    const shared = component(priced(of(volume())), 'Volume models').monthly;
    expect(shared).toEqual({ min: 8, expected: 8, max: 8 });
    const own = component(priced(of(volume({ shared: false }))), 'Volume models').monthly;
    expect(own).toEqual({ min: 16, expected: 16, max: 40 });
  });

  it('price a volume by its storage class', () => {
    const of = deployment({
      accelerator: gpus('L4'),
      volumes: [volume({ storageClass: 'efs-sc' })],
    });
    expect(component(priced(of), 'Volume').monthly?.expected).toBeCloseTo(30);
  });

  it('have no price, and say so, where the price list has none', () => {
    const of = deployment({ accelerator: gpus('L4'), volumes: [volume({ storageClass: 'fsx' })] });
    const estimate = priced(of);
    expect(component(estimate, 'Volume').monthly).toBeNull();
    expect(estimate.lowerBound).toBe(true);
    expect(estimate.missing).toEqual(['price of volume models']);
  });

  it('price egress by the bytes of the responses, through the tiers', () => {
    const egress = (rate: number) =>
      component(
        priced(
          deployment({ accelerator: gpus('L4', 1), replicas: scaled(1, 100_000) }),
          `workload: {requestsPerSecond: ${rate}, shape: steady, outputTokens: 100}`,
        ),
        'Egress',
      );
    const little = (month * 100 * 250) / gib;
    expect(egress(1).quantity).toBeCloseTo(little);
    expect(egress(1).monthly?.expected).toBeCloseTo(little * 0.09);
    // 60 TiB: ten at the first price, forty at the second, the rest at the third.
    const rate = (60 * 1024) / little;
    expect(egress(rate).monthly?.expected).toBeCloseTo(1024 * (10 * 0.09 + 40 * 0.085 + 10 * 0.07));
  });

  it('take the stated size of a response', () => {
    const estimate = priced(
      deployment({ accelerator: gpus('L4') }),
      'workload: {requestsPerSecond: 0.1}\ncomponents: {egress: {bytesPerRequest: 1073741824}}',
    );
    expect(component(estimate, 'Egress').quantity).toBeCloseTo(0.1 * month);
  });

  it('carry a share of the cluster’s control plane and load balancer', () => {
    const of = deployment({ accelerator: gpus('L4') });
    expect(component(priced(of), 'Control plane').monthly?.expected).toBeCloseTo(7.3);
    const alone = priced(of, 'components: {controlPlane: {share: 1}, loadBalancer: {share: 1}}');
    expect(component(alone, 'Control plane').monthly?.expected).toBeCloseTo(73);
    expect(component(alone, 'Load balancer').monthly?.expected).toBeCloseTo(14.6);
  });

  it('leave out what is switched off', () => {
    const off = ['egress', 'loadBalancer', 'volumes', 'nodeDisk', 'controlPlane', 'logs']
      .map((name) => `${name}: {enabled: false}`)
      .join(', ');
    const of = deployment({ accelerator: gpus('L4'), volumes: [volume()] });
    const { components, lowerBound } = priced(of, `components: {${off}}`);
    expect(components.map(({ category }) => category)).toEqual(['compute']);
    expect(lowerBound).toBe(false);
  });

  it('are open where a provider has no price list for them', () => {
    const provider = stated<Provider>('lambda');
    const placement = { ...nowhere, provider, region: stated('us') };
    const estimate = priced(deployment({ accelerator: gpus('H100-SXM'), placement }));
    expect(component(estimate, 'Compute').monthly?.expected).toBeCloseTo(3 * 730);
    expect(estimate.lowerBound).toBe(true);
    expect(estimate.missing).toContain('price of egress to the internet');
    const off =
      'components: {egress: {enabled: false}, loadBalancer: {enabled: false}, controlPlane: {enabled: false}, logs: {enabled: false}}';
    expect(priced(deployment({ accelerator: gpus('H100-SXM'), placement }), off).lowerBound).toBe(
      false,
    );
  });

  it('cost nothing where nothing is served: a model that does not fit sends no responses', () => {
    const of = deployment({
      accelerator: gpus('T4'),
      model: { id: stated('meta-llama/Llama-3.1-70B-Instruct'), location: null },
    });
    expect(component(priced(of), 'Egress').monthly?.expected).toBe(0);
  });

  it('follow the hours the deployment runs', () => {
    const of = deployment({ accelerator: gpus('L4') });
    const full = component(priced(of), 'Compute').monthly?.expected ?? 0;
    const office = component(priced(of, 'hoursPerMonth: 200'), 'Compute').monthly?.expected;
    expect(office).toBeCloseTo((full * 200) / 730);
  });
});
