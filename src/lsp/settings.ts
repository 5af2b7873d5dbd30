import * as z from 'zod';
import type { LineFactKind } from '../core/index.ts';
import type { Catalog } from '../core/model/catalog.ts';
import type { Currency, Environment } from '../core/model/environment.ts';
import type { Sourced } from '../core/model/sourced.ts';

/** What a client may be told to leave out. */
export type Surface = 'codeLens' | 'inlayHints' | 'hover' | 'diagnostics' | 'completion';

const surface = z.looseObject({ enabled: z.boolean().optional() }).optional();

const settingsSchema = z.object({
  codeLens: surface,
  inlayHints: surface,
  hover: surface,
  diagnostics: surface,
  completion: surface,
  rules: z.record(z.string(), z.unknown()).optional(),
  defaults: z
    .object({
      provider: z.string().optional(),
      region: z.string().optional(),
      accelerator: z.string().optional(),
    })
    .optional(),
  currency: z
    .object({
      code: z.string().optional(),
      perUsd: z.number().optional(),
      asOf: z.string().optional(),
    })
    .optional(),
});

/** The settings under `servingCost`, of the same names as in VS Code; what a client sends wrong is left out. */
export type Settings = z.infer<typeof settingsSchema>;

/** Never throws: settings that make no sense are none, and one that does not leaves the others. */
export function readSettings(value: unknown): Settings {
  if (typeof value !== 'object' || value === null) return {};
  const whole = settingsSchema.safeParse(value);
  if (whole.success) return whole.data;
  const parts = Object.entries(value as Record<string, unknown>).filter(
    ([key, part]) => settingsSchema.safeParse({ [key]: part }).success,
  );
  return settingsSchema.safeParse(Object.fromEntries(parts)).data ?? {};
}

export function isEnabled(of: Surface, settings: Settings): boolean {
  return settings[of]?.enabled !== false;
}

/** The kinds of hints that are wanted, of all there are. */
export function enabledKinds(
  all: readonly LineFactKind[],
  settings: Settings,
): ReadonlySet<LineFactKind> {
  return new Set(all.filter((kind) => settings.inlayHints?.[kind] !== false));
}

const levelSchema = z.enum(['off', 'information', 'warning', 'error']);
const usDollar: Currency = { code: 'USD', perUsd: 1, asOf: null };

/** What an analysis depends on besides the documents. `today` is `YYYY-MM-DD`. */
export function environmentOf(settings: Settings, catalog: Catalog, today: string): Environment {
  const setting = (name: 'provider' | 'region' | 'accelerator'): Sourced<string> | null => {
    const value = settings.defaults?.[name]?.trim() ?? '';
    return value === ''
      ? null
      : { value, origin: { kind: 'setting', name: `servingCost.defaults.${name}` } };
  };
  const provider = setting('provider');
  const known = catalog.providers.find((name) => name === provider?.value);
  return {
    catalog,
    today,
    currency: currencyOf(settings),
    defaults: {
      provider: provider === null || known === undefined ? null : { ...provider, value: known },
      region: setting('region'),
      accelerator: setting('accelerator'),
    },
    levels: Object.fromEntries(
      Object.entries(settings.rules ?? {}).flatMap(([code, level]) => {
        const read = levelSchema.safeParse(level);
        return read.success ? [[code, read.data]] : [];
      }),
    ),
    assumptions: null,
  };
}

function currencyOf({ currency }: Settings): Currency {
  const { code = 'USD', perUsd = 0, asOf = '' } = currency ?? {};
  const isUsable = /^[A-Z]{3}$/.test(code) && code !== 'USD' && perUsd > 0 && perUsd < Infinity;
  return isUsable ? { code, perUsd, asOf: asOf === '' ? null : asOf } : usDollar;
}
