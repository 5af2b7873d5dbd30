import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundledCatalogText } from '../../../../src/core/catalog/bundled.ts';
import { fileText } from '../../../../src/core/catalog/compact/file.ts';
import { instanceRowsOf } from '../../../../src/core/catalog/compact/instanceRows.ts';
import { compactInstances } from '../../../../src/core/catalog/compact/instances.ts';
import { bundledContext } from '../../../../src/core/catalog/refresh/bundledContext.ts';
import type { InstancesFile } from '../../../../src/core/catalog/schema.ts';
import type { Catalog } from '../../../../src/core/model/catalog.ts';
import {
  applied,
  azureAnswer,
  azureItem,
  catalogWith,
  ownTable,
  readingOf,
  refreshedBy,
  shipped,
} from '../../../support/priceLists.ts';

function price(catalog: Catalog, name: string, region: string) {
  const machine = catalog.instance(name);
  return machine === null ? null : catalog.price(machine, region);
}

const list = (onDemand: number, day: string, spot: number | '' = ''): string =>
  ownTable(['aws', 'us-east-1', 'g6.xlarge', 4, 16, 'L4', 1, 24, onDemand, spot, 'my list', day]);

describe('refreshed prices', () => {
  const catalog = refreshedBy(readingOf(list(0.7, '2026-12-01')));
  const before = price(shipped, 'g6.xlarge', 'us-east-1');

  test('take the place of older ones, each with its source and day', () => {
    expect(price(catalog, 'g6.xlarge', 'us-east-1')).toEqual({
      onDemand: 0.7,
      spot: before?.spot,
      note: '',
      source: 'my list',
      asOf: '2026-12-01',
      spotSource: { source: before?.source, asOf: before?.asOf },
    });
    expect(price(catalog, 'g6.2xlarge', 'us-east-1')).toEqual(
      price(shipped, 'g6.2xlarge', 'us-east-1'),
    );
    expect(price(catalog, 'g6.xlarge', 'us-west-2')).toEqual(
      price(shipped, 'g6.xlarge', 'us-west-2'),
    );
    expect(catalog.regions('aws')).toEqual(shipped.regions('aws'));
    expect(catalog.model('Qwen/Qwen3-8B')?.facts.id).toBe('Qwen/Qwen3-8B');
  });

  test('change the id and the day of the catalogue', () => {
    expect(catalog.priceId).toMatch(/^[0-9a-f]{13}$/);
    expect(catalog.priceId).not.toBe(shipped.priceId);
    expect(catalog.priceId).toBe(refreshedBy(readingOf(list(0.7, '2026-12-01'))).priceId);
    expect(catalog.asOf).toBe('2026-12-01');
  });

  test('that are older than those that ship change nothing that is used', () => {
    const old = refreshedBy(readingOf(list(0.7, '2025-01')));
    expect(price(old, 'g6.xlarge', 'us-east-1')).toEqual(before);
  });

  test('of several lists add up, the newest first', () => {
    const spotOnly = ownTable([
      'aws',
      'us-east-1',
      'g6.xlarge',
      '',
      '',
      '',
      '',
      '',
      '',
      0.2,
      'spot list',
      '2026-12-09',
    ]);
    const first = applied([readingOf(list(0.7, '2026-12-01', 0.3))]);
    if ('refused' in first) throw new Error(first.refused);
    const second = applied([readingOf(list(0.75, '2026-11-25')), readingOf(spotOnly)], first.file);
    if ('refused' in second) throw new Error(second.refused);
    expect(price(catalogWith(second.file), 'g6.xlarge', 'us-east-1')).toMatchObject({
      onDemand: 0.7,
      spot: 0.2,
      source: 'my list',
      spotSource: { source: 'spot list', asOf: '2026-12-09' },
    });
  });

  test('of one file do not depend on how often it is read', () => {
    const once = applied([readingOf(list(0.7, '2026-12-01'))]);
    if ('refused' in once) throw new Error(once.refused);
    expect(applied([readingOf(list(0.7, '2026-12-01'))], once.file)).toEqual(once);
  });

  test('leave SageMaker’s factors as they were, and apply them to the new price', () => {
    const region = 'eu-west-2';
    const machine = 'g6.xlarge';
    const now = price(shipped, machine, region)?.onDemand ?? 0;
    const cheaper = refreshedBy(
      readingOf(
        ownTable(
          ...[region, 'us-east-1'].map((where) => [
            'aws',
            where,
            machine,
            4,
            16,
            'L4',
            1,
            24,
            (price(shipped, machine, where)?.onDemand ?? 0) / 2,
            '',
            'my list',
            '2026-12-01',
          ]),
        ),
      ),
    );
    const of = (one: Catalog) => one.managed('aws-sagemaker', 'ml.g6.xlarge', region)?.perHour ?? 0;
    expect(of(cheaper) / of(shipped)).toBeCloseTo(0.5, 4);
    expect(of(cheaper)).toBeLessThan(now);
  });
});

