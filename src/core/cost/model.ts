import type { AcceleratorFacts, Catalog } from '../model/catalog.ts';
import type { ModelFacts, ResolvedModel } from '../model/modelFacts.ts';
import type { Deployment, EngineId } from '../model/deployment.ts';
import type { Precision, ReplicaConfiguration } from '../model/performance.ts';
import type { Origin, Sourced } from '../model/sourced.ts';
import { readSpeculation } from '../performance/speculation.ts';
import { nativePrecision } from './nativePrecision.ts';
import { quantizationMethod } from './quantizationFlag.ts';

/** The model as it is served: which one, in which precision, over how many accelerators. */
export interface ServedModel {
  readonly facts: ModelFacts;
  readonly origin: Origin;
  readonly quantization: Sourced<string>;
  readonly kvPrecision: Precision;
  readonly parallelism: Parallelism;
}

export interface Parallelism {
  readonly tensor: number;
  readonly pipeline: number;
  readonly data: number;
  /** False when the engine's default stands in for a flag nobody wrote. */
  readonly stated: boolean;
}

/**
 * The model of a deployment, else the one that the assumptions name in its place; null when the catalogue knows neither.
 */
export function servedModel(
  deployment: Deployment,
  catalog: Catalog,
  assumed: Sourced<string> | null = null,
): ServedModel | null {
  const reference = deployment.model.id ?? deployment.model.location;
  const resolved =
    (reference === null ? null : resolvedModel(deployment, reference, catalog)) ??
    (assumed === null ? null : resolvedModel(deployment, assumed, catalog));
  if (resolved === null) return null;
  const { facts } = resolved.value;
  const quantization = effectiveQuantization(
    deployment,
    catalog,
    facts,
    resolved.value.quantization === null
      ? null
      : { value: resolved.value.quantization, origin: resolved.origin },
  );
  return {
    facts,
    origin: resolved.origin,
    quantization,
    kvPrecision: kvPrecision(deployment, quantization.value),
    parallelism: parallelismOf(deployment),
  };
}

/**
 * The catalogue's entry of that very name, else what the files say of the weights themselves, else the catalogue's
 * nearest.
 */
function resolvedModel(
  deployment: Deployment,
  reference: Sourced<string>,
  catalog: Catalog,
): Sourced<ResolvedModel> | null {
  const listed = catalog.model(repositoryOf(reference.value));
  const own = deployment.model.facts;
  if (own && listed?.match !== 'exact') return own;
  if (listed === null) return null;
  const quantization = own?.value.quantization ?? listed.quantization;
  return { value: { ...listed, quantization }, origin: reference.origin };
}

