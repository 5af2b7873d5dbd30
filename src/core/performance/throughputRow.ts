import * as z from 'zod';
import type { Catalog } from '../model/catalog.ts';
import type { ReplicaConfiguration } from '../model/performance.ts';
import { runsMethod } from './methodSupport.ts';
import { readEngine } from './rowEngine.ts';
import { rowKvPrecision, rowQuantization } from './rowPrecision.ts';

/** Tables leave cells empty, write `-` or 0 where nothing is stated, and quote numbers. */
const blank = (value: unknown): unknown =>
  typeof value === 'string' && /^(|-+|n\/?a|null|none|unknown)$/i.test(value.trim()) ? null : value;
/** A cell as a number; of a list or an object no number is made, whatever it says of itself. */
const numberOf = (value: unknown): number =>
  typeof value === 'object' || typeof value === 'symbol' ? NaN : Number(value);
const count = z.preprocess(numberOf, z.number().int().min(1));
const optionalCount = z.preprocess(
  (value) => (numberOf(value) === 0 ? null : blank(value)),
  count.nullish(),
);
const optionalText = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : blank(value)),
  z.string().nullish(),
);
const flag = z.preprocess((value) => {
  const text = typeof value === 'string' ? value.trim().toLowerCase() : value;
  return text === 'true' ? true : text === 'false' ? false : blank(text);
}, z.boolean().nullish());
/** A request has at least one token in and one out; 0 stands for next to none. */
const tokens = z.preprocess(numberOf, z.number().nonnegative());

/** One row of the bulk `throughput` contract. */
export const rowSchema = z.object({
  id: z.union([z.string(), z.number()]),
  model: z.string(),
  accelerator: z.string(),
  gpus: optionalCount,
  tp: optionalCount,
  pp: optionalCount,
  /** Expert-parallel ranks. */
  ep: z.preprocess(
    (value) => (numberOf(value) === 0 && typeof value !== 'boolean' ? null : blank(value)),
    z.union([z.boolean(), count]).nullish(),
  ),
  /** Data-parallel (attention) ranks; the rest of `gpus` when absent. */
  dp: optionalCount,
  weightPrecision: optionalText,
  kvPrecision: optionalText,
  engine: optionalText,
  engineVersion: optionalText,
  quantization: optionalText,
  inputTokens: tokens,
  /** 0 or absent for models that write nothing. */
  outputTokens: tokens.default(0),
  /** Clients of a closed loop; absent = a queue that is never empty. */
  concurrency: z.preprocess(blank, z.preprocess(numberOf, z.number().positive()).nullish()),
  maxModelLen: optionalCount,
  /** A share, or per cent. */
  gpuMemoryUtilization: z.preprocess(
    blank,
    z
      .preprocess(numberOf, z.number().positive().max(100))
      .transform((value) => (value > 1 ? value / 100 : value))
      .nullish(),
  ),
  maxNumSeqs: optionalCount,
  enforceEager: flag,
});

export type Row = z.infer<typeof rowSchema>;

/**
 * Ranks of a row. Attention data parallelism is often written as tp = dp = gpus: the ranks of the stated accelerators
 * then divide them. Accelerators beyond tensor × pipeline are copies or data-parallel ranks.
 */
function ranksOf(row: Row): {
  tensor: number;
  stages: number;
  ranks: number;
  accelerators: number;
} {
  const stages = row.pp ?? 1;
  const stated = row.dp ?? 1;
  const gpus = row.gpus ?? null;
  const share = Math.max(1, Math.floor((gpus ?? 1) / stages / stated));
  const isCountedTwice = gpus !== null && stated > 1 && (row.tp ?? 1) * stages * stated > gpus;
  const tensor = isCountedTwice ? share : (row.tp ?? share);
  const accelerators = Math.max(gpus ?? 1, tensor * stages * stated);
  const ranks = row.dp ?? Math.max(1, Math.floor(accelerators / (tensor * stages)));
  return { tensor, stages, ranks, accelerators };
}

/** The replica a row describes, or what is not known about it. */
export function readReplica(row: Row, catalog: Catalog): ReplicaConfiguration | { error: string } {
  const accelerator = catalog.accelerator(row.accelerator);
  if (accelerator === null) return { error: `accelerator not known: ${row.accelerator}` };
  const resolved = catalog.model(row.model);
  if (resolved === null) return { error: `model not known: ${row.model}` };
  const model = resolved.facts;
  const { engine, engineVersion } = readEngine(row.engine ?? '', row.engineVersion ?? null);
  const quantization = rowQuantization(row, engine, resolved);
  if (!runsMethod(accelerator, quantization)) {
    return { error: `${quantization} does not run on ${accelerator.id}` };
  }
  const experts = row.ep === true ? null : row.ep === false ? 1 : (row.ep ?? 1);
  const { tensor, stages, ranks, accelerators } = ranksOf(row);
  return {
    model,
    accelerator,
    accelerators,
    tensorParallel: tensor,
    pipelineParallel: stages,
    dataParallel: ranks,
    expertParallel: Math.min(experts ?? Infinity, tensor * ranks),
    quantization,
    kvPrecision: rowKvPrecision(row, engine, quantization),
    engine,
    engineVersion,
    maxModelLength: row.maxModelLen ?? null,
    maxSequences: row.maxNumSeqs ?? null,
    maxBatchedTokens: null,
    memoryFraction: row.gpuMemoryUtilization ?? null,
    enforceEager: row.enforceEager ?? false,
  };
}
