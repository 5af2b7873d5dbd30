import type { Span } from '../text/span.ts';
import type { ResolvedModel } from './modelFacts.ts';
import type { Sourced } from './sourced.ts';
import type { StatedComment } from './statedComment.ts';

/** Serving engines that are recognised; `null` stands for one that is not. */
export type EngineId =
  | 'vllm'
  | 'tgi'
  | 'sglang'
  | 'tensorrt-llm'
  | 'triton'
  | 'ollama'
  | 'llama-cpp'
  | 'tei'
  | 'torchserve'
  | 'tensorflow-serving'
  | 'kserve-huggingface'
  | 'nim'
  | 'mlserver'
  | 'kserve-sklearn'
  | 'kserve-xgboost'
  | 'jetstream'
  | 'openvino'
  | 'other';

export const providers = [
  'aws',
  'gcp',
  'azure',
  'oci',
  'lambda',
  'runpod',
  'nebius',
  'coreweave',
  'other',
] as const;

export type Provider = (typeof providers)[number];

export type PurchaseOption =
  'on-demand' | 'spot' | 'reserved-1y' | 'reserved-3y' | 'serverless' | 'owned';

/** Platforms that run replicas, sell seconds or units of their own, at their own prices. */
export type ServingPlatform =
  | 'aws-sagemaker'
  | 'aws-bedrock'
  | 'gcp-vertex'
  | 'gcp-cloud-run'
  | 'azure-ml'
  | 'azure-openai'
  | 'hf-endpoints'
  | 'databricks'
  | 'bentocloud'
  | 'baseten'
  | 'cerebrium'
  | 'replicate'
  | 'runpod'
  | 'anyscale'
  | 'other';

/** How the capacity of a deployment is sold. */
export type Supply =
  /** Replicas on machines, or on shares of them, paid while they run. Nearly every config. */
  | { readonly kind: 'replicas' }
  /**
   * Each replica is a whole instance of a managed platform, paid by the hour at that platform's price (`ml.g5.xlarge`,
   * `Standard_NC24ads_A100_v4` in Azure ML). Null instance type = the platform chooses, or the config does not say.
   */
  | {
      readonly kind: 'managed';
      readonly platform: ServingPlatform;
      readonly instanceType: Sourced<string> | null;
    }
  /** Paid for the seconds or requests in which it works; `accelerator` and `memoryGiB` of the deployment size it. */
  | {
      readonly kind: 'serverless';
      readonly platform: ServingPlatform;
      /** Requests that one instance answers at once; null = not stated. */
      readonly concurrency: Sourced<number> | null;
      /** Instances that are kept warm and paid all the time. */
      readonly provisioned: Sourced<number> | null;
      /** Seconds without a request after which an instance goes; null = the platform's default. */
      readonly idleSeconds: Sourced<number> | null;
    }
  /** A hosted model, paid by token (or image, second). `provider` as the price list names it: `openai`, `bedrock`. */
  | {
      readonly kind: 'api';
      readonly provider: Sourced<string> | null;
      readonly model: Sourced<string>;
    }
  /** Throughput bought by the hour in units of the platform: model units, PTUs. `unit` names one of them. */
  | {
      readonly kind: 'units';
      readonly platform: ServingPlatform;
      readonly unit: string;
      readonly count: Sourced<number>;
    }
  /** Machines themselves: a node pool. Replicas are its nodes, `placement.instanceType` says which. */
  | { readonly kind: 'nodes' };

/** The part of a request that a worker of disaggregated serving does: the prompt and its first token, or the rest. */
export type Phase = 'prefill' | 'decode';

/** What a config asks for: the supply side. Every field that was read knows where. */
export interface Deployment {
  /** Stable and unique in one analysis: `<uri>#<kind>/<namespace>/<name>[/<part>]`. */
  readonly id: string;
  readonly name: string;
  readonly uri: string;
  /** Id of the format that read it: `kubernetes`, `kserve`. */
  readonly format: string;
  /** The object's kind as the config writes it: `Deployment`, `InferenceService`. */
  readonly kind: string;
  readonly namespace: string | null;
  /** The value that names it; lenses stand on its line. */
  readonly nameSpan: Span;
  /** The whole object. */
  readonly span: Span;
  /** Every file that contributed a value (its own, autoscaler's, runtime's): an edit to one of them can change it. */
  readonly uris: readonly string[];

  readonly engine: Sourced<EngineId> | null;
  /** From the image tag, without a leading `v`: `0.9.1`. */
  readonly engineVersion: Sourced<string> | null;
  /** Container image of the engine, as written; absent where the config names none. */
  readonly image?: Sourced<string>;
  readonly model: ModelReference;
  readonly settings: EngineSettings;

