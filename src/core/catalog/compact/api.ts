import type { ApiFile } from '../schema.ts';
import { Citations } from './citations.ts';
import { fileText } from './file.ts';
import { readRows, type Row } from './tsv.ts';

const tokenPrices = 'litellm model_prices_and_context_window.json (MIT), mirror of 2026-08-01';
const batchSources: Readonly<Record<string, string>> = {
  litellm: tokenPrices,
  portkey: `${tokenPrices}; batch prices: Portkey-AI/models (MIT), 2026-08-21`,
};

/** Token prices of hosted models; rows without any price are left out. */
export function compactApi(table: string): string {
  const citations = new Citations();
  const providers: string[] = [];
  const modes: string[] = [];
  const prices = readRows(table).flatMap((row): ApiFile['prices'] => {
    const numbers = tokenNumbers(row);
    const perUnit = row.number('usd_per_unit');
    if (row.text('model') === '') return [];
    if (numbers.slice(0, 6).every((one) => one === null) && perUnit === null) return [];
    return [
      [
        indexOf(providers, row.text('provider')),
        indexOf(modes, row.text('mode')),
        row.text('model'),
        row.text('region_variant'),
        citations.add(batchSources[row.text('batch_source')] ?? tokenPrices, '2026-08-01'),
        trimmed(numbers),
        perUnit === null ? '' : row.text('unit'),
        perUnit ?? 0,
      ],
    ];
  });
  return fileText({ citations: citations.list, providers, modes, prices });
}

function tokenNumbers(row: Row): (number | null)[] {
  return [
    row.number('input_usd_per_1m'),
    row.number('output_usd_per_1m'),
    row.number('cached_input_usd_per_1m'),
    row.number('cache_write_usd_per_1m'),
    row.number('batch_input_usd_per_1m'),
    row.number('batch_output_usd_per_1m'),
    row.number('context_window'),
    thousands(row.text('long_ctx_threshold')),
    row.number('long_ctx_input_usd_per_1m'),
    row.number('long_ctx_output_usd_per_1m'),
  ];
}

/** `272k` is 272,000 tokens. */
function thousands(cell: string): number | null {
  const found = /^(\d+)k$/.exec(cell);
  return found === null ? null : Number(found[1]) * 1000;
}

function trimmed(values: readonly (number | null)[]): (number | null)[] {
  return values.slice(0, values.findLastIndex((value) => value !== null) + 1);
}

function indexOf(list: string[], value: string): number {
  const known = list.indexOf(value);
  return known >= 0 ? known : list.push(value) - 1;
}
