import type { Catalog } from '../core/model/catalog.ts';
import type { Currency, Environment } from '../core/model/environment.ts';
import type { FindingLevel } from '../core/model/finding.ts';
import type { Sourced } from '../core/model/sourced.ts';

const usDollar: Currency = { code: 'USD', perUsd: 1, asOf: null };

const levels: readonly unknown[] = [
  'off',
  'information',
  'warning',
  'error',
] satisfies FindingLevel[];

/**
 * What an analysis depends on besides the documents, by the settings of an editor: whatever a person mistyped is as if it
 * were not set.
 *
 * @param setting The value of a setting below `servingCost`, by its name there: `defaults.provider`.
 * @param today `YYYY-MM-DD`.
 */
export function environmentOf(
  setting: (name: string) => unknown,
  catalog: Catalog,
  today: string,
): Environment {
  const text = (name: string): Sourced<string> | null => {
    const value = setting(name);
    const written = typeof value === 'string' ? value.trim() : '';
    return written === ''
      ? null
      : { value: written, origin: { kind: 'setting', name: `servingCost.${name}` } };
  };
  const provider = text('defaults.provider');
  const known = catalog.providers.find((name) => name === provider?.value);
  return {
    catalog,
    today,
    currency: currencyOf(setting),
    defaults: {
      provider: provider === null || known === undefined ? null : { ...provider, value: known },
      region: text('defaults.region'),
      accelerator: text('defaults.accelerator'),
    },
    levels: levelsOf(setting('rules')),
    assumptions: null,
  };
}

/** US dollars where code or rate are not usable. */
function currencyOf(setting: (name: string) => unknown): Currency {
  const [code, perUsd, asOf] = ['code', 'perUsd', 'asOf'].map((name) =>
    setting(`currency.${name}`),
  );
  if (typeof code !== 'string' || !/^[A-Z]{3}$/.test(code) || code === 'USD') return usDollar;
  if (typeof perUsd !== 'number' || !Number.isFinite(perUsd) || perUsd <= 0) return usDollar;
  return { code, perUsd, asOf: typeof asOf === 'string' && asOf !== '' ? asOf : null };
}

/** Levels by finding code. */
function levelsOf(rules: unknown): Readonly<Record<string, FindingLevel>> {
  if (typeof rules !== 'object' || rules === null) return {};
  return Object.fromEntries(
    Object.entries(rules).filter((entry): entry is [string, FindingLevel] =>
      levels.includes(entry[1]),
    ),
  );
}
