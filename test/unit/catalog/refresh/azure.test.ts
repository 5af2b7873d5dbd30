import { describe, expect, test } from 'vitest';
import { azureAnswer, azureItem, readingOf, refreshedBy } from '../../../support/priceLists.ts';

const name = 'Standard_NC24ads_A100_v4';

describe('an answer of the Azure Retail Prices API', () => {
  test('gives the hours of Linux machines, on demand and spot', () => {
    const reading = readingOf(
      azureAnswer([
        azureItem(name, 3.9),
        azureItem(name, 1.1, {
          skuName: 'NC24ads A100 v4 Spot',
          meterName: 'NC24ads A100 v4 Spot',
        }),
        azureItem(name, 0.7, { skuName: 'NC24ads A100 v4 Low Priority' }),
        azureItem(name, 5.2, { productName: 'Virtual Machines NCads A100 v4 Series Windows' }),
        azureItem(name, 30_000, { type: 'Reservation', reservationTerm: '1 Year' }),
        azureItem(name, 4.5, { effectiveStartDate: '2027-01-01T00:00:00Z' }),
        azureItem(name, 2.9, { currencyCode: 'EUR' }),
        azureItem('Standard_Z99_v9', 2),
        azureItem('', 2),
        { what: 'else' },
      ]),
    );
    expect(reading.rows.map(({ onDemand, spot }) => [onDemand, spot])).toEqual([
      [3.9, null],
      [null, 1.1],
    ]);
    expect(reading.leftOut.map(({ reason, examples }) => [reason, examples[0]])).toEqual([
      ['prices in EUR', `${name} in eastus`],
      [
        'machines that the catalogue does not know, of which the list says no size',
        'Standard_Z99_v9',
      ],
    ]);
    const catalog = refreshedBy(reading);
    const machine = catalog.instance(name, 'azure');
    expect(machine).toMatchObject({ accelerator: 'A100-PCIe-80', acceleratorCount: 1, vcpus: 24 });
    expect(machine && catalog.price(machine, 'East US')).toMatchObject({
      onDemand: 3.9,
      spot: 1.1,
      source: 'Azure Retail Prices API',
      asOf: '2026-12-01',
    });
  });

  test('names the page after it', () => {
    const next = 'https://prices.azure.com:443/api/retail/prices?$skip=1000';
    expect(readingOf(azureAnswer([], next)).next).toBe(next);
    expect(readingOf(azureAnswer([]))).not.toHaveProperty('next');
  });
});