/** `hf://org/model:revision` and the like name a repository; other references are looked up as they are. */
function repositoryOf(reference: string): string {
  return reference.replace(/^(hf|huggingface|ollama):\/\//, '');
}

/** The engine's flag, else the model's name, else the data type, else the checkpoint's own precision. */
function effectiveQuantization(
  deployment: Deployment,
  catalog: Catalog,
  facts: ModelFacts,
  named: Sourced<string> | null,
): Sourced<string> {
  const flag = deployment.settings.quantization;
  const engine = deployment.engine?.value ?? null;
  const method = flag === undefined ? null : quantizationMethod(flag.value, engine, catalog);
  if (flag !== undefined && method !== null) return { value: method, origin: flag.origin };
  if (named !== null) return named;
  const type = deployment.settings.dataType;
  const stated = type === undefined ? null : dataTypePrecision(type.value);
  const native = nativePrecision(facts.nativeDataType);
  // `--dtype half` on an FP8 checkpoint is the type of its activations; it does not widen the weights.
  if (type !== undefined && stated !== null && ['fp32', 'bf16'].includes(native)) {
    return { value: stated, origin: type.origin };
  }
  return {
    value: native,
    origin: { kind: 'catalog', entry: facts.id, source: facts.source, asOf: facts.asOf },
  };
}

function dataTypePrecision(type: string): string | null {
  if (/^(float32|float|fp32)$/.test(type.toLowerCase())) return 'fp32';
  return /^(half|float16|fp16|bfloat16|bf16)$/.test(type.toLowerCase()) ? 'bf16' : null;
}

function kvPrecision(deployment: Deployment, quantization: string): Precision {
  const flag = deployment.settings.kvCacheDataType?.value.toLowerCase() ?? 'auto';
  if (/fp8|e4m3|e5m2/.test(flag)) return 'fp8';
  if (/int8|q8/.test(flag)) return 'int8';
  if (flag.includes('fp4')) return 'fp4';
  if (/int4|q4/.test(flag)) return 'int4';
  // TensorRT-LLM checkpoints with FP8 or FP4 weights carry an FP8 cache.
  if (deployment.engine?.value === 'tensorrt-llm' && /fp8|fp4/.test(quantization)) return 'fp8';
  return 'bf16';
}

/** Engines that spread a model over every accelerator they see unless told otherwise. */
const usesAll: ReadonlySet<EngineId> = new Set<EngineId>([
  'tgi',
  'nim',
  'ollama',
  'llama-cpp',
  'triton',
  'jetstream',
  'other',
]);

/** How a replica is divided: by the flags, else by the engine's default (one accelerator, or all it sees). */
export function parallelismOf(deployment: Deployment): Parallelism {
  const { tensorParallel, pipelineParallel, dataParallel } = deployment.settings;
  const pods = positive(deployment.podsPerReplica.value);
  const count = deployment.accelerator === null ? 1 : positive(deployment.accelerator.count.value);
  const data = positive(dataParallel?.value ?? 1);
  const stated = tensorParallel !== undefined || pipelineParallel !== undefined;
  // Flags of a multi-node launch often stand in scripts that cannot be read: then one stage a pod.
  const pipeline = positive(pipelineParallel?.value ?? (stated ? 1 : pods));
  const all = Math.max(1, Math.floor(count / pipeline / data));
  const engine = deployment.engine?.value ?? 'other';
  const tensor = positive(tensorParallel?.value ?? (usesAll.has(engine) || pods > 1 ? all : 1));
  return { tensor, pipeline, data, stated: stated || all === tensor };
}

function positive(value: number): number {
  return Number.isFinite(value) && value >= 1 ? Math.floor(value) : 1;
}

/** Steps that a request waits on average to be admitted: half of SGLang's interval, all of what TensorRT-LLM collects. */
function admissionSteps({ engine, settings }: Deployment): number {
  const interval = settings.admissionInterval?.value ?? 0;
  return engine?.value === 'sglang' ? (interval > 1 ? interval / 2 : 0) : interval;
}

/** One replica on an accelerator, as the performance model sees it. */
export function replicaConfiguration(
  deployment: Deployment,
  model: ServedModel,
  accelerator: AcceleratorFacts,
): ReplicaConfiguration {
  const { settings } = deployment;
  const { tensor, pipeline, data } = model.parallelism;
  return {
    model: model.facts,
    accelerator,
    accelerators: tensor * pipeline * data,
    tensorParallel: tensor,
    pipelineParallel: pipeline,
    dataParallel: data,
    expertParallel: settings.expertParallel?.value === true ? tensor * data : 1,
    quantization: model.quantization.value,
    kvPrecision: model.kvPrecision,
    engine: deployment.engine?.value ?? 'other',
    engineVersion: deployment.engineVersion?.value ?? null,
    maxModelLength: settings.maxModelLength?.value ?? null,
    maxSequences:
      settings.dynamicBatching?.value === false ? 1 : (settings.maxSequences?.value ?? null),
    maxBatchedTokens: settings.maxBatchedTokens?.value ?? null,
    memoryFraction: settings.memoryFraction?.value ?? null,
    enforceEager: settings.enforceEager?.value ?? false,
    chunkedPrefill: settings.chunkedPrefill?.value ?? true,
    admissionSteps: admissionSteps(deployment),
    ...(deployment.phase && { phase: deployment.phase }),
    speculation: readSpeculation(settings.speculative?.value ?? null),
  };
}
