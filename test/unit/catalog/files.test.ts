import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bundledCatalogText } from '../../../src/core/catalog/bundled.ts';
import { catalogProblems } from '../../../src/core/catalog/check.ts';
import { createCatalog } from '../../../src/core/catalog/createCatalog.ts';
import { catalogParts } from '../../../src/core/catalog/text.ts';

const catalog = createCatalog(bundledCatalogText);

describe('the bundled files', () => {
  it('are what their schemas say', () => {
    expect(catalogProblems(bundledCatalogText)).toEqual([]);
  });

  it('take less than 250 KB compressed', () => {
    const sizes = catalogParts.map((part) => gzipSync(bundledCatalogText[part]).length);
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(250_000);
  });

  it('have no price that is not above 0, in any region', () => {
    let seen = 0;
    for (const provider of catalog.providers) {
      const instances = catalog.instances.filter((one) => one.provider === provider);
      for (const region of catalog.regions(provider)) {
        for (const instance of instances) {
          const found = catalog.price(instance, region);
          if (found === null) continue;
          seen++;
          if (found.onDemand !== null && found.spot !== null) {
            // A spot price far above on-demand would be a decoding mistake.
            if (found.spot > found.onDemand * 3) expect.fail(`${instance.name} ${region}`);
          }
          if (!((found.onDemand ?? 1) > 0) || !((found.spot ?? 1) > 0) || found.source === '') {
            expect.fail(`${instance.name} in ${region}: ${JSON.stringify(found)}`);
          }
        }
      }
    }
    expect(seen).toBeGreaterThan(33_000);
  });

  it('name only accelerators that the catalogue has', () => {
    const ids = new Set(catalog.accelerators.map((one) => one.id));
    for (const one of catalog.instances) {
      if (one.accelerator !== null) expect(ids, one.name).toContain(one.accelerator);
      else expect(one.acceleratorCount, one.name).toBe(0);
    }
  });

  it('say when the prices were true, and which prices they are', () => {
    expect(catalog.asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(catalog.priceId).toMatch(/^[0-9a-f]{13}$/);
  });
});

describe('files that are checked as they are read', () => {
  it('hold the same facts', () => {
    const checked = createCatalog({ ...bundledCatalogText, checked: false });
    expect(checked.priceId).toBe(catalog.priceId);
    expect(checked.accelerators).toEqual(catalog.accelerators);
    expect(checked.models).toEqual(catalog.models);
    expect(checked.quantizations).toEqual(catalog.quantizations);
    expect(checked.instances).toEqual(catalog.instances);
    expect(checked.ancillaries).toEqual(catalog.ancillaries);
    expect(checked.apiPrices('gpt-5.5')).toEqual(catalog.apiPrices('gpt-5.5'));
    expect(checked.instancesWith('L4', 'gcp', 'us-central1')).toEqual(
      catalog.instancesWith('L4', 'gcp', 'us-central1'),
    );
  });
});

describe('damaged files', () => {
  const damaged = createCatalog({
    ...bundledCatalogText,
    checked: false,
    instances: '{"id":',
    models: '[]',
  });

  it('leave facts unknown and throw nothing', () => {
    expect(damaged.instance('g6.xlarge')).toBeNull();
    expect(damaged.instancesWith('L4', 'aws', 'us-east-1')).toEqual([]);
    expect(damaged.providers).toEqual([]);
    expect(damaged.model('Qwen/Qwen3-8B')).toBeNull();
    expect(damaged.accelerator('L4')?.id).toBe('L4');
  });

  it('are named', () => {
    const problems = catalogProblems({ ...bundledCatalogText, api: 'no', managed: '{}' });
    expect(problems).toContain('api: no JSON');
    expect(problems.some((one) => one.startsWith('managed.'))).toBe(true);
  });
});
