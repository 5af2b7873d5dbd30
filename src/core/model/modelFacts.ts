import type { Cited } from './cited.ts';

export interface ModelFacts extends Cited {
  /** Hugging Face id. */
  readonly id: string;
  readonly family: string;
  readonly modality: string;
  /** Total and active parameters, absolute numbers. */
  readonly parameters: number;
  readonly activeParameters: number;
  /** Null where the architecture is not known. */
  readonly architecture: ModelArchitecture | null;
  readonly maxPositions: number | null;
  /** Precision of the published weights: `bfloat16`, `float16`, `float8`, `mxfp4`. */
  readonly nativeDataType: string;
  /** What a pass takes where tokens do not say it: images, speech. Absent = not known, or a model over tokens. */
  readonly work?: ModelWork;
}

type ModelWork = VisionWork | DiffusionWork | SpeechWork;

/** One pass over one image: classification, detection, embedding. */
export interface VisionWork extends Cited {
  readonly kind: 'vision';
  readonly network: 'convolution' | 'transformer';
  /** Multiply-adds per image of `side` × `side` pixels. */
  readonly multiplications: number;
  /** Elements its layers write per image; null = not known. */
  readonly activations: number | null;
  readonly side: number;
  /** Layers with weights, each a kernel launch or more. */
  readonly layers: number;
}

/** Image generation: text encoder once, denoiser every step, decoder once. */
export interface DiffusionWork extends Cited {
  readonly kind: 'diffusion';
  /** Multiply-adds of one pass of the denoiser, and of the decoder, per image of `side` × `side` pixels. */
  readonly multiplications: number;
  readonly decoderMultiplications: number;
  readonly side: number;
  readonly layers: number;
  /** Default of the published pipeline. */
  readonly steps: number;
  /** Two with classifier-free guidance. */
  readonly passesPerStep: number;
  readonly denoiserParameters: number;
  readonly textParameters: number;
}

/** Speech to text: an encoder over audio, and a decoder that writes token by token where there is one. */
export interface SpeechWork extends Cited {
  readonly kind: 'speech';
  readonly encoderParameters: number;
  readonly encoderLayers: number;
  readonly width: number;
  /** Encoder positions per second of audio. */
  readonly positionsPerSecond: number;
  /** Multiply-adds per second of audio before the encoder. */
  readonly stemMultiplications: number;
  readonly decoder: {
    readonly parameters: number;
    readonly layers: number;
    /** Tokens written per second of speech. */
    readonly tokensPerSecond: number;
    /** Seconds of audio decoded together; the last window is padded. */
    readonly window: number;
  } | null;
}

export interface ModelArchitecture {
  readonly layers: number;
  /** Layers with attention; the others keep a constant state per sequence. */
  readonly attentionLayers: number;
  readonly hiddenSize: number;
  readonly attentionHeads: number;
  readonly kvHeads: number;
  readonly headSize: number;
  readonly intermediateSize: number | null;
  readonly vocabularySize: number;
  readonly tiedEmbeddings: boolean;
  readonly experts: {
    readonly count: number;
    readonly perToken: number;
    readonly intermediateSize: number;
    readonly sharedIntermediateSize: number;
    readonly firstDenseLayers: number;
  } | null;
  /** Multi-head latent attention. */
  readonly latentAttention: {
    readonly kvRank: number;
    readonly ropeHeadSize: number;
    readonly queryRank: number | null;
  } | null;
  /** Tokens; null = full attention everywhere. */
  readonly slidingWindow: number | null;
  /** Of a model with a sliding window the attention layers without it, and their heads, which may be fewer and larger. */
  readonly fullAttention?: {
    readonly layers: number;
    readonly kvHeads: number;
    readonly headSize: number;
  };
  /** KV bytes per token at 16 bits as the source states, all layers; null = calculate. */
  readonly kvBytesPerToken16: number | null;
  /** Layers that keep a state instead of a cache: parameters of one, and elements of its state per sequence. */
  readonly linearLayer?: { readonly parameters: number; readonly stateElements: number };
  /** Attention whose output is multiplied by a gate, which is projected beside the queries and as wide. */
  readonly gatedAttention?: boolean;
  /** Parameters of the multi-token-prediction layer in the total; engines load it for speculation only. */
  readonly predictionParameters?: number;
}

/** A model name of a config resolved against the catalogue. */
export interface ResolvedModel {
  readonly facts: ModelFacts;
  /** Quantization the name itself states (`…-AWQ`, `…:q4_K_M`), as an id of `QuantizationFacts`; null = none. */
  readonly quantization: string | null;
  /** `exact` id or alias; `variant` = a quantized or fine-tuned name whose base is known. */
  readonly match: 'exact' | 'variant';
}

export interface QuantizationFacts extends Cited {
  /** `bf16`, `fp8`, `awq`, `gptq`, `nvfp4`, `mxfp4`, `bnb-nf4`, `gguf-q4_k_m`, … */
  readonly id: string;
  readonly title: string;
  readonly family: string;
  /** Bits per weight on the layers the method quantizes. */
  readonly bitsPerWeight: number;
  /** Bits of the arithmetic: 16, 8 or 4. */
  readonly activationBits: number;
  /** Typical loss in percentage points of benchmark accuracy, [low, high]; null = not published. */
  readonly accuracyLoss: readonly [number, number] | null;
  readonly accuracySource: string;
  readonly hardware: string;
}

/** A published model that was made of another one by pruning or distillation. */
export interface SmallerModel extends Cited {
  readonly base: string;
  readonly model: string;
  /** `pruned`, `distilled`, `pruned and distilled`. */
  readonly way: string;
  /** What the scores are of: `MMLU (5 shots)`. */
  readonly measure: string;
  /** Of the base, and of the smaller model. */
  readonly scores: readonly [number, number];
  /** Points of the measure that the smaller model is worse; negative where it is better. */
  readonly loss: number;
  /** What has to be done or given up besides; null = nothing. */
  readonly needs: string | null;
}

/** A published quantized repository of a model. */
export interface PublishedVariant extends Cited {
  /** Catalogue id. */
  readonly base: string;
  readonly repository: string;
  readonly quantization: string;
}
