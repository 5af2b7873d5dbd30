import { readFileSync } from 'node:fs';
import type { AcceleratorFacts } from '../../src/core/model/catalog.ts';
import type { EngineId } from '../../src/core/model/deployment.ts';
import type { Precision, ReplicaConfiguration } from '../../src/core/model/performance.ts';
import type { ActivationConstants } from '../../src/core/performance/activations.ts';
import { estimateMemory } from '../../src/core/performance/memory.ts';
import { catalog } from './catalog.ts';

type Line = Readonly<Record<string, string>>;

/** A start-up log of an engine: what was launched, and what the engine said about its memory. Null: it did not say. */
export interface StartupLog {
  readonly name: string;
  readonly engine: string;
  readonly family: string;
  readonly replica: ReplicaConfiguration;
  /** GiB on one accelerator. */
  readonly weights: number | null;
  /** Null also where the log leaves open how much memory the engine was given. */
  readonly tokens: number | null;
}

const GIB = 2 ** 30;

const numberOf = (text: string | undefined): number | null =>
  text === undefined || text === '' ? null : Number(text);

function readLines(): readonly Line[] {
  const text = readFileSync(new URL('startupLogs.tsv', import.meta.url), 'utf8');
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
}

/** The card of a log; its own memory counts where it states one, and stands for any card where it names none. */
function acceleratorOf(line: Line): AcceleratorFacts {
  const named = catalog.accelerator(
    line.accelerator === '' ? 'H100-SXM' : (line.accelerator ?? ''),
  );
  if (named === null)
    throw new Error(`accelerator not in the catalogue: ${line.accelerator ?? ''}`);
  const visible = numberOf(line.memoryGiB);
  if (visible === null) return named;
  const isSmall = line.accelerator === '' && visible < 70;
  return {
    ...named,
    ...(isSmall ? { id: 'L40S', interconnect: 'PCIe4 x16' } : {}),
    memoryBytes: visible * GIB,
    visibleMemoryBytes: visible * GIB,
  };
}

function logOf(line: Line): StartupLog | null {
  const model = catalog.model(line.model ?? '')?.facts;
  if (model === undefined) return null;
  const replica: ReplicaConfiguration = {
    model,
    accelerator: acceleratorOf(line),
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
  const isBudgetKnown =
    replica.memoryFraction !== null && (line.memoryGiB !== '' || line.accelerator !== '');
  return {
    name: `${line.model ?? ''} ${line.quantization ?? ''} tp${line.tp ?? ''} pp${line.pp ?? ''}`,
    engine: `${line.engine ?? ''} ${line.version === '' ? '(version not stated)' : (line.version ?? '')}`,
    family: model.family,
    replica,
    weights: numberOf(line.weightsGiB),
    tokens: isBudgetKnown ? numberOf(line.tokens) : null,
  };
}

/** The logs kept in `startupLogs.tsv` whose model is in the catalogue. Throws when one names a card that is not. */
export function readStartupLogs(): readonly StartupLog[] {
  return readLines().flatMap((line) => logOf(line) ?? []);
}

/** Relative errors (estimate / log − 1); null where the log does not say. */
export interface MemoryErrors {
  readonly weights: number | null;
  readonly tokens: number | null;
}

/** How far the estimate for a log is from it; `constants` in the place of those in use. */
export function memoryErrors(log: StartupLog, constants?: ActivationConstants): MemoryErrors {
  const estimate = estimateMemory(log.replica, constants);
  return {
    weights: log.weights === null ? null : estimate.weightsGiB / log.weights - 1,
    tokens:
      log.tokens === null || estimate.kvCacheTokens === null
        ? null
        : estimate.kvCacheTokens / log.tokens - 1,
  };
}
