import { expect, test } from 'vitest';
import { pricingKey } from '../../../src/core/history/pricingKey.ts';
import { testEnvironment } from '../../support/environment.ts';

const file = (text: string) => ({ uri: 'file:///a.yaml', version: 0, text });

test('all that a month depends on besides the configs is another key; the day and the levels of findings are not', () => {
  const others = [
    testEnvironment(),
    testEnvironment({ currency: { code: 'EUR', perUsd: 0.9, asOf: null } }),
    testEnvironment({
      defaults: {
        provider: null,
        region: { value: 'eu-central-1', origin: { kind: 'setting', name: '--region' } },
        accelerator: null,
      },
    }),
    testEnvironment({ assumptions: file('region: a') }),
    testEnvironment({ assumptions: file('region: b') }),
    testEnvironment({ measurements: file('region: a') }),
  ].map(pricingKey);
  expect(new Set(others).size).toBe(others.length);
  expect(pricingKey(testEnvironment({ today: '2031-01-01', levels: { spot: 'off' } }))).toBe(
    others[0],
  );
});
