import { describe, expect, test } from 'vitest';
import { billingMonth } from '../../../../src/core/report/focus/month.ts';
import { providerName } from '../../../../src/core/report/focus/providerName.ts';
import { serviceOf } from '../../../../src/core/report/focus/service.ts';
import { focusTags } from '../../../../src/core/report/focus/tags.ts';
import { focusUnit } from '../../../../src/core/report/focus/unit.ts';
import { decimalText } from '../../../../src/core/report/format.ts';
import { focusSpecification } from '../../../support/focusSpecification.ts';

test.each([
  ['instance-hours', 'Instance-Hours'],
  ['GiB-month', 'GiB-Months'],
  ['GiB charged', 'GiB'],
  ['million tokens', '1000000 Tokens'],
  ['10,000 requests', '10000 Requests'],
  ['hours', 'Hours'],
  ['images', 'Images'],
])('the unit %s is %s', (unit, written) => {
  expect(focusUnit(unit)).toBe(written);
});

test.each([
  ['2026-12-31', '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'],
  ['2026-02', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z'],
])('the month of %s', (day, start, end) => {
  expect(billingMonth(day)).toEqual({ start, end });
});

test.each(['2026-13', '2026', '26-01-01', 'soon'])('%s has no month', (day) => {
  expect(billingMonth(day)).toBeNull();
});

describe('services', () => {
  const names = {
    storage: [
      'Volume weights',
      'Node disks',
      'Model files, shared',
      'Model files, a disk for each replica',
      'Model in the object store',
      'Images in the registry',
      'Cache server',
      'Response cache',
    ],
    network: [
      'Egress to the internet',
      'Load balancer',
      'Load balancer traffic',
      'Traffic between zones',
      'Traffic between regions',
      'API gateway',
      'NAT gateway',
      'Pulls through NAT',
      'CDN delivery',
      'CDN requests',
    ],
    management: ['Control plane', 'Log ingestion', 'Logs kept', 'Metrics', 'Engineering time'],
  } as const;
  const known = (service: ReturnType<typeof serviceOf>): boolean =>
    focusSpecification.subcategories[service.category]?.includes(service.subcategory) ?? false;

  test('all that is paid beside compute is known, and in categories of the specification', () => {
    for (const [category, all] of Object.entries(names)) {
      for (const name of all) {
        const service = serviceOf(
          { name, category: category as keyof typeof names },
          { supply: 'replicas' },
        );
        expect(known(service), name).toBe(true);
        expect(service.name, name).not.toMatch(/^Other/);
      }
    }
  });

  test('what is not known is other of its category', () => {
    const service = serviceOf({ name: 'New thing', category: 'network' }, { supply: 'api' });
    expect(service.subcategory).toBe('Other (Networking)');
    for (const supply of ['replicas', 'nodes', 'managed', 'serverless', 'api', 'units'] as const) {
      expect(known(serviceOf({ name: 'Compute', category: 'compute' }, { supply })), supply).toBe(
        true,
      );
    }
  });
});

test('tags hold who and where, and null where nobody says', () => {
  const nobody = { team: null, environment: null, owner: null };
  expect(focusTags(nobody, null)).toBeNull();
  expect(
    focusTags({ ...nobody, team: 'a "b"' }, { name: null, commit: null, tags: { z: '1', a: '2' } }),
  ).toBe('{"team":"a \\"b\\"","a":"2","z":"1"}');
});

test('a provider without a name of its own stands for itself', () => {
  expect(['aws-sagemaker', 'own', 'other', 'new-cloud', 'constructor'].map(providerName)).toEqual([
    'AWS',
    'Own infrastructure',
    'Own infrastructure',
    'new-cloud',
    'constructor',
  ]);
});

test.each([1.3e-7, 5e-324, 1e21, 1.5e300, -1e-8, 0.1, 0, 123456.789])(
  '%d in digits alone is the same number',
  (value) => {
    expect(decimalText(value)).toMatch(/^-?\d+(?:\.\d+)?$/);
    expect(Number(decimalText(value))).toBe(value);
  },
);
