import { describe, expect, test } from 'vitest';
import {
  applied,
  catalogWith,
  readingOf,
  readPrices,
  refreshedBy,
  shipped,
} from '../../../support/priceLists.ts';

const csv =
  'provider,region,instance,onDemandPerHour,spotPerHour,vcpus,memoryGiB,accelerator,accelerators,source,asOf\n' +
  'aws,us-east-1,p5.48xlarge,41.5,,,,,,contract 4711,2026-03-01\n' +
  'aws,,g6.xlarge,0.5,,,,,,,\n' +
  'other,berlin,rack-8,12,,96,1024,H100,8,,\n';

function price(catalog: typeof shipped, name: string, region: string) {
  const machine = catalog.instance(name);
  return machine === null ? null : catalog.price(machine, region);
}

describe('a price book', () => {
  const catalog = refreshedBy(readingOf(csv, { name: 'prices.csv' }));

  test('counts before public lists, whatever its day', () => {
    expect(price(shipped, 'p5.48xlarge', 'us-east-1')?.asOf).not.toBe('2026-03-01');
    const own = price(catalog, 'p5.48xlarge', 'us-east-1');
    expect(own).toMatchObject({ onDemand: 41.5, source: 'contract 4711', asOf: '2026-03-01' });
    // It says nothing of spot: that is what it was, and says where from.
    const listed = price(shipped, 'p5.48xlarge', 'us-east-1');
    expect(own?.spot).toBe(listed?.spot);
    expect(own?.spotSource).toEqual({ source: listed?.source, asOf: listed?.asOf });
  });

  test('without a region holds in all of them', () => {
    for (const region of ['us-east-1', 'eu-west-1']) {
      expect(price(catalog, 'g6.xlarge', region)).toMatchObject({
        onDemand: 0.5,
        source: 'price book prices.csv',
        asOf: '2026-12-01',
      });
    }
    expect(catalog.regions('aws')).toEqual(shipped.regions('aws'));
  });

  test('may have machines that no list has', () => {
    expect(catalog.instance('rack-8')).toEqual({
      provider: 'other',
      name: 'rack-8',
      vcpus: 96,
      memoryGiB: 1024,
      accelerator: 'H100-SXM',
      acceleratorName: 'H100',
      acceleratorCount: 8,
    });
    expect(price(catalog, 'rack-8', 'berlin')?.onDemand).toBe(12);
    expect(price(catalog, 'rack-8', 'paris')).toBeNull();
  });

  test('replaces the one before', () => {
    const first = applied([readingOf(csv)]);
    if ('refused' in first) throw new Error(first.refused);
    const next = applied(
      [readingOf('provider,instance,onDemandPerHour\naws,g6.xlarge,0.45\n')],
      first.file,
    );
    if ('refused' in next) throw new Error(next.refused);
    const after = catalogWith(next.file);
    expect(price(after, 'g6.xlarge', 'us-east-1')?.onDemand).toBe(0.45);
    expect(after.instance('rack-8')).toBeNull();
    expect(price(after, 'p5.48xlarge', 'us-east-1')).toEqual(
      price(shipped, 'p5.48xlarge', 'us-east-1'),
    );
  });

  test('may be JSON', () => {
    const json = {
      version: 1,
      source: 'contract 4711',
      asOf: '2026-03-01',
      prices: [
        { provider: 'aws', region: 'us-east-1', instance: 'p5.48xlarge', onDemandPerHour: 41.5 },
      ],
    };
    expect(
      price(refreshedBy(readingOf(JSON.stringify(json))), 'p5.48xlarge', 'us-east-1'),
    ).toMatchObject({
      onDemand: 41.5,
      source: 'contract 4711',
      asOf: '2026-03-01',
    });
  });

  test.each([
    [
      'aws,us-east-1,g6.xlarge,-1,,,,,,,',
      'line 2: onDemandPerHour must be USD an hour, above 0 and at most 5,000',
    ],
    ['aws,us-east-1,g6.xlarge,1e9,,,,,,,', 'line 2: onDemandPerHour must be USD an hour'],
    ['aws,us-east-1,g6.xlarge,NaN,,,,,,,', 'line 2: onDemandPerHour must be a number'],
    ['aws,us-east-1,g6.xlarge,,,,,,,,', 'line 2: the entry must be given a price'],
    ['amazon,us-east-1,g6.xlarge,1,,,,,,,', 'line 2: provider must be one of aws,'],
    ['aws,us-east-1,,1,,,,,,,', 'line 2: instance must be text'],
    [
      'aws,us-east-1,g6\u202e.xlarge,1,,,,,,,',
      'line 2: instance must be a name of printable characters',
    ],
    ['aws,us-east-1,g6.xlarge,1,,,,,,,2026', 'line 2: asOf must be a date like 2026-01-31'],
  ])('with a mistake is refused, with the line: %s', (row, message) => {
    const [header = ''] = csv.split('\n');
    const result = readPrices(`${header}\n${row}\naws,,g6.xlarge,0.5,,,,,,,\n`);
    expect(result).toHaveProperty('refused');
    expect('refused' in result ? result.refused : '').toContain(message);
  });

  test('as JSON names the line too', () => {
    const text =
      '{\n  "version": 1,\n  "prices": [\n    { "provider": "aws", "instance": "a", "onDemandPerHour": 1 },\n' +
      '    { "provider": "aws", "instance": "b",\n      "onDemandPerHour": -1,\n      "__proto__": 1,\n      "price": 2 },\n    { "provider": "aws" }\n  ]\n}';
    const result = readPrices(text);
    if (!('refused' in result)) throw new Error('taken');
    expect(result.refused.split('; ')).toEqual([
      'line 6: onDemandPerHour must be USD an hour, above 0 and at most 5,000',
      'line 7: __proto__, price is no column of a price book',
      'line 9: instance must be text',
    ]);
  });
});
