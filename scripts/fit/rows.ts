import { readFileSync } from 'node:fs';
import { replicaOf } from './predict.ts';

/** One measured operating point. */
export interface MeasuredRow {
  readonly dataset: string;
  readonly source: string;
  readonly engine: string;
  readonly version: string;
  readonly model: string;
  readonly accelerator: string;
  readonly gpus: number;
  readonly tp: number;
  readonly pp: number;
  readonly dp: number;
  readonly ep: number;
  readonly weights: string;
  readonly kv: string;
  /** Mean tokens. */
  readonly input: number;
  readonly output: number;
  /**
   * `offline`: the queue is never empty; `static`: throughput of so many clients; `closed`: their latencies; `decode`:
   * throughput while nothing is prefilled.
   */
  readonly kind: 'offline' | 'static' | 'closed' | 'decode';
  /** 0 for offline rows. */
  readonly concurrency: number;
  /** Steps for which the engine was told to let requests wait, on average. */
  readonly wait: number;
  /** Output tokens/s of the whole system; 0 for closed rows. */
  readonly value: number;
  /** Milliseconds; 0 except for closed rows. */
  readonly ttft: number;
  readonly tpot: number;
}

export const rowColumns = [
  'dataset',
  'source',
  'engine',
  'version',
  'model',
  'accelerator',
  'gpus',
  'tp',
  'pp',
  'dp',
  'ep',
  'weights',
  'kv',
  'input',
  'output',
  'kind',
  'concurrency',
  'wait',
  'value',
  'ttft',
  'tpot',
] as const satisfies readonly (keyof MeasuredRow)[];

const TEXT = new Set<string>([
  'dataset',
  'source',
  'engine',
  'version',
  'model',
  'accelerator',
  'weights',
  'kv',
  'kind',
]);

/** Collections of single runs on rented and consumer cards: lengths and settings are often incomplete. */
export function isRough(row: MeasuredRow): boolean {
  return row.dataset.startsWith('small-');
}

/** Rows measured in one set-up: model, accelerator, precision, engine and parallelism. */
export function groupOf(row: MeasuredRow): string {
  return [row.engine, row.model, row.accelerator, row.weights, row.tp, row.pp, row.dp, row.ep].join(
    '|',
  );
}

/** Output tokens/s: as measured, or what the latencies of a closed loop imply. */
export function measuredThroughput(row: MeasuredRow): number {
  return row.kind === 'closed'
    ? (row.concurrency * row.output * 1000) / (row.ttft + row.output * row.tpot)
    : row.value;
}

/** False when tokens would come faster than weights can be read, or when weights do not fit and are read from the host. */
function isPossible(row: MeasuredRow): boolean {
  const { shape, memory } = replicaOf(row);
  if (isRough(row)) return memory.weightsGiB < 0.95 * memory.physicalGiB;
  if (row.kind !== 'static') return true;
  return row.value < (row.concurrency * shape.replica.accelerator.bandwidth) / shape.denseBytes;
}

/**
 * Rows as the fit uses them. Left out: second publications of one run; dumps of disaggregated runs, whose tensor
 * parallelism is really the number of accelerators of two pools; an accelerator whose software is a port; and what is
 * beyond the datasheet.
 */
export function usableRows(): readonly MeasuredRow[] {
  const seen = new Set<string>();
  return readRows().filter((row) => {
    const { engine, model, accelerator, input, output, concurrency, value, ttft, tpot } = row;
    const key: (string | number)[] = [engine, model, accelerator, input, output, concurrency];
    for (const measured of [value, ttft, tpot]) key.push(measured.toPrecision(3));
    if (seen.has(key.join('|'))) return false;
    seen.add(key.join('|'));
    if (row.accelerator.startsWith('Intel')) return false;
    if (row.tp > 8 || (row.kind !== 'offline' && row.concurrency <= 0)) return false;
    return isPossible(row);
  });
}

/** Reads `rows.tsv`. */
function readRows(): readonly MeasuredRow[] {
  const text = readFileSync(new URL('rows.tsv', import.meta.url), 'utf8');
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    const entries = names.map((name, index) => {
      const cell = cells[index] ?? '';
      return [name, TEXT.has(name) ? cell : Number(cell)];
    });
    return Object.fromEntries(entries) as MeasuredRow;
  });
}
