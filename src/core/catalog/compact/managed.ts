import { acceleratorLookup } from '../acceleratorName.ts';
import type { AcceleratorsFile, ManagedFile } from '../schema.ts';
import { Citations, dateIn } from './citations.ts';
import { fileText } from './file.ts';
import { readRows } from './tsv.ts';

const platforms = ['aws-sagemaker', 'gcp-vertex', 'hf-endpoints'] as const;

/** Instance prices of managed serving platforms. */
export function compactManaged(
  table: string,
  accelerators: readonly AcceleratorsFile['accelerators'][number][],
  asOf: string,
  problems: string[],
): string {
  const citations = new Citations();
  const find = acceleratorLookup(accelerators);
  const prices = readRows(table).flatMap((row): ManagedFile['prices'] => {
    const platform = platforms.find((one) => one === row.text('platform'));
    const price = row.number('usd_per_hour');
    if (platform === undefined || price === null || price <= 0) {
      problems.push(`managed ${row.text('platform')} ${row.text('instance_type')}: no price`);
      return [];
    }
    const product = row.text('accelerator');
    const id = product === '' ? '' : (find(product, row.number('accelerator_memory_gib')) ?? '');
    if (product !== '' && id === '') problems.push(`managed: accelerator "${product}" is unknown`);
    const source = row.text('source');
    // A rule multiplies the underlying machine's price: true on the day of the price table.
    const date = source.startsWith('rule') ? asOf : dateIn(source);
    return [
      [
        platform,
        row.text('region_or_vendor'),
        row.text('instance_type'),
        positiveOrNull(row.number('vcpus')),
        positiveOrNull(row.number('memory_gib')),
        id,
        product === '' ? 0 : (row.number('accelerator_count') ?? 1),
        price,
        citations.add(source, date),
      ],
    ];
  });
  return fileText({ citations: citations.list, prices });
}

/** Accelerators sold apart have 0 vCPUs of their own. */
function positiveOrNull(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}
