import { describe, expect, it } from 'vitest';
import { bundledCatalogText } from '../../../src/core/catalog/bundled.ts';
import { catalogProblems } from '../../../src/core/catalog/check.ts';
import { createCatalog } from '../../../src/core/catalog/createCatalog.ts';
import { refreshPrices } from '../../../src/core/catalog/refresh.ts';

const columns =
  'cloud\tregion\tinstance_type\tvcpus\tmemory_gib\taccelerator\taccelerator_count\t' +
  'accelerator_memory_gib\ton_demand_usd_per_hour\tspot_usd_per_hour\tspot_median_usd_per_hour\tsource\tas_of';

const table = [
  columns,
  'aws\tus-east-1\tg6.xlarge\t4\t16\tL4\t1\t24\t0.7\t0.25\t0.25\tmy price list\t2026-12-01',
  'aws\teu-west-1\tg6.xlarge\t4\t16\tL4\t1\t24\t0.81\t\t\tmy price list\t2026-12-01',
  'aws\tus-east-1\tm9.large\t2\t8\t\t\t\t0.096\t\t\tmy price list\t2026-12-01',
  'aws\tus-east-1\tx9.large\t2\t8\tNovelty-9000\t1\t8\t1.5\t\t\tmy price list\t2026-12-01',
  'aws\tus-east-1\tfree.large\t2\t8\t\t\t\t0\t\t\tmy price list\t2026-12-01',
].join('\n');

describe('refreshing prices', () => {
  const refreshed = refreshPrices(bundledCatalogText, table);
  const catalog = createCatalog(refreshed.text);

  it('gives a sound catalogue with the new prices', () => {
    expect(catalogProblems(refreshed.text)).toEqual([]);
    const g6 = catalog.instance('g6.xlarge');
    expect(g6?.accelerator).toBe('L4');
    expect(g6 && catalog.price(g6, 'us-east-1')).toEqual({
      onDemand: 0.7,
      spot: 0.25,
      note: '',
      source: 'my price list',
      asOf: '2026-12-01',
    });
    expect(g6 && catalog.price(g6, 'eu-west-1')).toMatchObject({ onDemand: 0.81, spot: null });
    expect(catalog.asOf).toBe('2026-12-01');
    expect(catalog.priceId).not.toBe(createCatalog(bundledCatalogText).priceId);
    expect(catalog.model('Qwen/Qwen3-8B')?.facts.id).toBe('Qwen/Qwen3-8B');
  });

  it('keeps what it does not know by name, and says so', () => {
    expect(catalog.instance('x9.large')).toMatchObject({
      accelerator: null,
      acceleratorName: 'Novelty-9000',
      acceleratorCount: 1,
    });
    expect(refreshed.problems.join()).toContain('Novelty-9000');
  });

  it('has no price of 0', () => {
    expect(catalog.instance('free.large')).toBeNull();
    expect(refreshed.problems.join()).toContain('free.large');
  });

  it('changes nothing when the table holds no price', () => {
    for (const broken of ['', 'no table at all', columns, 'cloud\tregion\nx\ty']) {
      const result = refreshPrices(bundledCatalogText, broken);
      expect(result.text).toBe(bundledCatalogText);
      expect(result.problems.length).toBeGreaterThan(0);
    }
  });

  it('gives the same bytes for the same table', () => {
    expect(refreshPrices(bundledCatalogText, table).text.instances).toBe(refreshed.text.instances);
  });
});
