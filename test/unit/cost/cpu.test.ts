import { describe, expect, it } from 'vitest';
import { cpuDevice } from '../../../src/core/cost/cpuDevice.ts';
import type { HardwareOption } from '../../../src/core/cost/offer.ts';
import { bundledCatalogText } from '../../../src/core/catalog/bundled.ts';
import { createCatalog } from '../../../src/core/catalog/createCatalog.ts';
import { chooseHardware } from '../../../src/core/cost/supplyHardware.ts';
import { assume, deployment, gpus, priced, scaled, stated } from '../../support/costDeployments.ts';

const catalog = createCatalog(bundledCatalogText);

const llama = deployment({
  engine: stated('llama-cpp'),
  model: { id: stated('meta-llama/Llama-3.1-8B-Instruct'), location: null },
  cpuCores: stated(8),
  memoryGiB: stated(24),
});

describe('a replica without an accelerator', () => {
  it('has a speed, a utilization and unit costs', () => {
    const estimate = priced(llama);
    expect(estimate.hardware?.accelerator).toBeNull();
    expect(estimate.performance?.confidence).toBe('extrapolated');
    expect(estimate.performance?.saturated.outputTokensPerSecond).toBeGreaterThan(0.5);
    expect(estimate.performance?.saturated.outputTokensPerSecond).toBeLessThan(100);
    expect(estimate.utilization).not.toBeNull();
    expect(estimate.unit.perMillionTokens).toBeGreaterThan(0);
  });

  it('claims nothing about memory beyond its request', () => {
    expect(priced({ ...llama, memoryGiB: null }).memory).toBeNull();
    expect(priced({ ...llama, memoryGiB: stated(2) }).performance).not.toBeNull();
  });

  it('serves classical models at some rate, though their files are in no catalogue', () => {
    const estimate = priced(
      deployment({
        engine: stated('kserve-sklearn'),
        model: { id: null, location: stated('gs://bucket/sklearn/iris') },
        cpuCores: stated(2),
        replicas: scaled(1, 5),
      }),
    );
    expect(estimate.model).toBeNull();
    expect(estimate.performance?.work).toEqual({ unit: 'predictions', perRequest: 1 });
    expect(estimate.performance?.saturated.requestsPerSecond).toBeGreaterThan(50);
    expect(estimate.unit.perThousandRequests).toBeGreaterThan(0);
  });

  it('is not made up for pods that ask for accelerators nobody knows', () => {
    expect(priced(deployment({ accelerator: gpus('Quantum-9000') })).performance).toBeNull();
  });
});

function optionFor(name: string, cores: number): HardwareOption | null {
  const named = deployment({
    cpuCores: stated(cores),
    placement: { ...deployment().placement, instanceType: stated(name) },
  });
  return chooseHardware(named, assume(named), catalog).options[0] ?? null;
}

describe('the processor of a machine', () => {
  it('is found by the family of its type', () => {
    const processor = (name: string): string => catalog.cpu(catalog.instance(name)).processor;
    expect(processor('c7i.4xlarge')).toMatch(/Sapphire Rapids/);
    expect(processor('m6g.large')).toMatch(/Graviton2/);
    expect(processor('n2-standard-8')).toMatch(/Cascade Lake/);
    expect(processor('Standard_D8s_v5')).toMatch(/Ice Lake/);
    expect(processor('Standard_D8as_v5')).toMatch(/EPYC/);
    expect(processor('Standard_D8ps_v6')).toMatch(/Cobalt/);
    expect(catalog.cpu(null).processor).toMatch(/not known/);
  });

  it('gives a pod its share of arithmetic, and of bandwidth no more than the machine has', () => {
    const device = (cores: number) =>
      cpuDevice(optionFor('c7i.4xlarge', cores), deployment({ cpuCores: stated(cores) }), catalog);
    const [two, eight, sixteen] = [device(2), device(8), device(16)];
    expect(eight?.flops.fp32).toBeCloseTo(4 * (two?.flops.fp32 ?? 0));
    expect(sixteen?.bandwidth).toBeLessThan(2 * (eight?.bandwidth ?? 0));
    expect(sixteen?.bandwidth).toBeGreaterThan(eight?.bandwidth ?? Infinity);
    expect(eight?.flops.bf16).toBeGreaterThan(eight?.flops.fp32 ?? Infinity);
  });
});
