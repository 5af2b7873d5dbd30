import { readInstanceTable } from '../compact/instanceRow.ts';
import { missingColumns } from '../compact/tsv.ts';
import type { PriceReading, RefusedPrices } from './reading.ts';
import type { RefreshContext } from './refreshContext.ts';

/** Tables of `prices/` in a data folder, each with columns that only it has. */
const tables = {
  instances: ['cloud', 'instance_type', 'on_demand_usd_per_hour'],
  managed: ['platform', 'instance_type', 'usd_per_hour'],
  ancillary: ['cloud', 'item', 'usd'],
  api: ['provider', 'model', 'input_usd_per_1m'],
} as const;

const kinds = {
  instances: 'table of machines',
  managed: 'table of managed platforms',
  ancillary: 'table of what is paid beside machines',
  api: 'table of token prices',
} as const;

/** A table of the project's own, as `npm run data` reads it: tab-separated, quotes without meaning. */
export function readOwnTable(
  text: string,
  { supplement: { sources } }: RefreshContext,
): PriceReading | RefusedPrices {
  const name = (Object.keys(tables) as (keyof typeof tables)[]).find(
    (one) => missingColumns(text, tables[one]).length === 0,
  );
  if (name === undefined) {
    return { refused: 'is none of the tables of prices: its columns are others', isOther: true };
  }
  const reading = { kind: kinds[name], isBook: false, leftOut: [] };
  if (name !== 'instances') return { ...reading, rows: [], table: { name, text } };
  const problems: string[] = [];
  const rows = readInstanceTable(text, sources, problems);
  return problems.length > 0 ? { refused: problems.join('; ') } : { ...reading, rows };
}
