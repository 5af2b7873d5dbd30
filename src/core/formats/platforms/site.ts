import { providers, type Provider } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';

/** A cloud by the name that a config gives it; `other` for one that has no prices here. */
export function cloudOf(name: Sourced<string> | null): Sourced<Provider> | null {
  if (!name) return null;
  const written = name.value.trim().toLowerCase();
  const known = providers.find((provider) => provider === (ALIASES[written] ?? written));
  return { ...name, value: known ?? 'other' };
}

const ALIASES: Readonly<Record<string, Provider>> = {
  google: 'gcp',
  amazon: 'aws',
  microsoft: 'azure',
};
