import { resolve } from 'node:path';
import type { Catalog } from '../core/model/catalog.ts';
import type { Environment } from '../core/model/environment.ts';
import type { Sourced } from '../core/model/sourced.ts';
import { readDocument } from './readDocuments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

/** Options of all commands that analyse. */
export const environmentOptions = {
  assumptions: { type: 'string' },
  provider: { type: 'string' },
  region: { type: 'string' },
  accelerator: { type: 'string' },
} as const;

export const environmentUsage = `  --assumptions FILE   use this file instead of the nearest .servingcost.yaml
  --provider NAME      provider of what the config does not place: aws, gcp, azure, …
  --region NAME        region of what the config does not place
  --accelerator NAME   accelerator of requests that do not name one`;

export interface EnvironmentFlags {
  readonly assumptions?: string | undefined;
  readonly provider?: string | undefined;
  readonly region?: string | undefined;
  readonly accelerator?: string | undefined;
}

/** The environment of one call: bundled facts, what the options say, and today. */
export function readEnvironment(
  flags: EnvironmentFlags,
  catalog: Catalog,
  { cwd, today }: Pick<Terminal, 'cwd' | 'today'>,
): Environment {
  const { assumptions, provider, region, accelerator } = flags;
  return {
    catalog,
    today,
    currency: { code: 'USD', perUsd: 1, asOf: null },
    defaults: {
      provider: option('--provider', provider, (name) =>
        known('--provider', name, catalog.providers),
      ),
      region: option('--region', region, (name) => name),
      accelerator: option('--accelerator', accelerator, (name) => {
        const facts = catalog.accelerator(name);
        const ids = catalog.accelerators.map(({ id }) => id);
        return facts?.id ?? known('--accelerator', name, ids);
      }),
    },
    levels: {},
    assumptions:
      assumptions === undefined ? null : readDocument(resolve(cwd, assumptions), assumptions),
  };
}

function option<T>(
  name: string,
  value: string | undefined,
  read: (value: string) => T,
): Sourced<T> | null {
  return value === undefined ? null : { value: read(value), origin: { kind: 'setting', name } };
}

function known<T extends string>(name: string, value: string, all: readonly T[]): T {
  const found = all.find((one) => one === value);
  if (found === undefined) {
    throw new UsageError(`${name} ${value} is not known. Known are ${all.join(', ')}.`);
  }
  return found;
}
