import type { Cited } from './cited.ts';
import type { Provider } from './deployment.ts';
import type {
  ModelFacts,
  PublishedVariant,
  QuantizationFacts,
  ResolvedModel,
  SmallerModel,
} from './modelFacts.ts';

export interface AcceleratorFacts extends Cited {
  /** `L4`, `A100-SXM-80`, `H100-SXM`, `TPU-v5e`. */
  readonly id: string;
  readonly vendor: string;
  readonly kind: 'gpu' | 'tpu' | 'npu' | 'cpu';
  /** Real bytes of memory (an "80 GB" H100 has 85.9e9). */
  readonly memoryBytes: number;
  /**
   * Bytes that the driver reports to an engine: less than `memoryBytes` by what ECC and firmware keep (an H100 reports
   * 79.19 GiB, a T4 14.56 GiB). Memory fractions of engines apply to this.
   */
  readonly visibleMemoryBytes: number;
  /** Start-up log in which `visibleMemoryBytes` was read, or the rule it was estimated by. */
  readonly visibleMemorySource: string;
  /** Bytes/s, datasheet. */
  readonly bandwidth: number;
  /**
   * Dense FLOP/s (or integer op/s) by compute type, datasheet; null = no native support. `bf16` stands for 16-bit
   * floating point: Turing and Volta compute in fp16 only.
   */
  readonly flops: {
    readonly bf16: number | null;
    readonly fp8: number | null;
    readonly int8: number | null;
    readonly fp4: number | null;
    /** Single precision. Stated for CPUs; on accelerators it is taken as a share of 16 bits. */
    readonly fp32?: number;
  };
  /** Virtual CPUs; stated for CPUs only. */
  readonly cores?: number;
  readonly interconnect: string;
  /** Bytes/s per accelerator, one direction. */
  readonly linkBandwidth: number;
  readonly powerWatts: number | null;
}

/** What one virtual CPU of a family of cloud machines can do, when its neighbours are busy too. */
export interface CpuFacts extends Cited {
  readonly processor: string;
  /** FLOP/s per vCPU; 16 bits and integer op/s are null where it has no arithmetic of that type. */
  readonly fp32: number;
  readonly bf16: number | null;
  readonly int8: number | null;
  /** Bytes/s of the socket's memory per vCPU. */
  readonly bandwidth: number;
}

export interface InstanceType {
  readonly provider: Provider;
  /**
   * `g6.xlarge`, `a2-highgpu-1g`, `Standard_NC24ads_A100_v4`. A Google N1 machine with accelerators attached reads
   * `n1-standard-4+1xT4`.
   */
  readonly name: string;
  /** Null where the source does not say (community offers). */
  readonly vcpus: number | null;
  readonly memoryGiB: number | null;
  /** Catalogue id of its accelerator, null on CPU machines or where the catalogue lacks the product. */
  readonly accelerator: string | null;
  /** The accelerator as the price source names it. */
  readonly acceleratorName: string | null;
  /** May be a fraction: Azure sells sixths of an A10. 0 on CPU machines. */
  readonly acceleratorCount: number;
}

/** USD per hour of one whole instance. Null = not offered that way, or not known; never 0. */
export interface InstancePrice extends Cited {
  readonly onDemand: number | null;
  readonly spot: number | null;
  /** What a reader should know about this price: sold as spot only, sources disagree. Empty for nearly all. */
  readonly note: string;
  /** Where the spot price is from, when that is not where the on-demand price is. */
  readonly spotSource?: Cited;
}

export interface PricedInstance {
  readonly instance: InstanceType;
  readonly region: string;
  readonly price: InstancePrice;
}

export type ManagedPlatform = 'aws-sagemaker' | 'gcp-vertex' | 'hf-endpoints';

/** USD per hour of an instance of a managed serving platform (`ml.g5.xlarge`, `nvidia-l4-x1`). */
export interface ManagedPrice extends Cited {
  readonly platform: ManagedPlatform;
  /** Region, or on Hugging Face the vendor (`aws`, `gcp`, `azure`). */
  readonly region: string;
  readonly name: string;
  readonly vcpus: number | null;
  readonly memoryGiB: number | null;
  /** Catalogue id; null on CPU or where the catalogue lacks the product. */
  readonly accelerator: string | null;
  readonly acceleratorCount: number;
  readonly perHour: number;
}

