import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { assumptionsPage } from '../../scripts/assumptionsPage.ts';
import { countedByDefault } from '../../src/core/assumptions/componentDefaults.ts';
import { assumptionsSchema } from '../../src/core/assumptions/schema.ts';

describe('the page on the assumptions file', () => {
  const page = assumptionsPage();

  it('is the one of the code; `npm run docs` writes it again', () => {
    const path = join(import.meta.dirname, '..', '..', 'docs', 'assumptions.md');
    expect(readFileSync(path, 'utf8')).toBe(page);
  });

  it('has every key of the file, each with a meaning', () => {
    const text = JSON.stringify(z.toJSONSchema(assumptionsSchema, { io: 'input' }));
    const keys = [...text.matchAll(/"(\w+)":\{"(?:description|type|anyOf|enum)"/g)].map(
      ([, key]) => key ?? '',
    );
    const named = (key: string): boolean => new RegExp(`[\`.]${key}\`|[{,] ${key}(?:,| })`).test(page);
    expect(keys.length).toBeGreaterThan(80);
    expect(keys.filter((key) => !structure.has(key) && !named(key))).toEqual([]);
    expect(page).not.toMatch(/\| *\|\n/);
  });

  it('gives defaults with their reason, and says what counts unasked', () => {
    expect(page).toMatch(/`rollout\.surge` .*\*\*Default `0\.25`\*\*: maxSurge/);
    expect(page).toMatch(/`latency\.percentile` .*\*\*Default `95`\*\*/);
    expect(page.match(/Counts by default/g)).toHaveLength(countedByDefault.size);
    expect(page).not.toMatch(/default \S+ \*\*default/i);
  });
});

/** Words of JSON Schema itself, and the switch of each component, which is explained once. */
const structure = new Set(['items', 'properties', 'additionalProperties', 'propertyNames', 'enabled']);