  /** null on CPU. */
  readonly accelerator: AcceleratorRequest | null;
  /** Per pod, summed over containers; null when the config does not say. */
  readonly cpuCores: Sourced<number> | null;
  readonly memoryGiB: Sourced<number> | null;
  /** Pods that make up one replica (multi-node serving); 1 for nearly all. */
  readonly podsPerReplica: Sourced<number>;
  readonly supply: Supply;
  /** False for processes on machines and jobs of a platform: no cluster is theirs. Absent = they run in one. */
  readonly inCluster?: false;
  /** True where each pod gets a machine of its own, with as many accelerators as it asks for. Absent = pods share nodes. */
  readonly ownMachines?: true;
  readonly replicas: ReplicaSpecification;
  readonly placement: Placement;
  readonly volumes: readonly Volume[];

  /** From well-known labels, for attribution. */
  readonly team: Sourced<string> | null;
  readonly environment: Sourced<string> | null;
  /** Who answers for it, where a label says so. */
  readonly owner?: Sourced<string>;
  /** How a gateway hands requests to it; absent where none does. */
  readonly route?: GatewayRoute;
  /**
   * Names the server that several models of one analysis share (a model repository, a multi-model endpoint): they share
   * its cost. Absent = a server of its own.
   */
  readonly server?: string;
  /** Set where prefill and decoding run on workers of their own; absent = it answers whole requests. */
  readonly phase?: Phase;
  /** What comments of its config say that it has to serve, the nearest first; absent where none does. */
  readonly stated?: readonly StatedComment[];
  /** Share of the traffic this variant takes (canary), 0–1; null = all. */
  readonly trafficShare: Sourced<number> | null;
  /** True when the object's text has syntax problems: values may be missing, nothing must be claimed from absence. */
  readonly broken: boolean;
  /** What was seen but could not be read, one sentence each, with its place. */
  readonly notes: readonly DeploymentNote[];
}

/** One model behind a gateway (LiteLLM, Envoy AI Gateway, Portkey). */
export interface GatewayRoute {
  /** Name by which callers ask; entries of one name share its traffic. */
  readonly group: Sourced<string>;
  /** Address of a server of one's own, whose capacity is paid where it is deployed; null = the provider's public API. */
  readonly endpoint: Sourced<string> | null;
  /** True for a model that only gets what others of its group, or of another one, fail to answer. */
  readonly fallbackOnly: boolean;
  /** Groups that are tried when this one fails, in their order. */
  readonly fallbacks: readonly Sourced<string>[];
  /** A response cache in front of it; null = none. */
  readonly cache: ResponseCache | null;
  readonly requestsPerMinute: Sourced<number> | null;
  readonly tokensPerMinute: Sourced<number> | null;
  /** USD that may be spent in `days`. */
  readonly budget: { readonly usd: Sourced<number>; readonly days: number } | null;
  /** USD per token, where the config states its own prices. */
  readonly price: {
    readonly input: Sourced<number> | null;
    readonly output: Sourced<number> | null;
  } | null;
}

/** Answers that a gateway keeps and gives again. */
export interface ResponseCache {
  /** Whether it answers the same request only, or also one that means the same. */
  readonly mode: Sourced<'exact' | 'semantic'>;
  /** Seconds an answer is kept; null = not stated. */
  readonly keptFor: Sourced<number> | null;
  /** `server`: in a server of its own, such as Redis; `gateway`: in what the gateway has or is sold with. */
  readonly store: 'server' | 'gateway';
  /** Models whose answers it holds. */
  readonly sharedBy: number;
  /** The hosted model, `provider/model`, that turns requests into vectors; null = none that is paid by token. */
  readonly embedding: Sourced<string> | null;
}

export interface DeploymentNote {
  readonly code: 'templated' | 'unresolved-reference' | 'unsupported' | 'conflict';
  readonly message: string;
  readonly span: Span;
}

export interface ModelReference {
  /**
   * Hugging Face id, model tag or whatever names the weights (`meta-llama/Llama-3.1-8B-Instruct`, `llama3.1:8b`), as
   * the config writes it. Null when the config does not name a model.
   */
  readonly id: Sourced<string> | null;
  /** Where the weights come from when that is not the id: `s3://…`, `pvc://…`, `/mnt/models`, `oci://…`. */
  readonly location: Sourced<string> | null;
  /** Name by which callers ask for it and monitoring tells it; absent = the id. */
  readonly served?: Sourced<string>;
  /** What the `config.json` beside the weights says of them, where it is among the files. */
  readonly facts?: Sourced<ResolvedModel>;
}

