import type { AcceleratorFacts } from './catalog.ts';
import type { ModelFacts } from './modelFacts.ts';
import type { EngineId, Phase } from './deployment.ts';

/** Precisions of weights or KV cache that the performance model distinguishes. */
export type Precision = 'fp32' | 'bf16' | 'fp8' | 'int8' | 'fp4' | 'mxfp4' | 'int4';

/** One replica, as the performance model sees it: no files, no money. */
export interface ReplicaConfiguration {
  readonly model: ModelFacts;
  readonly accelerator: AcceleratorFacts;
  /** Accelerators of the replica: tensor × pipeline × data ranks at least. */
  readonly accelerators: number;
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  readonly dataParallel: number;
  readonly expertParallel: number;
  /** Method of `model/quantization`: `bf16`, `fp8`, `awq`, `gguf-q4_k_m`. */
  readonly quantization: string;
  readonly kvPrecision: Precision;
  readonly engine: EngineId;
  readonly engineVersion: string | null;
  /** Tokens; null = the model's own limit. */
  readonly maxModelLength: number | null;
  /** Null = the engine's default for this accelerator. */
  readonly maxSequences: number | null;
  readonly maxBatchedTokens: number | null;
  readonly memoryFraction: number | null;
  readonly enforceEager: boolean;
  /** False when a prompt is prefilled in one pass that decodes nobody; absent = the engine's default, in chunks. */
  readonly chunkedPrefill?: boolean;
  /**
   * Decode steps for which a request waits on average before the scheduler looks at it, to admit several at once (SGLang
   * `--scheduler-recv-interval`, TensorRT-LLM `batch_wait_timeout_iters`); absent = 0, the engines' default.
   */
  readonly admissionSteps?: number;
  /** The part of a request it does, where others do the rest; absent = whole requests. */
  readonly phase?: Phase;
  /** Speeds that it was measured at: they count before the model’s; absent = none. */
  readonly speeds?: readonly MeasuredSpeed[];
  /** Speculative decoding; absent or null = none. */
  readonly speculation?: {
    /** Tokens proposed per step. */
    readonly draftTokens: number;
    /** Chance that a proposed token is kept, given that those before it were, 0–1. */
    readonly acceptance: number;
    /** What proposes them: a lookup, extra heads, one layer of the model's size, or another model. */
    readonly draft: 'none' | 'heads' | 'layer' | 'model';
    /** Where the acceptance comes from. */
    readonly source: string;
  } | null;
}

/** What a replica was measured to do with so many requests in flight, each client waiting for its answer. */
export interface MeasuredSpeed {
  readonly concurrency: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly outputTokensPerSecond: number;
}

/** Memory of one accelerator of the replica, in GiB (2^30 bytes). */
export interface MemoryEstimate {
  readonly weightsGiB: number;
  /** Activations, CUDA graphs, runtime context: everything that is neither weights nor KV cache. */
  readonly overheadGiB: number;
  /** Left for the KV cache; 0 or less when the weights alone do not fit. */
  readonly kvCacheGiB: number;
  /** What the engine may use: physical memory × memory fraction. */
  readonly availableGiB: number;
  readonly physicalGiB: number;
  readonly fits: boolean;
  /** GiB missing per accelerator when it does not fit, else 0. */
  readonly shortfallGiB: number;
  /** Bytes of KV cache one token takes on one accelerator; null when the architecture is not known. */
  readonly kvBytesPerToken: number | null;
  /** Tokens the KV cache of the whole replica holds; null when the architecture is not known. */
  readonly kvCacheTokens: number | null;
  /** Requests of maximal length that fit at once. */
  readonly sequencesAtMaximumLength: number | null;
}

export type Confidence = 'measured' | 'fitted' | 'extrapolated';

/** What one replica does at a given number of concurrent sequences and request lengths. */
export interface OperatingPoint {
  /** Sequences in flight on the replica. */
  readonly concurrency: number;
  readonly requestsPerSecond: number;
  readonly outputTokensPerSecond: number;
  readonly totalTokensPerSecond: number;
  readonly ttftMs: number;
  readonly tpotMs: number;
}

/** What requests are counted in besides themselves. */
export type WorkUnit = 'tokens' | 'images' | 'audio-seconds' | 'predictions';

/** The work in one request: 2 images, 30 seconds of audio. Units a second are requests a second times `perRequest`. */
interface WorkPerRequest {
  readonly unit: WorkUnit;
  readonly perRequest: number;
}

export interface PerformanceEstimate {
  /** At the most concurrency that memory and engine allow, queue never empty. */
  readonly saturated: OperatingPoint;
  /** The highest rate at which the workload's SLO holds (or the target utilization, without an SLO), per replica. */
  readonly capacity: OperatingPoint;
  /** What decides the capacity. */
  readonly limit: 'slo-ttft' | 'slo-tpot' | 'slo-e2e' | 'target-utilization' | 'saturated';
  /** Most sequences in flight that the KV cache and the engine's own limit allow. */
  readonly maxConcurrency: number;
  /** Set for workers that do a part of a request. A prefill worker has no TPOT, a decode worker no TTFT of its own. */
  readonly phase?: Phase;
  /** Milliseconds in which the KV cache of a prompt gets from a prefill to a decode worker; absent for whole requests. */
  readonly kvTransferMs?: number;
  /** Share of a replica's busy time that goes to prefill, 0–1: the split of cost between input and output tokens. */
  readonly prefillShare: number;
  readonly work: WorkPerRequest;
  readonly confidence: Confidence;
  /** Factor down and up within which 80% of measurements lie. */
  readonly band: { readonly low: number; readonly high: number };
}
