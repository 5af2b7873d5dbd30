import { readFileSync } from 'node:fs';
import { readRows } from '../../../src/core/catalog/compact/tsv.ts';

type Form = 'vision' | 'text' | 'image' | 'speech' | 'decode';

/** One measurement. */
export interface FormRow {
  readonly form: Form;
  readonly dataset: string;
  readonly source: string;
  readonly software: string;
  readonly runtime: 'eager' | 'compiled';
  readonly model: string;
  /** Catalogue id, or a name of `devices.ts`. */
  readonly device: string;
  readonly weights: string;
  readonly batch: number;
  /** Pixels of a side, tokens of a text, or denoising steps; 0 for speech and decoding. */
  readonly size: number;
  /** Images, texts, seconds of audio or tokens per second. */
  readonly value: number;
}

export const formColumns = [
  'form',
  'dataset',
  'source',
  'software',
  'runtime',
  'model',
  'device',
  'weights',
  'batch',
  'size',
  'value',
] as const satisfies readonly (keyof FormRow)[];

function table(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

/** The rows of `rows.tsv`. */
export function formRows(): readonly FormRow[] {
  return readRows(table('rows.tsv')).map((row) => ({
    form: row.text('form') as Form,
    dataset: row.text('dataset'),
    source: row.text('source'),
    software: row.text('software'),
    runtime: row.text('runtime') as FormRow['runtime'],
    model: row.text('model'),
    device: row.text('device'),
    weights: row.text('weights'),
    batch: row.number('batch') ?? 1,
    size: row.number('size') ?? 0,
    value: row.number('value') ?? 0,
  }));
}

/** What a vision network takes per image, as its benchmark publishes it. */
export interface Network {
  readonly kind: 'convolution' | 'transformer';
  readonly multiplications: number;
  readonly activations: number;
  readonly parameters: number;
  readonly layers: number;
}

/** By name and side, of `networks.tsv` (huggingface/pytorch-image-models@aa4b585 results, Apache-2.0; layers counted). */
export function networks(): ReadonlyMap<string, Network> {
  return new Map(
    readRows(table('networks.tsv')).map((row) => [
      `${row.text('network')}@${row.text('side')}`,
      {
        kind: row.text('kind') === 'transformer' ? 'transformer' : 'convolution',
        multiplications: (row.number('gmacs') ?? 0) * 1e9,
        activations: (row.number('megaactivations') ?? 0) * 1e6,
        parameters: (row.number('mega_parameters') ?? 0) * 1e6,
        layers: row.number('layers') ?? 0,
      },
    ]),
  );
}
