import { describe, expect, test } from 'vitest';
import { openCatalog } from '../../src/cli/catalog.ts';
import { callCli } from '../support/callCli.ts';

const catalog = await openCatalog({ dataFolder: null, warn: () => undefined });

async function json(...args: string[]): Promise<Record<string, unknown>> {
  const { status, output } = await callCli('/', ['prices', ...args, '--format', 'json']);
  expect(status).toBe(0);
  return JSON.parse(output) as Record<string, unknown>;
}

describe('prices', () => {
  test('of one instance in one region are those of the catalogue, with source and date', async () => {
    const instance = catalog.instance('g6.xlarge', 'aws');
    const price = instance === null ? null : catalog.price(instance, 'us-east-1');
    expect(price).not.toBeNull();
    expect(await json('--instance', 'g6.xlarge', '--region', 'us-east-1')).toMatchObject({
      version: 1,
      prices: { asOf: catalog.asOf, id: catalog.priceId, currency: 'USD' },
      instances: [
        {
          provider: 'aws',
          instance: 'g6.xlarge',
          region: 'us-east-1',
          accelerator: 'L4',
          accelerators: 1,
          ...price,
        },
      ],
    });
  });

  test('of an instance in all regions, of a region for all instances', async () => {
    const { instances } = await json('--instance', 'g6.xlarge');
    expect((instances as unknown[]).length).toBeGreaterThan(5);
    const all = (await json('--region', 'us-east-1')).instances as { region: string }[];
    expect(new Set(all.map(({ region }) => region))).toEqual(new Set(['us-east-1']));
  });

  test('without a question: what there is', async () => {
    const { providers } = await json();
    expect((providers as { provider: string }[]).map(({ provider }) => provider)).toEqual(
      catalog.providers,
    );
  });

  test('as text, each with its day, the sources below', async () => {
    const { output } = await callCli('/', ['prices', '--instance', 'g6.xlarge', '--region', 'us-east-1']);
    const [header, row, , source] = output.split('\n');
    expect(header).toMatch(/^Provider +Instance +Region +Accelerators +On demand +Spot +As of$/);
    expect(row).toMatch(/^aws +g6\.xlarge +us-east-1 +1 × L4 +\$0\.\d+\/h +\$0\.\d+\/h +\d{4}-\d\d-\d\d$/);
    expect(source).not.toBe('');
  });
});
