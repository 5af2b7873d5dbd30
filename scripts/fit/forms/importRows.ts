/**
 * Takes the published measurements of models that answer in passes, and of text generation on CPUs, into `rows.tsv`:
 *
 *     tsx scripts/fit/forms/importRows.ts MEASURED.TSV [MEASURED.TSV …]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { readRows, type Row } from '../../../src/core/catalog/compact/tsv.ts';
import { cpuDevices } from './devices.ts';
import { formColumns, type FormRow } from './rows.ts';

/** Catalogue ids of the names that measurements use. */
const DEVICES: readonly (readonly [RegExp, string])[] = [
  [/^V100-SXM-16/, 'V100-SXM-16'],
  [/^V100-SXM-32/, 'V100-SXM-32'],
  [/^T4$/, 'T4'],
  [/^A100/, 'A100-SXM-40'],
  [/^H100/, 'H100-SXM'],
  [/^A10$/, 'A10'],
  [/^A30$/, 'A30'],
  [/^L4$/, 'L4'],
  [/^MI210$/, 'MI210'],
  [/rtx-?3090|RTX 3090/i, 'RTX-3090'],
  [/3070 Ti/, 'RTX-3070-Ti'],
  [/4090/, 'RTX-4090'],
  [/5090/, 'RTX-5090'],
  // 300 W instead of 600.
  [/pro6000maxq/, 'RTX-PRO-6000 Max-Q'],
];

function deviceOf(name: string): string | null {
  // What a machine of another name does with a graphics card says nothing about its processor.
  if (name in cpuDevices) return name;
  return DEVICES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** Layer by layer, or a compiled graph or fused kernels. */
function runtimeOf(row: Row): FormRow['runtime'] {
  const software = `${row.text('engine')} ${row.text('gpu')}`;
  if (/no compile|transformers|openai\/whisper/.test(software)) return 'eager';
  return /dynamo|compile|TEI|onnx|optimum|tensorrt|AITemplate|OneFlow|stable-fast|faster-whisper|whisper\.cpp/i.test(
    software,
  )
    ? 'compiled'
    : 'eager';
}

function weightsOf(row: Row): string {
  const stated = row.text('weight_precision').toLowerCase();
  if (stated.includes('q4_k_m')) return 'gguf-q4_k_m';
  if (/^fp32\/int8$/.test(stated)) return row.text('engine').includes('int8') ? 'int8' : 'fp32';
  if (stated.includes('tf32')) return 'tf32';
  if (stated.includes('fp32')) return 'fp32';
  return stated.includes('int8') ? 'int8' : 'bf16';
}

function read(row: Row): FormRow | null {
  const dataset = row.text('dataset');
  const device = deviceOf(row.text('gpu'));
  const value = row.number('value') ?? 0;
  if (device === null || value <= 0) return null;
  const base = {
    dataset,
    source: `${row.text('source_repo_or_page')}:${row.text('source_path')}`,
    software: row.text('engine'),
    runtime: runtimeOf(row),
    model: row.text('model'),
    device,
    weights: weightsOf(row),
    batch: row.number('concurrency_or_batch') ?? 1,
    size: row.number('input_len') ?? 0,
    value,
  };
  // Rows of single precision without TF32 on cards that have it measure a setting that nobody serves with.
  if (base.weights === 'fp32' && device.startsWith('A100')) return null;
  switch (dataset) {
    case 'timm':
      return { ...base, form: 'vision' };
    case 'dle':
      return row.text('metric') === 'images_per_s'
        ? { ...base, form: 'vision', size: base.model.endsWith('b4') ? 384 : 224 }
        : { ...base, form: 'text' };
    case 'embed':
      return { ...base, form: 'text', value: value / base.size };
    case 'image': {
      const steps = Number(
        /(\d+) steps/.exec(row.text('input_len'))?.[1] ??
          /(\d+) steps/.exec(row.text('output_len'))?.[1],
      );
      return { ...base, form: 'image', size: steps, batch: base.batch };
    }
    case 'asr':
      return /diarization|jax/.test(`${base.model} ${base.software}`)
        ? null
        : { ...base, form: 'speech', batch: base.software.includes('batch_size=8') ? 8 : 1 };
    case 'consumer':
      return device in cpuDevices ? { ...base, form: 'decode', weights: 'gguf-q4_k_m' } : null;
    default:
      return null;
  }
}

const rows = process.argv
  .slice(2)
  .flatMap((path) => readRows(readFileSync(path, 'utf8')))
  .flatMap((row) => read(row) ?? []);
const lines = rows.map((row) => formColumns.map((column) => String(row[column])).join('\t'));
writeFileSync(
  new URL('rows.tsv', import.meta.url),
  `${[formColumns.join('\t'), ...lines].join('\n')}\n`,
);
console.log(`${rows.length} rows`);
