/**
 * Fits the models that answer in passes on `rows.tsv` and writes `src/core/performance/fittedPassParameters.ts`:
 *
 *     tsx scripts/fit/forms/fit.ts [YYYY-MM-DD]
 */
import { writeFileSync } from 'node:fs';
import { literal } from '../literal.ts';
import { fitForms, formCases } from './problem.ts';
import { formRows } from './rows.ts';

const cases = formCases(formRows());
const asOf = process.argv[2] ?? new Date().toISOString().slice(0, 10);
const source = `scripts/fit/forms on ${cases.length} published measurements (docs/accuracy.md)`;
const parameters = { ...fitForms(cases), asOf, source };
const text =
  "import type { PassParameters } from './passParameters.ts';\n\n" +
  '/** Written by scripts/fit/forms/fit.ts; edit the rows or the prior instead. */\n' +
  `export const fittedPassParameters: PassParameters = ${literal(parameters, '', 4)};\n`;
writeFileSync(
  new URL('../../../src/core/performance/fittedPassParameters.ts', import.meta.url),
  text,
);
