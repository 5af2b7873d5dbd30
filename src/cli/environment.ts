import { resolve } from 'node:path';
import type { Catalog } from '../core/model/catalog.ts';
import type { Currency, Environment } from '../core/model/environment.ts';
import { measurementsProblem } from '../core/index.ts';
import type { SourceDocument } from '../core/model/document.ts';
import type { Sourced } from '../core/model/sourced.ts';
import { readDocument } from './readDocuments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

/** Options of all commands that analyse. */
export const environmentOptions = {
  assumptions: { type: 'string' },
  measured: { type: 'string' },
  provider: { type: 'string' },
  region: { type: 'string' },
  accelerator: { type: 'string' },
  currency: { type: 'string' },
} as const;

export const environmentUsage = `  --assumptions FILE   use this file instead of the nearest .servingcost.yaml
  --measured FILE      count these measurements too, as measure --out FILE writes them
  --provider NAME      provider of what the config does not place: aws, gcp, azure, …
  --region NAME        region of what the config does not place
  --accelerator NAME   accelerator of requests that do not name one
  --currency CODE=RATE show money in this currency, at so many for one US dollar;
                       EUR=0.92@2026-11-20 states the day of the rate as well`;

export interface EnvironmentFlags {
  readonly assumptions?: string | undefined;
  readonly measured?: string | undefined;
  readonly provider?: string | undefined;
  readonly region?: string | undefined;
  readonly accelerator?: string | undefined;
  readonly currency?: string | undefined;
}

/** The environment of one call: bundled facts, what the options say, and today. */
export function readEnvironment(
  flags: EnvironmentFlags,
  catalog: Catalog,
  { cwd, today }: Pick<Terminal, 'cwd' | 'today'>,
): Environment {
  const { assumptions, measured, provider, region, accelerator, currency } = flags;
  return {
    catalog,
    today,
    currency: currency === undefined ? usDollar : readCurrency(currency),
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
    measurements:
      measured === undefined ? null : readMeasurements(resolve(cwd, measured), measured),
  };
}

/** A file of measurements that is not understood whole would leave some of them out unseen. */
function readMeasurements(path: string, given: string): SourceDocument {
  const document = readDocument(path, given);
  const problem = measurementsProblem(document);
  if (problem !== null) throw new UsageError(`${given}: ${problem}`);
  return document;
}

const usDollar: Currency = { code: 'USD', perUsd: 1, asOf: null };

/** `EUR=0.92`, `JPY=151.4@2026-11-20`. */
function readCurrency(value: string): Currency {
  const [, code, rate, day] =
    /^([A-Z]{3})=(\d+(?:\.\d+)?)(?:@(\d{4}-\d{2}-\d{2}))?$/.exec(value) ?? [];
  const perUsd = Number(rate);
  if (code === undefined || !(perUsd > 0)) {
    throw new UsageError(`--currency ${value}: expected a code and a rate, such as EUR=0.92.`);
  }
  if (code === 'USD' && perUsd !== 1) {
    throw new UsageError(`--currency ${value}: a US dollar is one US dollar.`);
  }
  return { code, perUsd, asOf: day ?? null };
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
