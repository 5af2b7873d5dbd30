import { fittedPassParameters } from '../../../src/core/performance/fittedPassParameters.ts';
import { cpuDevices } from './devices.ts';
import { modelOf } from './predict.ts';
import { fitForms, formCases, type FormCase } from './problem.ts';
import { formRows, type FormRow } from './rows.ts';

/** A measurement and the prediction of parameters that were fitted without it, as a ratio. */
interface HeldOutForm {
  readonly row: FormRow;
  readonly ratio: number;
}

function holdOut(cases: readonly FormCase[], groupOf: (row: FormRow) => string): HeldOutForm[] {
  const groups = [...new Set(cases.map(({ row }) => groupOf(row)))];
  return groups.flatMap((group) => {
    const parameters = fitForms(cases.filter(({ row }) => groupOf(row) !== group));
    return cases
      .filter(({ row }) => groupOf(row) === group)
      .map(({ row, predict }) => ({ row, ratio: predict(parameters) / row.value }));
  });
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function cells(held: readonly HeldOutForm[]): string {
  const error = quantile(
    held.map(({ ratio }) => Math.abs(ratio - 1)),
    0.5,
  );
  const low = quantile(
    held.map(({ ratio }) => ratio),
    0.1,
  );
  const high = quantile(
    held.map(({ ratio }) => ratio),
    0.9,
  );
  return `${(100 * error).toFixed(1)}% | ${low.toFixed(2)} – ${high.toFixed(2)}`;
}

const NAMES: readonly (readonly [string, (row: FormRow) => boolean])[] = [
  ['encoders on accelerators', (row) => row.form === 'text' && !(row.device in cpuDevices)],
  ['vision on accelerators', (row) => row.form === 'vision' && !(row.device in cpuDevices)],
  ['image generation', (row) => row.form === 'image'],
  ['speech to text', (row) => row.form === 'speech'],
  ['encoders on CPUs', (row) => row.form === 'text' && row.device in cpuDevices],
  ['vision on CPUs', (row) => row.form === 'vision' && row.device in cpuDevices],
  ['text generation on CPUs', (row) => row.form === 'decode'],
];

/**
 * The section of `docs/accuracy.md` on everything that is not text generation on an accelerator. Fits the forms once for
 * every model and every device that is held out.
 */
export function formsSection(): string {
  const cases = formCases(formRows());
  const fitted = cases.map(({ row, predict }) => ({
    row,
    ratio: predict(fittedPassParameters) / row.value,
  }));
  const models = holdOut(cases, modelOf);
  const devices = holdOut(cases, (row) => row.device);
  const lines = NAMES.map(([name, belongs]) => {
    const part = (held: readonly HeldOutForm[]): HeldOutForm[] =>
      held.filter(({ row }) => belongs(row));
    return `| ${name} | ${part(fitted).length} | ${cells(part(fitted))} | ${cells(part(models))} | ${cells(part(devices))} |`;
  });
  const byDevice = [...new Set(cases.map(({ row }) => row.device))].sort().map((device) => {
    const part = devices.filter(({ row }) => row.device === device);
    return `| ${device} | ${part.length} | ${cells(part)} |`;
  });
  const sources = [...new Set(cases.map(({ row }) => row.source.split(':')[0] ?? ''))].sort();
  return `## Encoders, vision, image generation, speech, CPUs

Parameters of ${fittedPassParameters.asOf}, one set for all forms (\`scripts/fit/forms\`). Figures are the median of
|prediction / measurement − 1| of requests a second and, beside it, the factors between which 80% of predictions over measurements lie.
Where a form has one model, as speech has, holding it out leaves only what the others say.

| | rows | fitted | P10 – P90 | model never seen | P10 – P90 | device never seen | P10 – P90 |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${lines.join('\n')}

| device never seen | rows | error | P10 – P90 |
| --- | ---: | ---: | ---: |
${byDevice.join('\n')}

Not covered by any row, and called \`extrapolated\` with a wide band: the processors of clouds (their facts are from memory),
classical models (a fixed time per call), speech models other than Whisper, image generators other than Stable Diffusion, the waiting
of requests in a server's queue. Text to speech and video are not estimated.

Measurements: ${sources.join('; ')}.
`;
}
