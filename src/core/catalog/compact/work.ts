import type { ModelsFile } from '../schema.ts';
import { dateIn, type Citations } from './citations.ts';
import { readRows, type Row } from './tsv.ts';

type Work = Pick<ModelsFile['models'][number], 'vision' | 'diffusion' | 'speech'>;

/** What a pass through models takes that do more than read tokens; the columns are those of `data/supplement`. */
export interface WorkTables {
  readonly vision: string;
  readonly diffusion: string;
  readonly speech: string;
}

/** The work of every model of the tables, by id. */
export function compactWork(tables: WorkTables, citations: Citations): ReadonlyMap<string, Work> {
  const cite = (row: Row): number => citations.add(row.text('source'), dateIn(row.text('source')));
  const amounts = (row: Row, columns: readonly string[]): number[] =>
    columns.map((column) => row.number(column) ?? 0);
  const read = <T>(table: string, of: (row: Row) => T): (readonly [string, T])[] =>
    readRows(table).map((row) => [row.text('id'), of(row)]);
  return new Map<string, Work>([
    ...read(tables.vision, (row) => ({
      vision: [
        row.text('network') === 'transformer' ? 1 : 0,
        ...amounts(row, ['gmacs', 'megaactivations', 'side', 'layers']),
        cite(row),
      ] as Work['vision'],
    })),
    ...read(tables.diffusion, (row) => ({
      diffusion: [
        ...amounts(row, ['gmacs', 'decoder_gmacs', 'side', 'layers', 'steps']),
        ...amounts(row, ['passes_per_step', 'denoiser_params_b', 'text_params_b']),
        cite(row),
      ] as Work['diffusion'],
    })),
    ...read(tables.speech, (row) => ({
      speech: [
        ...amounts(row, ['encoder_params_b', 'decoder_params_b', 'encoder_layers']),
        ...amounts(row, ['decoder_layers', 'width', 'positions_per_s', 'tokens_per_s']),
        ...amounts(row, ['window_s', 'stem_gmacs_per_s']),
        cite(row),
      ] as Work['speech'],
    })),
  ]);
}
