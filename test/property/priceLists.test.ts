import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noRefreshedPrices } from '../../src/core/catalog/refresh/refreshedFile.ts';
import type { Catalog } from '../../src/core/model/catalog.ts';
import {
  applied,
  awsCsv,
  azureAnswer,
  azureItem,
  catalogWith,
  ownTable,
  readPrices,
  shipped,
} from '../support/priceLists.ts';
import { mutated } from '../support/mutated.ts';

const name = 'Standard_NC24ads_A100_v4';
const skyPilotHeader =
  'InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,GpuInfo,Price,SpotPrice,Region,AvailabilityZone\n';

/** A list of each kind, as it is published. */
const lists = [
  ownTable(
    ['aws', 'us-east-1', 'g6.xlarge', 4, 16, 'L4', 1, 24, 0.7, 0.3, 'my list', '2026-12-01'],
    ['gcp', 'us-central1', 'n1-standard-4', 4, 15, '', '', '', 0.19, '', 'my list', '2026-12'],
    [
      'aws',
      'us-east-1',
      'g9.xlarge',
      4,
      16,
      'Novelty-9000',
      1,
      24,
      0.9,
      '',
      'my list',
      '2026-12-01',
    ],
  ),
  `${skyPilotHeader}g6.xlarge,L4,1.0,4.0,16.0,"{'Gpus': [{'MemoryInfo': {'SizeInMiB': 22888}}]}",0.8048,0.41,us-east-1,use1-az1\n` +
    'm6i.large,,,2.0,8.0,,0.096,0.04,us-east-1,use1-az1\n',
  awsCsv(['g6.xlarge', 'Linux', '0.8048000000'], ['m7i.large', 'Linux', '0.1008000000']),
  azureAnswer([azureItem(name, 3.673), azureItem(name, 0.9, { skuName: 'NC24ads A100 v4 Spot' })]),
  'provider,region,instance,onDemandPerHour,accelerator,accelerators\naws,us-east-1,g6.xlarge,0.5,,\nother,,rack,9.5,H100,8\n',
  JSON.stringify({
    version: 1,
    prices: [{ provider: 'aws', instance: 'g6.xlarge', onDemandPerHour: 0.5 }],
  }),
];

/** What breaks, or means harm. */
const mutation = fc.record({
  at: fc.nat(),
  length: fc.nat({ max: 60 }),
  insert: fc.oneof(
    fc.constantFrom(
      '',
      '"',
      '""',
      ',',
      '\t',
      '\n',
      '\r\n',
      '\0',
      '\ud800',
      '\u202e',
      '\u001b[2J',
      '-',
      '1e9',
      '1e999',
      'NaN',
      'Infinity',
      '0',
      '__proto__',
      'constructor',
      '{',
      '}',
      '[',
      ']',
      'null',
      '../../x',
      '9'.repeat(40),
    ),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  ),
});

/** Prices that are none, and names that cannot be shown. */
function unsound(catalog: Catalog): string[] {
  return catalog.instances.flatMap((machine) =>
    catalog.regions(machine.provider).flatMap((region) => {
      const price = catalog.price(machine, region);
      if (price === null) return [];
      const isSound = [price.onDemand, price.spot].every(
        (value) => value === null || (value > 0 && value <= 5_000 && Number.isFinite(value)),
      );
      const isShown = !/[\u0000-\u001f\u202a-\u202e]/.test(machine.name + region + price.source);
      return isSound && isShown ? [] : [`${machine.name} ${region} ${JSON.stringify(price)}`];
    }),
  );
}

describe('lists of prices, however broken', () => {
  test('throw nothing, change nothing that was there, and give no price that is none', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...lists),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        fc.nat({ max: 40 }),
        (list, mutations, pieces) => {
          const text = mutated(list, mutations);
          const file = { name: 'catalogs/aws/vms.csv' };
          const reading = readPrices(text, file, pieces + 1);
          expect(readPrices(text, file)).toEqual(reading);
          if ('refused' in reading) return;
          const before = JSON.stringify(noRefreshedPrices);
          const result = applied([reading]);
          expect(JSON.stringify(noRefreshedPrices)).toBe(before);
          if ('refused' in result) return;
          const catalog = catalogWith(result.file);
          expect(unsound(catalog)).toEqual([]);
          // What the list cannot have named is as it was.
          expect(catalog.price(oci, 'all')).toEqual(shipped.price(oci, 'all'));
          expect(Object.prototype).not.toHaveProperty('onDemand');
        },
      ),
      { numRuns: 150 },
    );
  });

  test('that are whole are taken', () => {
    for (const list of lists) {
      const reading = readPrices(list, { name: 'catalogs/aws/vms.csv' });
      expect(reading).toHaveProperty('rows');
      if (!('refused' in reading)) expect(applied([reading])).toHaveProperty('file');
    }
  });
});

const oci = shipped.instances.find(({ provider }) => provider === 'oci') ?? {
  provider: 'oci' as const,
  name: '',
  vcpus: null,
  memoryGiB: null,
  accelerator: null,
  acceleratorName: null,
  acceleratorCount: 0,
};
