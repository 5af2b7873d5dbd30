import { describe, expect, it } from 'vitest';
import { bundledCatalogText } from '../../../src/core/catalog/bundled.ts';
import { createCatalog } from '../../../src/core/catalog/createCatalog.ts';
import type { InstancePrice } from '../../../src/core/model/catalog.ts';
import type { Provider } from '../../../src/core/model/deployment.ts';

const catalog = createCatalog(bundledCatalogText);

function price(name: string, provider: Provider, region: string): InstancePrice | null {
  const instance = catalog.instance(name, provider);
  return instance === null ? null : catalog.price(instance, region);
}

describe('instance prices', () => {
  it.each([
    ['aws', 'us-east-1', 'g6.xlarge', 0.8048, '2026-07-20'],
    ['aws', 'us-east-1', 'p5.48xlarge', 55.04, 'undated'],
    ['aws', 'us-east-1', 'p4d.24xlarge', 21.957642, 'undated'],
    ['gcp', 'us-central1', 'g2-standard-4', 0.706832, '2026-08-03'],
    ['gcp', 'us-east4', 'a3-highgpu-8g', 88.555756, '2026-08-03'],
    ['azure', 'eastus', 'Standard_NC24ads_A100_v4', 3.673, '2026-06-18'],
    ['lambda', 'us', 'gpu_1x_h100_sxm5', 4.29, '2026-09-25'],
    ['runpod', 'secure', 'secure:H100 SXM', 3.99, '2026-11-09'],
  ] as const)('%s %s %s is %d', (provider, region, name, onDemand, asOf) => {
    const found = price(name, provider, region);
    expect(found?.onDemand).toBe(onDemand);
    expect(found?.source.length).toBeGreaterThan(5);
    expect(found?.asOf).toBe(asOf);
  });

  it('has no on-demand price where none is sold, never 0', () => {
    const p5e = catalog
      .regions('aws')
      .flatMap((region) => price('p5e.48xlarge', 'aws', region) ?? []);
    expect(p5e.length).toBeGreaterThan(0);
    for (const one of p5e) expect(one).toMatchObject({ onDemand: null });
    const flex = price('a3-highgpu-1g', 'gcp', 'us-central1');
    expect(flex).toMatchObject({ onDemand: null, spot: 6.326193 });
    expect(flex?.note).toContain('Spot and Flex-start');
  });

  it('notes where sources disagree', () => {
    expect(price('Standard_NC48ads_A100_v4', 'azure', 'eastus')?.note).toContain('9.554');
    expect(price('Standard_NC48ads_A100_v4', 'azure', 'westeurope')?.note).toBe('');
  });

  it('does not stand in another region', () => {
    expect(price('g6.xlarge', 'aws', 'mars-north-1')).toBeNull();
    expect(catalog.instancesWith('L4', 'aws', 'mars-north-1')).toEqual([]);
    expect(catalog.instancesWith('L4', 'azure', 'eastus')).toEqual([]);
  });

  it('ignores case and spaces of names and regions', () => {
    expect(price('standard_nc24ads_a100_v4', 'azure', 'East US')?.onDemand).toBe(3.673);
    expect(catalog.instance('G6.XLARGE')?.name).toBe('g6.xlarge');
    expect(catalog.instance('no-such-type')).toBeNull();
  });

  it('prices a machine with accelerators attached as the sum of both', () => {
    const machine = price('n1-standard-4', 'gcp', 'us-central1')?.onDemand ?? 0;
    const attached = price('n1-standard-4+2xT4', 'gcp', 'us-central1');
    expect(attached?.onDemand).toBeCloseTo(machine + 2 * 0.35, 6);
    expect(catalog.instance('n1-standard-4+2xT4')).toMatchObject({
      accelerator: 'T4',
      acceleratorCount: 2,
      vcpus: 4,
    });
    expect(catalog.instance('n1-standard-96+1xT4')).toBeNull();
    expect(catalog.instance('gpu:t4')).toBeNull();
  });

  it('lists what carries an accelerator, cheapest first', () => {
    const offers = catalog.instancesWith('L4', 'aws', 'us-east-1');
    expect(offers[0]?.instance.name).toBe('g6.xlarge');
    const prices = offers.map((one) => one.price.onDemand ?? Infinity);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    for (const one of offers) expect(one.instance.acceleratorCount).toBeGreaterThanOrEqual(1);
  });

  it('lists machines without accelerators', () => {
    const offers = catalog.instancesWith(null, 'aws', 'us-east-1');
    expect(offers.length).toBeGreaterThan(100);
    for (const one of offers) expect(one.instance.accelerator).toBeNull();
  });

  it('tells forms of a product apart where the cloud sells only one', () => {
    expect(catalog.instance('Standard_NC24ads_A100_v4')?.accelerator).toBe('A100-PCIe-80');
    expect(catalog.instance('Standard_ND96amsr_A100_v4')?.accelerator).toBe('A100-SXM-80');
    expect(catalog.instance('p4d.24xlarge')?.accelerator).toBe('A100-SXM-40');
    expect(catalog.instance('p3.2xlarge')?.accelerator).toBe('V100-SXM-16');
    expect(catalog.instance('Standard_NC6s_v3')?.accelerator).toBe('V100-PCIe-16');
  });
});

describe('other prices', () => {
  it('knows managed platforms, and scales their factor to other regions', () => {
    expect(catalog.managed('aws-sagemaker', 'ml.g5.xlarge', 'us-east-1')?.perHour).toBe(1.4084);
    const ireland = catalog.managed('aws-sagemaker', 'ml.g5.xlarge', 'eu-west-1');
    const machine = price('g5.xlarge', 'aws', 'eu-west-1')?.onDemand ?? 0;
    expect(ireland?.perHour).toBeCloseTo(1.4 * machine, 5);
    expect(ireland?.source).toContain('1.40 x');
    expect(catalog.managed('hf-endpoints', 'nvidia-l4-x1', 'aws')?.perHour).toBe(0.8);
    expect(catalog.managed('hf-endpoints', 'nvidia-l4-x1', 'eu-west-1')).toBeNull();
  });

  it('prefers the price of the region over the one for all regions', () => {
    expect(catalog.ancillary('aws', 'eks_control_plane', 'eu-west-1')).toMatchObject({
      region: '*',
      usd: 0.1,
    });
    expect(catalog.ancillary('aws', 'egress_internet first 10TB', 'af-south-1')?.usd).toBe(0.154);
    expect(catalog.ancillary('aws', 'ebs_gp3_storage', 'eu-west-1')).toBeNull();
  });

  it('knows token prices', () => {
    const offers = catalog.apiPrices('GPT-5.5');
    expect(offers.find((one) => one.provider === 'azure' && one.variant === '')).toMatchObject({
      input: 5,
      output: 30,
      cachedInput: 0.5,
      longContext: { threshold: 272_000, input: 10, output: 45 },
    });
    expect(catalog.apiPrices('no-such-model')).toEqual([]);
  });
});
