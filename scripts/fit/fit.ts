/**
 * Fits the performance model on `rows.tsv` and writes `src/core/performance/fittedParameters.ts`:
 *
 *     tsx scripts/fit/fit.ts [YYYY-MM-DD]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { PerformanceParameters } from '../../src/core/performance/parameters.ts';
import { literal } from './literal.ts';
import { fitParameters } from './problem.ts';
import { usableRows } from './rows.ts';

/** Where the fit starts and is drawn to: expectations from before any row was seen. */
export function readPrior(): PerformanceParameters {
  const text = readFileSync(new URL('prior.json', import.meta.url), 'utf8');
  return JSON.parse(text) as PerformanceParameters;
}

function write(parameters: PerformanceParameters): void {
  const text =
    "import type { PerformanceParameters } from './parameters.ts';\n\n" +
    '/** Written by scripts/fit/fit.ts; edit the rows or the prior instead. */\n' +
    `export const fittedParameters: PerformanceParameters = ${literal(parameters, '', 4)};\n`;
  const target = new URL('../../src/core/performance/fittedParameters.ts', import.meta.url);
  writeFileSync(target, text);
}

if (process.argv[1]?.endsWith('fit.ts') === true) {
  const rows = usableRows();
  const fitted = fitParameters(rows, readPrior(), 20);
  const asOf = process.argv[2] ?? new Date().toISOString().slice(0, 10);
  const source = `scripts/fit on ${rows.length} published operating points (docs/accuracy.md)`;
  write({ ...fitted, asOf, source });
}
