import { describe, expect, test } from 'vitest';
import { priceChanges } from '../../../src/core/catalog/priceChanges.ts';
import { ownTable, readingOf, refreshedBy, shipped } from '../../support/priceLists.ts';

const row = (region: string, type: string, onDemand: number | '', spot: number | '' = '') => [
  'aws',
  region,
  type,
  4,
  16,
  'L4',
  1,
  24,
  onDemand,
  spot,
  'my list',
  '2026-12-01',
];

describe('how prices changed', () => {
  const g6 = shipped.instance('g6.xlarge', 'aws');
  const was = (region: string) => (g6 && shipped.price(g6, region)?.onDemand) ?? 0;
  const after = refreshedBy(
    readingOf(
      ownTable(
        row('us-east-1', 'g6.xlarge', was('us-east-1')),
        row('us-west-2', 'g6.xlarge', was('us-west-2') / 2),
        row('us-east-2', 'g6.xlarge', was('us-east-2') * 1.1),
        row('us-east-1', 'g99.xlarge', 2, 1),
      ),
    ),
  );

  test('is counted, on demand and spot apart, and the largest move of a machine is named', () => {
    const { untouched, ...changes } = priceChanges(shipped, after);
    expect(changes).toEqual({
      added: 2,
      removed: 0,
      lower: 1,
      higher: 1,
      confirmed: 1,
      others: 0,
      moves: [
        {
          provider: 'aws',
          instance: 'g6.xlarge',
          region: 'us-west-2',
          regions: 2,
          kind: 'onDemand',
          before: was('us-west-2'),
          after: was('us-west-2') / 2,
        },
      ],
    });
    expect(untouched).toBeGreaterThan(40_000);
  });

  test('back again is the other way round', () => {
    expect(priceChanges(after, shipped)).toMatchObject({
      added: 0,
      removed: 2,
      lower: 1,
      higher: 1,
      confirmed: 1,
    });
  });

  test('is nothing between the same prices', () => {
    expect(priceChanges(shipped, shipped)).toMatchObject({ added: 0, confirmed: 0, moves: [] });
  });
});
