import type { CpusFile } from '../schema.ts';
import { Citations } from './citations.ts';
import { fileText } from './file.ts';
import { optional } from './optional.ts';
import { readRows } from './tsv.ts';

/** Processors of machine families, in the order of the table: the first that matches holds. */
export function compactCpus(table: string): string {
  const citations = new Citations();
  const cpus = readRows(table).map((row): CpusFile['cpus'][number] => ({
    provider: row.text('provider'),
    pattern: row.text('pattern'),
    processor: row.text('processor'),
    fp32: row.number('fp32_gflops_per_vcpu') ?? 0,
    ...optional('bf16', row.number('bf16_gflops_per_vcpu')),
    ...optional('int8', row.number('int8_gops_per_vcpu')),
    bandwidthGB: row.number('mem_bw_gbs_per_vcpu') ?? 0,
    cite: citations.add(row.text('source'), row.text('as_of')),
  }));
  return fileText({ citations: citations.list, cpus });
}
