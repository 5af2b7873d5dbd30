import { stripQuantization } from '../quantizationName.ts';
import type { VariantsFile } from '../schema.ts';
import { Citations } from './citations.ts';
import { fileText } from './file.ts';
import { readRows, type Row } from './tsv.ts';

/**
 * Repositories whose names say that they are quantized, of recipes and of the hand-kept table; and models that were pruned
 * or distilled from others.
 */
export function compactVariants(recipes: string, published: string, smaller: string): string {
  const citations = new Citations();
  const named = readRows(published).map((row): VariantsFile['variants'][number] => [
    row.text('base'),
    row.text('repository'),
    citations.add(row.text('source'), row.text('as_of')),
  ]);
  const recommended = readRows(recipes).flatMap((row) =>
    repositories(row).map((repository): VariantsFile['variants'][number] => [
      row.text('model_id'),
      repository,
      citations.add('vllm-project/recipes', row.text('date_updated')),
    ]),
  );
  const derived = readRows(smaller).map((row) => smallerModel(row, citations));
  return fileText({
    citations: citations.list,
    variants: [...recommended, ...named],
    smaller: derived,
  });
}

function smallerModel(row: Row, citations: Citations): VariantsFile['smaller'][number] {
  const needs = row.text('needs');
  return {
    base: row.text('base'),
    model: row.text('smaller'),
    way: row.text('way'),
    measure: row.text('measure'),
    better: row.text('better') === 'low' ? 'low' : 'high',
    scores: [row.number('score') ?? Number.NaN, row.number('smaller_score') ?? Number.NaN],
    ...(needs === '' ? {} : { needs }),
    cite: citations.add(row.text('source'), row.text('as_of')),
  };
}

function repositories(recipe: Row): readonly string[] {
  return recipe
    .text('variants(name:repo|precision|min vram)')
    .split(';')
    .map((variant) => /^\s*[^:]+:([^|]+)\|/.exec(variant)?.[1] ?? '')
    .filter((repository) => {
      const { quantization } = stripQuantization(repository);
      return (
        repository !== recipe.text('model_id') && quantization !== null && quantization !== 'bf16'
      );
    });
}
