import { readFileSync } from 'node:fs';
import type { Precision, ReplicaConfiguration } from '../../src/core/model/performance.ts';
import type { EngineId } from '../../src/core/model/deployment.ts';
import { estimateMemory } from '../../src/core/performance/memory.ts';
import { catalog } from './catalog.ts';

type Line = Readonly<Record<string, string>>;

/** Errors (estimate / log − 1) of one start-up log; null where the log does not say. */
interface LogError {
  readonly name: string;
  readonly engine: string;
  readonly weights: number | null;
  readonly tokens: number | null;
}

const GIB = 2 ** 30;

const numberOf = (text: string | undefined): number | null =>
  text === undefined || text === '' ? null : Number(text);

function readLogs(): readonly Line[] {
  const text = readFileSync(new URL('startupLogs.tsv', import.meta.url), 'utf8');
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
}

function errorOf(line: Line): LogError | null {
  const model = catalog.model(line.model ?? '')?.facts;
  const accelerator = catalog.accelerator('H100-SXM');
  if (model === undefined || accelerator === null) return null;
  const visible = numberOf(line.memoryGiB);
  const replica: ReplicaConfiguration = {
    model,
    // The log's own memory stands for whatever card it was.
    accelerator: {
      ...accelerator,
      id: visible !== null && visible < 70 ? 'A100-SXM-40' : accelerator.id,
      memoryBytes: (visible ?? 80) * GIB,
      visibleMemoryBytes: (visible ?? 80) * GIB,
    },
    accelerators: 1,
    tensorParallel: numberOf(line.tp) ?? 1,
    pipelineParallel: numberOf(line.pp) ?? 1,
    dataParallel: 1,
    expertParallel: 1,
    quantization: line.quantization ?? 'bf16',
    kvPrecision: (line.kv ?? 'bf16') as Precision,
    engine: (line.engine ?? 'vllm') as EngineId,
    engineVersion: line.version === '' ? null : (line.version ?? null),
    maxModelLength: numberOf(line.maxLength),
    maxSequences: numberOf(line.sequences),
    maxBatchedTokens: null,
    memoryFraction: numberOf(line.fraction),
    enforceEager: line.eager === 'True',
  };
  const estimate = estimateMemory(replica);
  const weights = numberOf(line.weightsGiB);
  const tokens = numberOf(line.tokens);
  const isBudgetKnown = visible !== null && replica.memoryFraction !== null;
  return {
    name: `${line.model ?? ''} ${line.quantization ?? ''} tp${line.tp ?? ''} pp${line.pp ?? ''}`,
    engine: `${line.engine ?? ''} ${line.version === '' ? '(version not stated)' : (line.version ?? '')}`,
    weights: weights === null ? null : estimate.weightsGiB / weights - 1,
    tokens:
      isBudgetKnown && tokens !== null && tokens > 0 && estimate.kvCacheTokens !== null
        ? estimate.kvCacheTokens / tokens - 1
        : null,
  };
}

const percent = (value: number): string => `${(100 * value).toFixed(1)}%`;

function median(values: readonly number[]): string {
  const sorted = values.map(Math.abs).sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return middle === undefined ? '–' : `${(100 * middle).toFixed(2)}%`;
}

/** The memory part of the accuracy page: estimates against start-up logs, by engine version, and what disagrees. */
export function memorySection(): string {
  const errors = readLogs().flatMap((line) => errorOf(line) ?? []);
  const row = (name: string, part: readonly LogError[]): string => {
    const weights = part.flatMap((one) => one.weights ?? []);
    const tokens = part.flatMap((one) => one.tokens ?? []);
    return `| ${name} | ${weights.length} | ${median(weights)} | ${tokens.length} | ${median(tokens)} |`;
  };
  const engines = [...new Set(errors.map((one) => one.engine))].sort();
  const apart = errors.filter(
    ({ weights, tokens }) => Math.abs(weights ?? 0) > 0.015 || Math.abs(tokens ?? 0) > 0.05,
  );
  const show = (value: number | null): string => (value === null ? '–' : percent(value));
  return `## Memory against start-up logs

Median absolute error of weights per accelerator, and of the tokens the KV cache holds (concurrency at maximal length ×
length, where the log states it), on logs whose model is in the catalogue and whose launch arguments are known.

| engine | logs | weights | logs | KV tokens |
| --- | ---: | ---: | ---: | ---: |
${row('all', errors)}
${engines
  .map((engine) =>
    row(
      engine,
      errors.filter((one) => one.engine === engine),
    ),
  )
  .join('\n')}

What disagrees by more than 1.5% (weights) or 5% (tokens):

| log | engine | weights | KV tokens |
| --- | --- | ---: | ---: |
${apart.map((one) => `| ${one.name} | ${one.engine} | ${show(one.weights)} | ${show(one.tokens)} |`).join('\n')}

Reasons seen: vision towers are whole on every tensor-parallel rank and catalogue totals of some multimodal models leave them
out; position tables of old architectures are not in the catalogue's dimensions; engines before 0.8 measured activations on one
prompt of maximal length, which the log does not always state.`;
}
