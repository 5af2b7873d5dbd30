import type { AcceleratorsFile } from '../schema.ts';
import { Citations, dateIn } from './citations.ts';
import { fileText } from './file.ts';
import { optional } from './optional.ts';
import { readRows, type Row } from './tsv.ts';

type Entry = AcceleratorsFile['accelerators'][number];

/** Share of the memory that a driver reports where no start-up log is at hand: 79.19 of 80 GiB on the H100. */
const visibleShare = 0.99;

/**
 * Accelerators in the order of the names table, which decides which product an incomplete name means; products without a
 * line there follow. Memory in the tables is in GiB whatever the product's name says (an "80 GB" H100 has 80 GiB).
 */
export function compactAccelerators(
  tables: readonly string[],
  names: string,
  problems: string[],
): { readonly text: string; readonly entries: readonly Entry[] } {
  const citations = new Citations();
  const naming = new Map(readRows(names).map((row, index) => [row.text('id'), { row, index }]));
  const entries: { entry: Entry; order: number }[] = [];
  const seen = new Set<string>();
  for (const row of tables.flatMap((table) => readRows(table))) {
    const id = row.text('name');
    if (id === '' || seen.has(id)) continue;
    seen.add(id);
    const named = naming.get(id);
    const entry = compactOne(id, row, named?.row ?? null, citations);
    if (entry === null) problems.push(`accelerator ${id}: memory or bandwidth missing`);
    else entries.push({ entry, order: named?.index ?? Infinity });
  }
  for (const id of naming.keys()) {
    if (!seen.has(id)) problems.push(`accelerator ${id} is named but no table has it`);
  }
  entries.sort((a, b) => (a.order === b.order ? 0 : a.order - b.order));
  const accelerators = entries.map(({ entry }) => entry);
  return { text: fileText({ citations: citations.list, accelerators }), entries: accelerators };
}

function compactOne(id: string, row: Row, naming: Row | null, citations: Citations): Entry | null {
  const memoryGiB = row.number('memory_gb');
  const bandwidthGB = row.number('mem_bw_gbs');
  if (memoryGiB === null || bandwidthGB === null) return null;
  const kind = naming?.text('kind') ?? 'gpu';
  const form = naming?.text('form') ?? '';
  const source = row.text('source');
  const visible = naming?.number('visible_gib') ?? null;
  return {
    id,
    vendor: row.text('vendor'),
    kind: kind === 'tpu' || kind === 'npu' || kind === 'cpu' ? kind : 'gpu',
    ...(form === '' ? {} : { form }),
    families: (naming?.text('families') ?? id.toLowerCase().replace(/[^a-z0-9]/g, '')).split(','),
    memoryGiB,
    visibleGiB: visible ?? Math.round(memoryGiB * visibleShare * 100) / 100,
    visibleSource:
      visible === null
        ? `estimated: ${visibleShare * 100}% of ${memoryGiB} GiB, as start-up logs of H100 and A100 report`
        : (naming?.text('visible_source') ?? ''),
    bandwidthGB,
    ...optional('bf16', leading(row.text('bf16_tflops_dense'))),
    ...optional('fp8', row.number('fp8_tflops_dense')),
    ...optional('int8', leading(row.text('int8_tops_dense'))),
    ...optional('fp4', row.number('fp4_tflops_dense')),
    interconnect: row.text('interconnect'),
    linkGB: row.number('link_gbs_per_gpu_unidir') ?? 0,
    ...optional('watts', row.number('tdp_w')),
    cite: citations.add(source, dateIn(source)),
  };
}

/** First number of a cell such as `~80 (AMX bf16, sustained est.)`. */
function leading(cell: string): number | null {
  const found = /\d+(\.\d+)?/.exec(cell);
  return found === null ? null : Number(found[0]);
}
