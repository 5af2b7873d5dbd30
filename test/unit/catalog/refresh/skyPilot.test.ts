import { describe, expect, test } from 'vitest';
import { readingOf, readPrices, refreshedBy, shipped } from '../../../support/priceLists.ts';

const header =
  'InstanceType,vCPUs,MemoryGiB,AcceleratorName,AcceleratorCount,GpuInfo,Region,AvailabilityZone,Price,SpotPrice\n';
const gpuInfo = `"{'Gpus': [{'Name': 'L4', 'Manufacturer': 'NVIDIA', 'Count': 1.0, 'MemoryInfo': {'SizeInMiB': 22888}}], 'TotalGpuMemoryInMiB': 22888}"`;

describe('a SkyPilot catalogue', () => {
  test('counts the cheapest zone of a region', () => {
    const { kind, rows } = readingOf(
      `${header}g6.xlarge,4.0,16.0,L4,1.0,${gpuInfo},us-east-1,use1-az1,0.81,0.40\n` +
        `g6.xlarge,4.0,16.0,L4,1.0,${gpuInfo},us-east-1,use1-az2,0.81,0.35\n` +
        `g6.xlarge,4.0,16.0,L4,1.0,${gpuInfo},us-east-1,use1-az3,0.81,0\n`,
      { name: '/home/me/catalogs/v8/aws/vms.csv' },
    );
    expect(kind).toBe('SkyPilot catalogue');
    expect(rows).toEqual([
      {
        cloud: 'aws',
        region: 'us-east-1',
        type: 'g6.xlarge',
        vcpus: 4,
        memoryGiB: 16,
        accelerator: 'L4',
        accelerators: 1,
        acceleratorMemoryGiB: 22,
        onDemand: 0.81,
        spot: 0.35,
        source: 'SkyPilot catalogue aws/vms.csv',
        asOf: '2026-12-01',
      },
    ]);
  });

  test('on Google Cloud has accelerators in rows of their own, which are added', () => {
    const { rows, leftOut } = readingOf(
      `${header}a2-highgpu-2g,24.0,170.0,,,,us-central1,us-central1-a,1.5,0.7\n` +
        `a2-ultragpu-1g,12.0,170.0,,,,us-central1,us-central1-a,1.1,0.5\n` +
        `n1-standard-4,4.0,15.0,,,,us-central1,us-central1-a,0.19,0.04\n` +
        `,,,A100,1.0,,us-central1,us-central1-a,2.9,1.1\n` +
        `,,,A100,2.0,,us-central1,us-central1-a,5.8,2.2\n` +
        `,,,T4,1.0,,us-central1,us-central1-a,0.35,0.14\n` +
        `,,,tpu-v5e-8,1,,us-central1,us-central1-a,9.6,\n`,
      { name: 'catalogs/v8/gcp/vms.csv' },
    );
    const priced = new Map(rows.map((row) => [row.type, [row.onDemand, row.spot]]));
    expect(priced.get('a2-highgpu-2g')).toEqual([7.3, 2.9000000000000004]);
    expect(priced.get('n1-standard-4')).toEqual([0.19, 0.04]);
    expect(priced.get('gpu:t4')).toEqual([0.35, 0.14]);
    // Its accelerator has no row: without it, the price would be that of the host alone.
    expect(priced.has('a2-ultragpu-1g')).toBe(false);
    expect(leftOut.map(({ reason, count }) => [reason, count])).toEqual([
      ['machines whose accelerators have no price in the list', 1],
      ['TPU slices', 1],
    ]);
  });

  test('of machines that accelerators attach to is used for both together', () => {
    const catalog = refreshedBy(
      readingOf(
        `${header}n1-standard-4,4.0,15.0,,,,us-central1,us-central1-a,0.2,0.05\n` +
          `,,,T4,1.0,,us-central1,us-central1-a,0.4,0.15\n`,
        { name: 'gcp/vms.csv' },
      ),
    );
    const both = catalog.instance('n1-standard-4+2xT4', 'gcp');
    expect(both && catalog.price(both, 'us-central1')).toMatchObject({
      onDemand: 1,
      spot: 0.35,
      asOf: '2026-12-01',
    });
  });

  test('has to say of which cloud it is', () => {
    const text = `${header}g6.xlarge,4.0,16.0,L4,1.0,,us-east-1,a,0.81,0.40\n`;
    expect(readPrices(text, { name: 'prices.csv' })).toHaveProperty('refused');
    expect(readPrices(text, { name: 'vast/vms.csv' })).toHaveProperty('refused');
    expect(readingOf(text, { name: 'prices.csv', provider: 'aws' }).rows).toHaveLength(1);
    expect(readingOf(text, { name: 'https://x.example/v3/aws.csv?raw' }).rows).toHaveLength(1);
  });

  test('may have new machines, which are known from then on', () => {
    const text = `${header}g99.xlarge,8.0,64.0,H100,1.0,"{'Gpus': [{'MemoryInfo': {'SizeInMiB': 81559}}]}",us-east-1,a,3.5,\n`;
    const catalog = refreshedBy(readingOf(text, { name: 'aws/vms.csv' }));
    expect(shipped.instance('g99.xlarge')).toBeNull();
    expect(catalog.instance('g99.xlarge')).toMatchObject({
      accelerator: 'H100-SXM',
      acceleratorCount: 1,
      vcpus: 8,
      memoryGiB: 64,
    });
    expect(
      catalog.instancesWith('H100-SXM', 'aws', 'us-east-1').map((one) => one.instance.name),
    ).toContain('g99.xlarge');
  });
});
