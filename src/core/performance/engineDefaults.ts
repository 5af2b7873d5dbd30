import type { AcceleratorFacts } from '../model/catalog.ts';
import type { EngineId } from '../model/deployment.ts';
import type { ReplicaConfiguration } from '../model/performance.ts';
import { isAtLeast } from './engineVersion.ts';

/** What an engine does where a config says nothing. */
export interface EngineDefaults {
  /** Sequences in flight at most. */
  readonly maxSequences: number;
  /** Tokens of one prefill step. */
  readonly maxBatchedTokens: number;
  /** Share of the accelerator's memory the engine may use, 0–1. */
  readonly memoryFraction: number;
  /** Where the three figures come from. */
  readonly source: string;
}

const GIB = 2 ** 30;

function vllmDefaults(version: string | null, accelerator: AcceleratorFacts): EngineDefaults {
  // API server of the V1 engine: 70 GiB or more and not an A100 counts as a large accelerator.
  const isLarge = accelerator.memoryBytes >= 70 * GIB && !/^A100/i.test(accelerator.id);
  const isV1 = isAtLeast(version, 0, 8);
  return {
    maxSequences: isV1 && isLarge ? 1024 : 256,
    maxBatchedTokens: isV1 && isLarge ? 8192 : 2048,
    memoryFraction: isAtLeast(version, 0, 22) ? 0.92 : 0.9,
    source: 'vllm/engine/arg_utils.py and vllm/config/cache.py; 0.92 from version 0.22',
  };
}

function sglangDefaults(accelerator: AcceleratorFacts): EngineDefaults {
  const isLarge = accelerator.memoryBytes >= 60 * GIB;
  return {
    maxSequences: 1024,
    maxBatchedTokens: isLarge ? 8192 : 2048,
    memoryFraction: 0.88,
    source: 'python/sglang/srt/server_args.py: mem_fraction_static is automatic, about 0.88',
  };
}

/**
 * The engine's own defaults for an accelerator, by version (null: current software). Sources are the engines' argument
 * definitions; engines without a continuous batcher of their own get the figures of the one they embed.
 */
function engineDefaults(
  engine: EngineId,
  version: string | null,
  accelerator: AcceleratorFacts,
): EngineDefaults {
  switch (engine) {
    case 'sglang':
      return sglangDefaults(accelerator);
    case 'tensorrt-llm':
    case 'triton':
    case 'nim':
      return {
        maxSequences: 2048,
        maxBatchedTokens: 8192,
        memoryFraction: 0.9,
        source: 'tensorrt_llm/commands/serve.py: 0.9 of the memory left after the weights',
      };
    case 'tgi':
      return {
        maxSequences: 128,
        maxBatchedTokens: 4096,
        memoryFraction: 0.95,
        source: 'text-generation-launcher reference: 128 concurrent requests, 95% of free memory',
      };
    case 'ollama':
      return {
        maxSequences: 1,
        maxBatchedTokens: 512,
        memoryFraction: 1,
        source: 'ollama envconfig/config.go: OLLAMA_NUM_PARALLEL 1',
      };
    case 'llama-cpp':
      return {
        maxSequences: 4,
        maxBatchedTokens: 512,
        memoryFraction: 1,
        source: 'llama.cpp tools/server: automatic parallelism of 4, ubatch 512',
      };
    case 'tei':
      return {
        maxSequences: 512,
        maxBatchedTokens: 16384,
        memoryFraction: 1,
        source: 'text-embeddings-router arguments: 512 concurrent requests, 16384 batch tokens',
      };
    default:
      // KServe's Hugging Face runtime, JetStream and unknown servers: vLLM is what nearly all of them embed.
      return vllmDefaults(version, accelerator);
  }
}

/** The settings in effect for a replica: its own where the config has them, else the engine's defaults. */
export function effectiveSettings(replica: ReplicaConfiguration): EngineDefaults {
  const defaults = engineDefaults(replica.engine, replica.engineVersion, replica.accelerator);
  return {
    maxSequences: positive(replica.maxSequences) ?? defaults.maxSequences,
    maxBatchedTokens: positive(replica.maxBatchedTokens) ?? defaults.maxBatchedTokens,
    // Fractions are of an accelerator's memory; a process on a CPU has all of its pod's.
    memoryFraction:
      replica.accelerator.kind === 'cpu'
        ? 1
        : (positive(replica.memoryFraction) ?? defaults.memoryFraction),
    source: defaults.source,
  };
}

function positive(value: number | null): number | null {
  return value !== null && Number.isFinite(value) && value > 0 ? value : null;
}
