import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { measurementsPage } from '../../scripts/measurementsPage.ts';
import { root } from '../../scripts/root.ts';
import { metricFamilies } from '../../src/core/measurements/prometheus/families/families.ts';

it('the page on measurements is the one of the metrics that are asked; `npm run docs` writes it again', () => {
  expect(readFileSync(join(root, 'docs/measurements.md'), 'utf8')).toBe(measurementsPage());
});

it('every family says where its names are from, and when that was read', () => {
  for (const { id, sources } of metricFamilies) {
    expect(sources.length, id).toBeGreaterThan(0);
    for (const { source, asOf } of sources) {
      expect(source, id).toMatch(/^https:\/\//);
      expect(asOf, id).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  }
});
