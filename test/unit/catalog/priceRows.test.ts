import { describe, expect, it } from 'vitest';
import { bundledCatalogText } from '../../../src/core/catalog/bundled.ts';
import { createCatalog } from '../../../src/core/catalog/createCatalog.ts';
import { priceRows } from '../../../src/core/catalog/priceRows.ts';

const catalog = createCatalog(bundledCatalogText);

describe('price rows', () => {
  it('list one type in all its regions', () => {
    const rows = priceRows(catalog, { instance: 'G6.xlarge', region: null });
    expect(rows.length).toBeGreaterThan(10);
    expect(new Set(rows.map((row) => row.instance.name))).toEqual(new Set(['g6.xlarge']));
    expect(new Set(rows.map((row) => row.region)).size).toBe(rows.length);
  });

  it('list what carries an accelerator in a region, cheapest first', () => {
    const rows = priceRows(catalog, { instance: 'nvidia-l4', region: 'us-east-1' });
    expect(rows.map((row) => row.instance.name)).toContain('g6.xlarge');
    const prices = rows.map((row) => row.price.onDemand ?? Infinity);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
  });

  it('list a whole region', () => {
    const rows = priceRows(catalog, { instance: null, region: 'East US' });
    expect(rows.length).toBeGreaterThan(100);
    expect(new Set(rows.map((row) => row.provider))).toEqual(new Set(['azure']));
  });

  it('are empty for what is not known', () => {
    expect(priceRows(catalog, { instance: 'no-such-type', region: null })).toEqual([]);
    expect(priceRows(catalog, { instance: 'g6.xlarge', region: 'nowhere' })).toEqual([]);
  });
});
