import { describe, expect, test } from 'vitest';
import { awsCsv, readingOf, readPrices } from '../../../support/priceLists.ts';

/** The attributes of a Linux machine in an offer file as JSON. */
function product(type: string, more: object = {}): object {
  return {
    sku: 'A',
    productFamily: 'Compute Instance',
    attributes: {
      servicecode: 'AmazonEC2',
      regionCode: 'us-east-1',
      instanceType: type,
      vcpu: '4',
      memory: '16 GiB',
      tenancy: 'Shared',
      operatingSystem: 'Linux',
      licenseModel: 'No License required',
      capacitystatus: 'Used',
      marketoption: 'OnDemand',
      preInstalledSw: 'NA',
      ...more,
    },
  };
}

function terms(price: string, currency = 'USD', unit = 'Hrs'): object {
  return {
    'A.JRTCKXETXF': {
      offerTermCode: 'JRTCKXETXF',
      priceDimensions: {
        'A.JRTCKXETXF.6YS6EN2CT7': { unit, pricePerUnit: { [currency]: price } },
      },
    },
  };
}

const g6 = {
  cloud: 'aws',
  region: 'us-east-1',
  type: 'g6.xlarge',
  vcpus: 4,
  memoryGiB: 16,
  accelerator: 'L4',
  accelerators: 1,
  acceleratorMemoryGiB: null,
  acceleratorId: 'L4',
  onDemand: 0.8048,
  spot: null,
  asOf: '2026-11-20',
};

describe('an AWS price list as CSV', () => {
  test('gives the on-demand prices of Linux machines', () => {
    const { rows, leftOut } = readingOf(
      awsCsv(
        ['g6.xlarge', 'Windows', '1.2'],
        ['g6.xlarge', 'Linux', '0.8048000000'],
        ['g6.xlarge', 'Linux', '0.9', { Tenancy: 'Dedicated' }],
        ['g6.xlarge', 'Linux', '0.1', { MarketOption: 'CapacityBlock' }],
        ['g6.xlarge', 'Linux', '0.1', { CapacityStatus: 'UnusedCapacityReservation' }],
        ['g6.xlarge', 'Linux', '0.1', { 'Pre Installed S/W': 'SQL Std' }],
        ['g6.xlarge', 'Linux', '0.1', { TermType: 'Reserved' }],
        ['g6.xlarge', 'Linux', '0.0000000000', { Unit: 'Hrs' }],
        ['', '', '0.09', { 'Product Family': 'Data Transfer', Unit: 'GB' }],
      ),
    );
    expect(rows).toEqual([{ ...g6, source: 'AWS price list AmazonEC2, version 20261120100000' }]);
    expect(leftOut).toEqual([]);
  });

  test('says how many accelerators a new machine has, and its family says which', () => {
    const { rows, leftOut } = readingOf(
      awsCsv(
        ['g6.96xlarge', 'Linux', '19', { vCPU: '384', Memory: '1,536 GiB', GPU: '16' }],
        ['m99.large', 'Linux', '0.1', { GPU: 'NA' }],
        ['zz9.large', 'Linux', '5', { GPU: '2' }],
        ['inf2.96xlarge', 'Linux', '25'],
      ),
    );
    expect(
      rows.map(({ type, accelerator, accelerators, memoryGiB }) => [
        type,
        accelerator,
        accelerators,
        memoryGiB,
      ]),
    ).toEqual([
      ['g6.96xlarge', 'L4', 16, 1536],
      ['m99.large', '', null, 16],
    ]);
    expect(leftOut).toEqual([
      {
        reason: 'machines whose accelerators the list does not name',
        count: 2,
        examples: ['zz9.large', 'inf2.96xlarge'],
      },
    ]);
  });

  test('in another currency is not taken', () => {
    const { rows, leftOut } = readingOf(awsCsv(['g6.xlarge', 'Linux', '5.8', { Currency: 'CNY' }]));
    expect(rows).toEqual([]);
    expect(leftOut).toMatchObject([{ reason: 'prices in CNY', count: 1 }]);
  });

  test('that is cut within a row is refused', () => {
    const text = awsCsv(['g6.xlarge', 'Linux', '0.8048000000']);
    expect(readPrices(text.slice(0, -20))).toEqual({ refused: 'ends in the middle of a row' });
  });
});

describe('an AWS price list as JSON', () => {
  const file = {
    formatVersion: 'v1.0',
    offerCode: 'AmazonEC2',
    version: '20261120100000',
    publicationDate: '2026-11-20T10:00:00Z',
    products: {
      A: product('g6.xlarge'),
      B: product('g6.xlarge', { operatingSystem: 'Windows' }),
      C: product('m9.large'),
      D: 'nothing that is known',
      __proto__x: product('g6.2xlarge'),
    },
    terms: { OnDemand: { A: terms('0.8048000000'), B: terms('1.2'), __proto__x: 7 }, Reserved: {} },
  };

  test('is the same list', () => {
    expect(readingOf(JSON.stringify(file)).rows).toEqual([
      { ...g6, source: 'AWS price list AmazonEC2, version 20261120100000' },
    ]);
  });

  test('may be an answer of the price list service', () => {
    const entry = {
      product: product('g6.xlarge'),
      serviceCode: 'AmazonEC2',
      terms: { OnDemand: terms('0.8048000000') },
      version: '20261120100000',
      publicationDate: '2026-11-20T10:00:00Z',
    };
    const answer = {
      FormatVersion: 'aws_v1',
      PriceList: [JSON.stringify(entry), entry, 'no JSON'],
    };
    const { rows } = readingOf(JSON.stringify(answer));
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject(g6);
  });

  test('whose keys are those of every object holds nothing more', () => {
    const odd = JSON.stringify(file).replaceAll('__proto__x', '__proto__');
    expect(readingOf(odd).rows).toHaveLength(1);
  });
});
