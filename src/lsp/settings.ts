import * as z from 'zod';
import type { LineFactKind } from '../core/index.ts';

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

/** The value of a setting by its name: `defaults.provider`. Undefined where it is not set. */
export function settingIn(settings: Settings, name: string): unknown {
  let found: unknown = settings;
  for (const key of name.split('.')) {
    found = Object.entries(found ?? {}).find(([each]) => each === key)?.[1];
  }
  return found;
}