/** Engine flags, normalised over engines; absent = not written in the config (the engine's default applies). */
export interface EngineSettings {
  readonly tensorParallel?: Sourced<number>;
  readonly pipelineParallel?: Sourced<number>;
  readonly dataParallel?: Sourced<number>;
  readonly expertParallel?: Sourced<boolean>;
  /** Tokens, input and output together. */
  readonly maxModelLength?: Sourced<number>;
  /** Sequences in flight at most. */
  readonly maxSequences?: Sourced<number>;
  readonly maxBatchedTokens?: Sourced<number>;
  /** False where requests are run one by one although the model takes batches (Triton without `dynamic_batching`). */
  readonly dynamicBatching?: Sourced<boolean>;
  /** Share of the accelerator's memory the engine may use, 0–1. */
  readonly memoryFraction?: Sourced<number>;
  /** As the engine spells it: `fp8`, `awq`, `bitsandbytes-nf4`. */
  readonly quantization?: Sourced<string>;
  readonly dataType?: Sourced<string>;
  readonly kvCacheDataType?: Sourced<string>;
  readonly prefixCaching?: Sourced<boolean>;
  readonly chunkedPrefill?: Sourced<boolean>;
  readonly enforceEager?: Sourced<boolean>;
  /** Decode steps between two looks at waiting requests (SGLang), or for which they are collected (TensorRT-LLM). */
  readonly admissionInterval?: Sourced<number>;
  readonly speculative?: Sourced<string>;
  /** LoRA adapters loaded beside the model, as written; where there are several, the first of them. */
  readonly adapters?: Sourced<string>;
  /** What the worker does of a request where others do the rest; `both`: it hands KV caches over, either way. */
  readonly phase?: Sourced<Phase | 'both'>;
}

export type EngineSettingName = keyof EngineSettings;

export interface AcceleratorRequest {
  /**
   * Catalogue id of the product when the evidence resolves (`L4`, `A100-SXM-80`), else the label as written. Null when
   * the config asks for accelerators without naming one, which is the normal case.
   */
  readonly product: Sourced<string> | null;
  /** `stated` by a product label, instance type or resource name; `inferred` from a pool name or the like. */
  readonly confidence: 'stated' | 'inferred';
  /** Whole or partial accelerators per replica, all pods together. */
  readonly count: Sourced<number>;
  /** The resource asked for: `nvidia.com/gpu`, `nvidia.com/mig-1g.5gb`, `google.com/tpu`, `aws.amazon.com/neuron`. */
  readonly resource: string;
  readonly vendor: 'NVIDIA' | 'AMD' | 'Google' | 'AWS' | 'Intel';
  /** Set for a slice of an accelerator (MIG, time slicing); `count` then counts slices. */
  readonly slice: AcceleratorSlice | null;
  /**
   * Why the config does not say whether it runs on accelerators at all, as a phrase; absent where it does. The request is
   * then what it takes where the assumptions name an accelerator or a machine that has some.
   */
  readonly undecided?: string;
}

export interface AcceleratorSlice {
  /** `1g.5gb` and so on, or `shared` for time slicing. */
  readonly profile: string;
  /** Compute as a share of the accelerator, 0–1. */
  readonly computeShare: number;
  /** Memory of the slice in GiB; null = all of it is visible (time slicing). */
  readonly memoryGiB: number | null;
}

export interface ReplicaSpecification {
  /** What runs at least; with an autoscaler its minimum, else the fixed number. */
  readonly min: Sourced<number>;
  /** What runs at most; null = the autoscaler has no upper limit. */
  readonly max: Sourced<number> | null;
  readonly autoscaler: Autoscaler | null;
}

export interface Autoscaler {
  readonly kind: 'hpa' | 'keda' | 'knative' | 'kserve' | 'platform';
  /** `cpu`, `concurrency`, `rps`, or a metric's own name; null when not stated. */
  readonly metric: string | null;
  readonly target: Sourced<number> | null;
  /** Share of the target at which the autoscaler already acts, 0–1 (Knative's target utilization). */
  readonly targetShare?: Sourced<number>;
  /** Seconds a higher load must be seen before replicas are added. Each of the four: absent = the autoscaler's default. */
  readonly scaleUpDelay?: Sourced<number>;
  /** Seconds a lower load lasts before replicas go (stabilisation). */
  readonly scaleDownDelay?: Sourced<number>;
  /** Seconds without a request before the last replica goes, where the minimum is 0. */
  readonly coolDown?: Sourced<number>;
  /** Share by which load may leave the target before anything changes, 0–1. */
  readonly tolerance?: Sourced<number>;
  readonly uri: string;
  readonly span: Span;
}

export interface Placement {
  readonly provider: Sourced<Provider> | null;
  readonly region: Sourced<string> | null;
  /** Cloud instance type every pod must land on. */
  readonly instanceType: Sourced<string> | null;
  /** Null when the config says nothing about it. */
  readonly purchase: Sourced<PurchaseOption> | null;
  /** A toleration alone permits spot without asking for it. */
  readonly spotPermitted: Sourced<boolean> | null;
}

export interface Volume {
  readonly name: string;
  readonly sizeGiB: Sourced<number>;
  readonly storageClass: string | null;
  /** True when all replicas share one volume, false when each has its own. */
  readonly shared: boolean;
}
