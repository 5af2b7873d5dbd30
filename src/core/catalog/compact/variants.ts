import { Citations } from './citations.ts';
import { fileText } from './file.ts';
import { readRows } from './tsv.ts';

/** Precision words of the recipes to quantization ids; the base precisions publish no variant. */
const precisions: Readonly<Record<string, string>> = {
  fp8: 'fp8',
  mxfp8: 'fp8',
  nvfp4: 'nvfp4',
  mxfp4: 'mxfp4',
  int8: 'int8',
};

/** Published quantized repositories that differ from the model's own. */
export function compactVariants(table: string): string {
  const citations = new Citations();
  const variants = readRows(table).flatMap((row) => {
    const base = row.text('model_id');
    const cite = citations.add('vllm-project/recipes', row.text('date_updated'));
    return row
      .text('variants(name:repo|precision|min vram)')
      .split(';')
      .flatMap((variant): [string, string, string, number][] => {
        const found = /^\s*([^:]+):([^|]+)\|([^|]+)/.exec(variant);
        const [name = '', repository = '', precision = ''] = found?.slice(1) ?? [];
        if (repository === '' || repository === base) return [];
        const quantization =
          precision === 'int4' ? int4Method(name, repository) : precisions[precision];
        return quantization === undefined ? [] : [[base, repository, quantization, cite]];
      });
  });
  return fileText({ citations: citations.list, variants });
}

function int4Method(name: string, repository: string): string | undefined {
  const words = `${name} ${repository}`.toLowerCase();
  if (words.includes('awq')) return 'awq';
  if (/gptq|w4a16|autoround|int4/.test(words)) return 'gptq';
  return undefined;
}
