import { stripQuantization } from '../quantizationName.ts';
import type { VariantsFile } from '../schema.ts';
import { Citations } from './citations.ts';
import { fileText } from './file.ts';
import { readRows } from './tsv.ts';

/** Repositories of the recipes whose names say that they are quantized. */
export function compactVariants(table: string): string {
  const citations = new Citations();
  const variants = readRows(table).flatMap((row): VariantsFile['variants'] => {
    const base = row.text('model_id');
    return row
      .text('variants(name:repo|precision|min vram)')
      .split(';')
      .map((variant) => /^\s*[^:]+:([^|]+)\|/.exec(variant)?.[1] ?? '')
      .filter((repository) => {
        const { quantization } = stripQuantization(repository);
        return repository !== base && quantization !== null && quantization !== 'bf16';
      })
      .map((repository) => [
        base,
        repository,
        citations.add('vllm-project/recipes', row.text('date_updated')),
      ]);
  });
  return fileText({ citations: citations.list, variants });
}
