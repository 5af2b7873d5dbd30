import { resolve } from 'node:path';
import {
  bundledCatalogText,
  createCatalog,
  getPriceChangeReport,
  isUnchanged,
  priceChanges,
  priceChangeText,
} from '../core/index.ts';
import { providers, type Provider } from '../core/model/deployment.ts';
import { visibleText } from '../core/text/visibleText.ts';
import type { PriceChangeReport } from '../core/report/priceChangeReport.ts';
import { FetchError } from '../host/fetchBytes.ts';
import { refreshPrices } from '../host/prices/refreshPrices.ts';
import { SourceError } from '../host/prices/sourceError.ts';
import { dropPrices, loadPrices, textInUse } from '../host/prices/storedPrices.ts';
import { pricesVariable } from './dataFolder.ts';
import { isAddress, localFiles } from './localFiles.ts';
import { oneOf } from './options.ts';
import { priceStore } from './priceStore.ts';
import { createProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

/** Options of a refresh. */
export interface RefreshFlags {
  readonly refresh: readonly string[];
  readonly provider?: string | undefined;
  readonly 'as-of'?: string | undefined;
  readonly sha256?: string | undefined;
  readonly 'allow-http': boolean;
  readonly 'dry-run': boolean;
}

/**
 * Reads sources of prices and keeps what they say, unless it is a trial.
 *
 * @throws UsageError with the reason; nothing was changed then.
 */
export async function refresh(
  flags: RefreshFlags,
  terminal: Terminal,
  format: 'text' | 'json',
): Promise<void> {
  const store = priceStore(terminal.dataFolder);
  if (terminal.dataFolder === null) {
    throw new UsageError(`There is no place for refreshed prices: ${pricesVariable} is empty.`);
  }
  const stored = await loadPrices(store);
  const progress = createProgress(terminal);
  const sources = flags.refresh.map((one) => (isAddress(one) ? one : resolve(terminal.cwd, one)));
  const found = await quietly(() =>
    refreshPrices(sources, stored, {
      today: terminal.today,
      asOf: dayIn(flags['as-of']),
      provider: providerIn(flags.provider),
      checksum: checksumIn(flags.sha256, sources),
      files: localFiles(terminal.cwd),
      allowHttp: flags['allow-http'],
      signal: new AbortController().signal,
      progress: (text) => {
        progress.update(text);
      },
    }),
  ).finally(() => {
    progress.done();
  });
  const report = getPriceChangeReport(found.before, found.after, found.changes, found);
  const isKept = !flags['dry-run'] && !isUnchanged(report);
  if (isKept) await found.keep(store);
  const said = isKept
    ? `Kept in ${store.place}; prices --rollback goes back.`
    : flags['dry-run']
      ? 'A trial: nothing was kept.'
      : 'Nothing was kept: these are the prices in use.';
  await terminal.write(render(report, isKept, said, format));
}

/**
 * Goes back to the prices before the last refresh.
 *
 * @throws UsageError when there is none.
 */
export async function rollback(terminal: Terminal, format: 'text' | 'json'): Promise<void> {
  const store = priceStore(terminal.dataFolder);
  const stored = await loadPrices(store);
  if (stored.states.length === 0 && stored.problem === null) {
    throw new UsageError('No refreshed prices are kept: those that ship are used.');
  }
  const before = createCatalog(bundledCatalogText, textInUse(stored));
  const now = await dropPrices(store, stored);
  const after = createCatalog(bundledCatalogText, textInUse(now));
  const report = getPriceChangeReport(before, after, priceChanges(before, after), {
    read: [],
    leftOut: [],
  });
  const [state] = now.states;
  const said =
    state === undefined
      ? 'The prices that ship are used again.'
      : `The prices refreshed on ${state.refreshedOn} are used again.`;
  await terminal.write(render(report, true, said, format));
}

/** What goes wrong with a source is told, not thrown. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SourceError || error instanceof FetchError)) throw error;
    throw new UsageError(`The prices were not refreshed: ${visibleText(error.message)}.`);
  }
}

function render(
  report: PriceChangeReport,
  isKept: boolean,
  said: string,
  format: 'text' | 'json',
): string {
  if (format === 'text') return `${priceChangeText(report)}\n${said}\n`;
  const { prices, ...rest } = report;
  const basis = { ...prices, currency: 'USD' };
  return `${JSON.stringify({ version: 1, prices: basis, ...rest, kept: isKept }, null, 2)}\n`;
}

function dayIn(value: string | undefined): string | null {
  if (value === undefined) return null;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    throw new UsageError(`--as-of ${value}: expected a day such as 2026-11-20.`);
  }
  return value;
}

function providerIn(value: string | undefined): Provider | null {
  return value === undefined ? null : oneOf('--provider', value, providers);
}

function checksumIn(value: string | undefined, sources: readonly string[]): string | null {
  if (value === undefined) return null;
  if (!/^[0-9a-f]{64}$/i.test(value)) {
    throw new UsageError(`--sha256 ${value}: expected 64 hexadecimal digits.`);
  }
  if (sources.length > 1) throw new UsageError('--sha256 is for one source, not several.');
  return value.toLowerCase();
}
