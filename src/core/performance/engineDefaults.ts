import type { AcceleratorFacts } from '../model/catalog.ts';
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

/** What defaults depend on. */
type Ranked = Pick<
  ReplicaConfiguration,
  'engine' | 'engineVersion' | 'accelerator' | 'tensorParallel' | 'pipelineParallel'
>;

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

/**
 * SGLang keeps back 1.5 MB per token of a prefill chunk, 2 MB per sequence of the largest captured graph and an eighth of a
 * GB per rank; before version 0.5 a fraction by ranks.
 */
function sglangDefaults(replica: Ranked): EngineDefaults {
  const { accelerator, engineVersion, tensorParallel: tensor, pipelineParallel } = replica;
  const gib = accelerator.visibleMemoryBytes / GIB;
  const chunk = gib < 35 ? 2048 : gib < 60 ? 4096 : gib < 160 ? 8192 : 16384;
  const few = tensor < 4;
  const graph =
    gib < 20 ? 8 : gib < 35 ? (few ? 24 : 80) : gib < 60 ? (few ? 32 : 160) : few ? 256 : 512;
  const reserved = (1.5 * chunk + 2 * graph + 128 * tensor * pipelineParallel) / 1024;
  const byRanks =
    tensor >= 16 ? 0.79 : tensor >= 8 ? 0.81 : tensor >= 4 ? 0.85 : tensor >= 2 ? 0.87 : 0.88;
  return {
    maxSequences: 1024,
    maxBatchedTokens: chunk,
    memoryFraction: isAtLeast(engineVersion, 0, 5)
      ? Math.min(0.95, Math.max(0.1, (gib - reserved) / gib))
      : byRanks,
    source:
      'python/sglang/srt/server_args.py: chunked_prefill_size and mem_fraction_static (from memory)',
  };
}

/**
 * The engine's own defaults for an accelerator, by version (null: current software). Sources are the engines' argument
 * definitions; engines without a continuous batcher of their own get the figures of the one they embed.
 */
function engineDefaults(replica: Ranked): EngineDefaults {
  switch (replica.engine) {
    case 'sglang':
      return sglangDefaults(replica);
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
      return vllmDefaults(replica.engineVersion, replica.accelerator);
  }
}

/** The settings in effect for a replica: its own where the config has them, else the engine's defaults. */
export function effectiveSettings(replica: ReplicaConfiguration): EngineDefaults {
  const defaults = engineDefaults(replica);
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
