import type { ModelArchitecture } from '../model/modelFacts.ts';
import type { ReplicaConfiguration } from '../model/performance.ts';
import { effectiveSettings, type EngineDefaults } from './engineDefaults.ts';
import { engineProfileOf, generationOf } from './hardware.ts';
import { contextLayers, kvCacheShape, type ContextLayers, type KvCacheShape } from './kvCache.ts';
import { sanitized } from './memory.ts';
import { modelParts, type ModelParts } from './modelParts.ts';
import type { EngineProfileId, GenerationId } from './parameters.ts';
import { sustainedShare } from './powerLimit.ts';
import { computeType, weightFormat, type ComputeType } from './weightFormat.ts';
import { expertShards } from './weights.ts';

/** Everything about a replica's speed that no fitted parameter changes: bytes, multiplications, ranks. Per rank. */
export interface ReplicaShape {
  readonly replica: ReplicaConfiguration;
  readonly settings: EngineDefaults;
  readonly architecture: ModelArchitecture;
  readonly parts: ModelParts;
  readonly layers: ContextLayers;
  /** The cache of a rank, all pipeline stages together. */
  readonly cache: KvCacheShape;
  readonly profile: EngineProfileId;
  readonly generation: GenerationId;
  readonly compute: ComputeType;
  /** FLOP/s of the compute type and of 16 bits: datasheet, less what the power limit takes. */
  readonly flops: number;
  readonly flops16: number;
  /** Weights outside the routed experts that one pass over all layers reads. */
  readonly denseBytes: number;
  /** Multiplications (half the FLOPs) per token outside the routed experts. */
  readonly denseParameters: number;
  /** The output head, which decides every token: bytes, and multiplications at 16 bits. */
  readonly headBytes: number;
  readonly headParameters: number;
  readonly expertBytes: number;
  /** Parameters of one routed expert, all layers, this rank's share. */
  readonly parametersPerExpert: number;
  /** True when 4-bit experts are expanded to 16 bits because the accelerator has no 4-bit arithmetic. */
  readonly expandsExperts: boolean;
  /** True for GGUF files, whose blocks are expanded in the kernels that read them. */
  readonly readsBlocks: boolean;
  /** Data-parallel ranks whose tokens meet in the experts. */
  readonly spread: number;
  /** FLOPs per token of context that attention over a latent cache takes to decode one token; 0 without one. */
  readonly latentFlops: number;
  /** FLOPs per pair of tokens that prefill attention takes, in full and in sliding-window layers; all ranks. */
  readonly pairFlops: { readonly full: number; readonly sliding: number };
}

/**
 * The shape of a replica, or null where the model's architecture is not known or the accelerator's arithmetic is not in
 * the catalogue.
 */
export function replicaShape(configuration: ReplicaConfiguration): ReplicaShape | null {
  const replica = sanitized(configuration);
  const { model, accelerator, tensorParallel: tensor } = replica;
  const { architecture } = model;
  const settings = effectiveSettings(replica);
  const parts = modelParts(model);
  const layers = contextLayers(model);
  const cache = kvCacheShape({ ...replica, pipelineParallel: 1 }, settings.maxBatchedTokens);
  const format = weightFormat(replica.quantization, model);
  const compute = computeType(format, accelerator);
  const flops = accelerator.flops[compute];
  const flops16 = accelerator.flops.bf16;
  if (architecture === null || parts === null || layers === null || cache === null) return null;
  if (flops === null || flops16 === null || !(accelerator.bandwidth > 0)) return null;

  const sustained = sustainedShare(accelerator);
  const profile = engineProfileOf(replica).id;
  const head = parts.head > 0 ? parts.head : parts.embedding;
  const shards = expertShards(replica);
  const heads = architecture.attentionHeads;
  const latent = architecture.latentAttention;
  const headFlops = (size: number): number =>
    latent === null
      ? 4 * heads * size
      : 2 * heads * (2 * Math.max(128, size) + latent.ropeHeadSize);
  const ranks = replica.dataParallel;
  return {
    replica,
    settings,
    architecture,
    parts,
    layers,
    cache,
    profile,
    generation: generationOf(accelerator, profile).id,
    compute,
    flops: flops * sustained,
    flops16: flops16 * sustained,
    denseBytes:
      ((parts.attention - parts.replicatedAttention) / tensor + parts.replicatedAttention) *
        format.attention +
      (parts.linear * (format.linear - format.attention)) / tensor +
      (parts.dense * format.dense) / tensor,
    denseParameters: (parts.attention + parts.dense) / tensor,
    headBytes: (head * format.embedding) / tensor,
    headParameters: head / tensor,
    expertBytes: (parts.experts * format.experts) / shards,
    parametersPerExpert: parts.experts / (architecture.experts?.count ?? 1) / shards,
    expandsExperts: format.bits === 4 && compute === 'bf16',
    readsBlocks: /gguf/i.test(replica.quantization),
    spread: ranks > 1 && replica.expertParallel > 1 ? ranks : 1,
    latentFlops:
      latent === null
        ? 0
        : (2 * layers.full * heads * (2 * latent.kvRank + latent.ropeHeadSize)) / tensor,
    pairFlops: {
      full: layers.full * headFlops(architecture.fullAttention?.headSize ?? architecture.headSize),
      sliding: layers.sliding * headFlops(architecture.headSize),
    },
  };
}