/** Token price of a hosted model, USD per million tokens; null = not offered or not known. */
export interface ApiPrice extends Cited {
  readonly provider: string;
  readonly model: string;
  /** `eu`, `global`, …; empty for the standard offer. */
  readonly variant: string;
  /** `chat`, `embedding`, `image_generation`, … */
  readonly mode: string;
  readonly input: number | null;
  readonly output: number | null;
  readonly cachedInput: number | null;
  readonly cacheWrite: number | null;
  readonly batchInput: number | null;
  readonly batchOutput: number | null;
  /** Tokens. */
  readonly contextWindow: number | null;
  readonly longContext: {
    /** Tokens of input above which these prices hold. */
    readonly threshold: number;
    readonly input: number | null;
    readonly output: number | null;
  } | null;
  /** Price of what is not counted in tokens: `image`, `second`, `page`, … */
  readonly perUnit: { readonly unit: string; readonly usd: number } | null;
}

/** Price of something that is not an instance: egress, a GiB-month of storage, a load balancer hour. */
export interface AncillaryPrice extends Cited {
  readonly cloud: string;
  readonly region: string;
  readonly item: string;
  readonly unit: string;
  readonly usd: number;
  readonly note: string;
}

/** Dated, cited facts; immutable, decoded lazily. Look-ups return null (or an empty list) for what is not known. */
export interface Catalog {
  /** Content hash of the price data. */
  readonly priceId: string;
  /** Newest day any price in it was true. */
  readonly asOf: string;

  /** By id, alias or Kubernetes label value (`nvidia-l4`, `NVIDIA-A100-SXM4-80GB`, `mi300x`), ignoring case. */
  accelerator(name: string): AcceleratorFacts | null;
  readonly accelerators: readonly AcceleratorFacts[];

  /**
   * By id or alias; by what is left of a path, cache folder or quantized upload's name; by Ollama tag (a colon or
   * `ollama://` tells one: a bare `llama2` names no size and is null). Null rather than a guess.
   */
  model(name: string): ResolvedModel | null;
  readonly models: readonly ModelFacts[];

  quantization(id: string): QuantizationFacts | null;
  readonly quantizations: readonly QuantizationFacts[];
  /**
   * Published repositories that hold this very model quantized, by id or by the name a config writes: for a base model
   * not those of its instruct version, for `DeepSeek-V3` not those of `DeepSeek-V3.1`.
   */
  publishedVariants(name: string): readonly PublishedVariant[];
  /** Published models pruned or distilled from the one of that name, in the order of the table. */
  smallerModels(name: string): readonly SmallerModel[];

  instance(name: string, provider?: Provider): InstanceType | null;
  /** The processor of a machine by its family; a cautious x86 server where the family, or the machine (null), is not known. */
  cpu(instance: InstanceType | null): CpuFacts;
  price(instance: InstanceType, region: string): InstancePrice | null;
  /**
   * All instances of a provider and region that carry the accelerator (null: CPU only), cheapest on-demand first, those
   * without an on-demand price last. Machines with less than one whole accelerator are left out. Nothing stands in for a region without prices: the list is then empty.
   */
  instancesWith(
    accelerator: string | null,
    provider: Provider,
    region: string,
  ): readonly PricedInstance[];
  regions(provider: Provider): readonly string[];
  readonly providers: readonly Provider[];

  readonly instances: readonly InstanceType[];

  managed(platform: ManagedPlatform, name: string, region: string): ManagedPrice | null;
  /** As they are listed: SageMaker and Vertex in one region, which `managed` goes on from. */
  readonly managedPrices: readonly ManagedPrice[];

  /** The price in that region, else the one that holds for all regions of the cloud (`region` is then `*`), else null. */
  ancillary(cloud: string, item: string, region: string): AncillaryPrice | null;
  readonly ancillaries: readonly AncillaryPrice[];

  /** Offers that serve a model of the catalogue, by its id: token prices of the standard offer, any order. */
  hostedOffers(model: string): readonly ApiPrice[];

  /** The price of a hosted model by the names a gateway gives provider and model (`vertex_ai`, `gemini-2.5-pro`). */
  apiPrice(provider: string, model: string): ApiPrice | null;
  /** Offers of one model, by the name a provider gives it (`gpt-5.5`), ignoring case. */
  apiPrices(model: string): readonly ApiPrice[];
  /** Names of all models that have offers, in lower case. */
  readonly offeredModels: readonly string[];
}
