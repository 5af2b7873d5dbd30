import type * as vscode from 'vscode';
import type { Catalog } from '../core/model/catalog.ts';
import type { Provider } from '../core/model/deployment.ts';
import type { Environment } from '../core/model/environment.ts';
import type { Sourced } from '../core/model/sourced.ts';
import { readCurrency, readDefault, readLevels, section, type DefaultName } from './settings.ts';

/** What an analysis depends on besides the documents: settings, catalogue and today's date. */
export function readEnvironment(catalog: Catalog, resource: vscode.Uri): Environment {
  const setting = <T extends string = string>(name: DefaultName): Sourced<T> | null => {
    const value = readDefault(name, resource);
    return value === null
      ? null
      : {
          value: value as T,
          origin: { kind: 'setting', name: `${section}.defaults.${name}` },
        };
  };
  const provider = setting<Provider>('provider');
  return {
    catalog,
    today: new Date().toISOString().slice(0, 10),
    currency: readCurrency(resource),
    defaults: {
      provider: provider !== null && catalog.providers.includes(provider.value) ? provider : null,
      region: setting('region'),
      accelerator: setting('accelerator'),
    },
    levels: readLevels(resource),
    assumptions: null,
  };
}
