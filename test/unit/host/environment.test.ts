import { describe, expect, it } from 'vitest';
import { environmentOf } from '../../../src/host/environment.ts';
import { readSettings, settingIn } from '../../../src/lsp/settings.ts';
import { testEnvironment } from '../../support/environment.ts';

const { catalog } = testEnvironment();
const of = (settings: Readonly<Record<string, unknown>>) =>
  environmentOf((name) => settings[name], catalog, '2026-01-31');

describe('the environment of settings', () => {
  it('has what is set, each with the setting it comes from', () => {
    const { defaults, currency, levels, today } = of({
      'defaults.provider': 'gcp',
      'defaults.region': ' europe-west4 ',
      'currency.code': 'EUR',
      'currency.perUsd': 0.92,
      'currency.asOf': '2026-01-30',
      rules: { spot: 'off', batching: 'warning' },
    });
    expect(today).toBe('2026-01-31');
    expect(defaults).toEqual({
      provider: {
        value: 'gcp',
        origin: { kind: 'setting', name: 'servingCost.defaults.provider' },
      },
      region: {
        value: 'europe-west4',
        origin: { kind: 'setting', name: 'servingCost.defaults.region' },
      },
      accelerator: null,
    });
    expect(currency).toEqual({ code: 'EUR', perUsd: 0.92, asOf: '2026-01-30' });
    expect(levels).toEqual({ spot: 'off', batching: 'warning' });
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['nothing', {}],
    ['empty texts', { 'defaults.provider': ' ', 'defaults.region': '', 'currency.asOf': '' }],
    ['a provider without prices', { 'defaults.provider': 'acme' }],
    ['other types', { 'defaults.region': 4, 'currency.code': 7, rules: 'off' }],
    ['a currency without a rate', { 'currency.code': 'EUR' }],
    ['a rate that is none', { 'currency.code': 'EUR', 'currency.perUsd': Infinity }],
    ['a rate of zero', { 'currency.code': 'EUR', 'currency.perUsd': 0 }],
    ['a rate for US dollars', { 'currency.code': 'USD', 'currency.perUsd': 2 }],
    ['levels that are none', { rules: { spot: 'loud', batching: 3 } }],
  ])('takes %s for not set', (_, settings) => {
    expect(of(settings)).toEqual(of({}));
    expect(of({})).toMatchObject({
      currency: { code: 'USD', perUsd: 1, asOf: null },
      defaults: { provider: null, region: null, accelerator: null },
      levels: {},
      assumptions: null,
    });
  });

  it('is the same for a client that sends its settings as an object', () => {
    const settings = readSettings({
      defaults: { provider: 'gcp' },
      currency: { code: 'EUR', perUsd: 0.92 },
      rules: { spot: 'off' },
    });
    expect(environmentOf((name) => settingIn(settings, name), catalog, '2026-01-31')).toEqual(
      of({
        'defaults.provider': 'gcp',
        'currency.code': 'EUR',
        'currency.perUsd': 0.92,
        rules: { spot: 'off' },
      }),
    );
    expect(settingIn(settings, 'defaults.toString')).toBeUndefined();
  });
});
