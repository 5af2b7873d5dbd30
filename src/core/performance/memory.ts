import type { MemoryEstimate, ReplicaConfiguration } from '../model/performance.ts';
import { activationConstants, type ActivationConstants } from './activations.ts';
import { effectiveSettings } from './engineDefaults.ts';
import { engineOverhead, sglangContextBytes } from './engineOverhead.ts';
import { kvCacheShape } from './kvCache.ts';
import { weightBytes } from './weights.ts';

const GIB = 2 ** 30;

/** Token limit of a replica when neither the config nor the model states one. */
const UNSTATED_LENGTH = 8192;

/**
 * Memory of one accelerator of the replica (the fullest). Never throws: nonsense such as zero accelerators is read as
 * one. `kvCacheTokens` and `sequencesAtMaximumLength` are null where the architecture is not known, and for models that
 * keep no cache.
 */
export function estimateMemory(
  configuration: ReplicaConfiguration,
  constants: ActivationConstants = activationConstants,
): MemoryEstimate {
  const replica = sanitized(configuration);
  const settings = effectiveSettings(replica);
  const physical = replica.accelerator.visibleMemoryBytes;
  const weights = weightBytes(replica);
  const overhead = engineOverhead(replica, settings, constants);
  const available = availableBytes(replica, settings.memoryFraction, weights + overhead);
  const left = available - weights - overhead;
  const generates = replica.model.modality === 'text-generation';
  const shape = generates ? kvCacheShape(replica, settings.maxBatchedTokens) : null;
  const length = replica.maxModelLength ?? replica.model.maxPositions ?? UNSTATED_LENGTH;
  const perSequence = shape?.bytesPerSequence(length) ?? null;
  const needed = perSequence === null ? 0 : minimumCache(replica, perSequence, length);
  const sequences =
    perSequence === null || perSequence <= 0
      ? null
      : (Math.max(0, left) / perSequence) * replica.dataParallel;
  return {
    weightsGiB: weights / GIB,
    overheadGiB: overhead / GIB,
    kvCacheGiB: left / GIB,
    availableGiB: available / GIB,
    physicalGiB: physical / GIB,
    fits: left >= needed && left >= 0,
    shortfallGiB: Math.max(0, needed - left) / GIB,
    kvBytesPerToken: generates ? (shape?.bytesPerToken ?? null) : 0,
    kvCacheTokens: sequences === null ? null : Math.floor(sequences * length),
    sequencesAtMaximumLength: sequences === null ? null : Math.floor(sequences),
  };
}

/** What the engine may use of one accelerator for weights, overhead and cache. */
function availableBytes(replica: ReplicaConfiguration, fraction: number, loaded: number): number {
  const physical = replica.accelerator.visibleMemoryBytes;
  switch (replica.engine) {
    case 'tensorrt-llm':
      // A fraction of what is left after loading, not of the whole.
      return loaded + Math.max(0, physical - loaded) * fraction;
    case 'sglang':
      // A fraction of what is free before loading (model_runner.py: profile_max_num_token).
      return Math.max(0, physical - sglangContextBytes(replica)) * fraction;
    default:
      return physical * fraction;
  }
}

/** Engines refuse to start unless one request of maximal length fits; llama.cpp allocates the whole context up front. */
function minimumCache(replica: ReplicaConfiguration, perSequence: number, length: number): number {
  const stated = replica.maxModelLength !== null;
  switch (replica.engine) {
    case 'ollama':
    case 'llama-cpp':
      // They shrink the context to what fits unless it is stated.
      return stated ? perSequence : 0;
    case 'sglang':
    case 'tensorrt-llm':
    case 'tgi':
      // These clamp the length to the cache they get; a cache under 2048 tokens serves nobody.
      return (perSequence / length) * Math.min(length, 2048);
    default:
      return perSequence;
  }
}

/** The same replica with every count a positive number. */
export function sanitized(replica: ReplicaConfiguration): ReplicaConfiguration {
  const count = (value: number): number =>
    Number.isFinite(value) && value >= 1 ? Math.floor(value) : 1;
  return {
    ...replica,
    accelerators: count(replica.accelerators),
    tensorParallel: count(replica.tensorParallel),
    pipelineParallel: count(replica.pipelineParallel),
    dataParallel: count(replica.dataParallel),
    expertParallel: count(replica.expertParallel),
  };
}
