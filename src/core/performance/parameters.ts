/** Accelerator generations whose efficiencies are fitted on their own; everything else is mapped to one by physics. */
export type GenerationId =
  | 'ampere'
  | 'hopper'
  | 'blackwell'
  | 'ada'
  | 'blackwell-workstation'
  | 'cdna3'
  | 'cdna3-2024'
  | 'cdna2';

/** Engine families and eras whose scheduling is fitted on its own. */
export type EngineProfileId =
  'tensorrt-llm' | 'vllm' | 'sglang' | 'llama-cpp' | 'vllm-2024' | 'tensorrt-llm-2024';

interface GenerationParameters {
  /** Share of datasheet bandwidth reached when weights are read. */
  readonly weightBandwidth: number;
  /** Share of datasheet bandwidth reached when the KV cache is read. */
  readonly cacheBandwidth: number;
  /** Share of datasheet FLOP/s reached by large matrix multiplications. */
  readonly compute: { readonly bf16: number; readonly fp8: number; readonly fp4: number };
  /** Factor on launch overheads (host and driver of the platform). */
  readonly overhead: number;
  /** Share of the dense efficiency that grouped expert multiplications reach. */
  readonly expertCompute: number;
}

export interface EngineParameters {
  /** Seconds of launch overhead per layer and step. */
  readonly layerOverhead: number;
  /** Seconds of scheduling per step. */
  readonly stepOverhead: number;
  /** Seconds of scheduling per sequence and step. */
  readonly sequenceOverhead: number;
  readonly expertCompute: number;
  /** Seconds per expert layer and step. */
  readonly expertOverhead: number;
  /** Seconds of launch overhead per layer of a prefill pass, which runs without CUDA graphs. */
  readonly prefillLayerOverhead: number;
  /** The same per expert layer, on top. */
  readonly prefillExpertOverhead: number;
  /** Seconds one all-reduce takes at least. */
  readonly allReduce: number;
  /** Prefill in filled passes that is not hidden behind decoding, as a factor, when the queue is never empty. */
  readonly offlinePrefill: number;
  /** Sequences held at once relative to what the cache holds at full length. */
  readonly occupancy: number;
  /** Seconds before a request reaches the accelerator (tokenization, HTTP). */
  readonly firstTokenBase: number;
  readonly firstTokenSteps: number;
  /** Seconds per layer of experts by which requests right after a start wait for kernels to be loaded and tuned. */
  readonly firstUse: number;
}

export interface PerformanceParameters {
  /** Day of the fit. */
  readonly asOf: string;
  /** What they were fitted on. */
  readonly source: string;
  readonly generation: Readonly<Record<GenerationId, GenerationParameters>>;
  readonly engine: Readonly<Record<EngineProfileId, EngineParameters>>;
  readonly shared: {
    readonly linkEfficiency: number;
    readonly pcieLinkEfficiency: number;
    /** How much more alike tokens of one batch choose experts than chance. */
    readonly expertSpread: number;
    /**
     * Bytes/s of 4-bit experts that one accelerator expands to 16 bits when it has no 4-bit arithmetic for them: bound by
     * its ordinary cores, which hardly differ between generations, rather than by its memory.
     */
    readonly expansionRate: number;
    /** Intermediate size of an expert at which its multiplications reach half of what wide ones do. */
    readonly expertHalfWidth: number;
    /** Rows by which the tokens of one expert are padded in a grouped multiplication. */
    readonly expertPadding: number;
    /** Share of the 16-bit matrix rate that attention over a latent cache reaches when decoding. */
    readonly latentAttention: number;
    /** Share of the weight bandwidth that kernels reach which expand blocks of GGUF files. */
    readonly blockBandwidth: number;
    /** Bytes that kernels between multiplications move, relative to the count in activationTraffic.ts. */
    readonly activationTraffic: number;
    /** Relative spread of the prefill load of data-parallel ranks that meet in the experts. */
    readonly rankSpread: number;
    /** Time that one more pipeline stage adds to a step, as a share: stages are never equally long. */
    readonly pipelineBubble: number;
    /** Extra seconds per layer: latent attention, linear attention, sliding window with sinks. */
    readonly latentOverhead: number;
    /** The same for latent attention in a prefill pass. */
    readonly latentPrefillOverhead: number;
    readonly statefulOverhead: number;
    readonly slidingOverhead: number;
  };
}