describe('what cannot be true', () => {
  test.each([
    ['is negative', -0.7],
    ['is no number', 'free'],
    ['is beyond any machine', 1e9],
    ['is 0', 0],
    ['is another one altogether', 70],
  ])('a price that %s is left out', (_, value) => {
    const reading = readingOf(
      ownTable(
        ['aws', 'us-east-1', 'g6.xlarge', 4, 16, 'L4', 1, 24, value, '', 'my list', '2026-12-01'],
        ['aws', 'us-east-1', 'g6.2xlarge', 8, 32, 'L4', 1, 24, 0.9, '', 'my list', '2026-12-01'],
      ),
    );
    const after = refreshedBy(reading);
    expect(price(after, 'g6.xlarge', 'us-east-1')).toEqual(
      price(shipped, 'g6.xlarge', 'us-east-1'),
    );
    expect(price(after, 'g6.2xlarge', 'us-east-1')?.onDemand).toBe(0.9);
  });

  test('a list in other units is refused as a whole', () => {
    const rows = shipped.instances
      .filter(({ provider, name }) => provider === 'aws' && name.startsWith('g6'))
      .map(({ name }) => {
        const cents = (price(shipped, name, 'us-east-1')?.onDemand ?? 0) * 4;
        return ['aws', 'us-east-1', name, '', '', '', '', '', cents, '', 'my list', '2026-12-01'];
      });
    expect(applied([readingOf(ownTable(...rows))])).toMatchObject({
      refused: expect.stringContaining('other units or another currency') as string,
    });
  });

  test('clouds and names that are none are left out', () => {
    const result = applied([
      readingOf(
        ownTable(
          [
            '__proto__',
            'us-east-1',
            'g6.xlarge',
            4,
            16,
            'L4',
            1,
            24,
            0.7,
            '',
            'my list',
            '2026-12-01',
          ],
          [
            'aws',
            'us-\u001b[31meast',
            'g6.xlarge',
            4,
            16,
            'L4',
            1,
            24,
            0.7,
            '',
            'my list',
            '2026-12-01',
          ],
          ['aws', 'us-east-1', 'g6.xlarge', 4, 16, 'L4', 1, 24, 0.7, '', 'my list', '2026-12-01'],
          ['aws', '__proto__', 'constructor', 4, 16, '', '', '', 0.7, '', 'my list', '2026-12-01'],
        ),
      ),
    ]);
    if ('refused' in result) throw new Error(result.refused);
    expect(result.leftOut.map(({ reason, count }) => [reason, count])).toEqual([
      ['clouds that are not known', 1],
      ['names or days that are none', 1],
    ]);
    const after = catalogWith(result.file);
    expect(price(after, 'constructor', '__proto__')?.onDemand).toBe(0.7);
    expect(price(after, 'toString', '__proto__')).toBeNull();
  });

  test('lists without a price are refused, with what is wrong with them', () => {
    expect(applied([])).toEqual({ refused: 'no price that could be taken' });
    expect(applied([readingOf(azureAnswer([]))])).toEqual({
      refused: 'no price that could be taken',
    });
    expect(applied([readingOf(list(-1, '2026-12-01'))])).toMatchObject({
      refused: expect.stringContaining('g6.xlarge in us-east-1: -1') as string,
    });
  });

  test('a good list does not save a bad one', () => {
    const bad = readingOf(
      azureAnswer(
        shipped.instances
          .filter(({ provider }) => provider === 'azure')
          .slice(0, 40)
          .map(({ name }) => azureItem(name, (price(shipped, name, 'eastus')?.onDemand ?? 1) * 3)),
      ),
    );
    expect(applied([readingOf(list(0.7, '2026-12-01')), bad])).toHaveProperty('refused');
  });
});

describe('the tables of the project’s own that are not about machines', () => {
  test('are taken as they are', () => {
    const managed =
      'platform\tregion_or_vendor\tinstance_type\tvcpus\tmemory_gib\taccelerator\taccelerator_count\tusd_per_hour\tsource\n' +
      'aws-sagemaker\tus-east-1\tml.g6.xlarge\t4\t16\tL4\t1\t1.01\tprice page, 2026-12-01\n';
    const ancillary =
      'cloud\tregion\titem\tunit\tusd\tnote\tsource\naws\tus-east-1\tegress\tGB\t0.08\t\tprice page, 2026-12-01\n';
    const api =
      'provider\tmode\tmodel\tregion_variant\tinput_usd_per_1m\toutput_usd_per_1m\nopenai\tchat\tgpt-99\t\t1\t2\n';
    const catalog = refreshedBy(readingOf(managed), readingOf(ancillary), readingOf(api));
    expect(catalog.managed('aws-sagemaker', 'ml.g6.xlarge', 'us-east-1')?.perHour).toBe(1.01);
    expect(catalog.managed('aws-sagemaker', 'ml.g5.xlarge', 'us-east-1')).toEqual(
      shipped.managed('aws-sagemaker', 'ml.g5.xlarge', 'us-east-1'),
    );
    expect(catalog.ancillary('aws', 'egress', 'us-east-1')?.usd).toBe(0.08);
    expect(catalog.ancillaries.length).toBeGreaterThanOrEqual(shipped.ancillaries.length);
    expect(catalog.apiPrices('gpt-99')).toMatchObject([{ input: 1, output: 2 }]);
    expect(catalog.apiPrices('gpt-5.5')).toEqual(shipped.apiPrices('gpt-5.5'));
  });
});

test('the rows of a compact file give that file again', () => {
  const { supplement, accelerators } = bundledContext(shipped);
  const file = JSON.parse(bundledCatalogText.instances) as InstancesFile;
  const again = compactInstances(instanceRowsOf(file), supplement, accelerators, []).text;
  expect(again).toBe(
    readFileSync(join(import.meta.dirname, '../../../../data/instances.json'), 'utf8'),
  );
  expect(fileText(file)).toBe(again);
});
