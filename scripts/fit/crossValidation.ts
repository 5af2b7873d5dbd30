import type { PerformanceParameters } from '../../src/core/performance/parameters.ts';
import { predict, replicaOf, type Prediction } from './predict.ts';
import { fitParameters } from './problem.ts';
import { groupOf, isRough, type MeasuredRow } from './rows.ts';

/** A row and what parameters say about it that were fitted without it. */
export interface HeldOut {
  readonly row: MeasuredRow;
  readonly prediction: Prediction;
}

/** How rows are held out: whole set-ups, everything of one model, or everything on one accelerator. */
export type Split = 'set-up' | 'model' | 'accelerator';

const FOLDS = 5;

/** A small stable hash, so that the folds are the same on every machine. */
function foldOf(text: string): number {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + character.charCodeAt(0)) % 1_000_003;
  return hash % FOLDS;
}

/** Models of one architecture are one model: leaving out Llama 3.1 70B while 3.3 stays would test nothing. */
function architectureOf(row: MeasuredRow): string {
  return JSON.stringify(replicaOf(row).shape.architecture);
}

/** What is held out together with a row. */
export function keyOf(row: MeasuredRow, split: Split): string {
  switch (split) {
    case 'set-up':
      return String(foldOf(groupOf(row)));
    case 'model':
      return isRough(row) ? 'rough' : architectureOf(row);
    case 'accelerator':
      return isRough(row) ? 'rough' : row.accelerator;
  }
}

/** Refits without each part of the rows in turn and predicts that part. */
export function crossValidate(
  rows: readonly MeasuredRow[],
  prior: PerformanceParameters,
  split: Split,
  iterations: number,
): readonly HeldOut[] {
  const keys = [...new Set(rows.map((row) => keyOf(row, split)))];
  return keys.flatMap((key) => {
    const kept = rows.filter((row) => keyOf(row, split) !== key);
    const parameters = fitParameters(kept, prior, iterations);
    return rows
      .filter((row) => keyOf(row, split) === key)
      .map((row) => ({ row, prediction: predict(row, replicaOf(row), parameters) }));
  });
}
