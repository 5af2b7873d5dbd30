import type { AncillaryFile } from '../schema.ts';
import { Citations, dateIn } from './citations.ts';
import { fileText } from './file.ts';
import { readRows } from './tsv.ts';

/**
 * Prices of what is not an instance. Rows whose price is no number (`1.15-1.40`, a pointer to another table) are left
 * out. A price of 0 is kept: it states that something is free.
 */
export function compactAncillary(tables: readonly string[]): string {
  const citations = new Citations();
  const prices = tables.flatMap(readRows).flatMap((row): AncillaryFile['prices'] => {
    const usd = row.number('usd');
    if (usd === null) return [];
    const source = row.text('source');
    return [
      [
        row.text('cloud'),
        row.text('region'),
        row.text('item'),
        row.text('unit'),
        usd,
        row.text('note'),
        citations.add(source, dateIn(source)),
      ],
    ];
  });
  return fileText({ citations: citations.list, prices });
}
