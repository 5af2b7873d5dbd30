import type { ModelArchitecture, ModelFacts } from '../model/modelFacts.ts';
import type { ReplicaConfiguration } from '../model/performance.ts';
import { isAtLeast } from './engineVersion.ts';
import { stageLayers } from './stages.ts';
import { kvElementBytes } from './weightFormat.ts';

/** How the layers of a model keep context. */
export interface ContextLayers {
  /** Layers whose cache grows with the whole context. */
  readonly full: number;
  /** Layers that keep at most `window` tokens. */
  readonly sliding: number;
  /** Tokens; Infinity when no layer slides. */
  readonly window: number;
  /** Layers that keep a constant state per sequence (linear attention, state-space layers). */
  readonly stateful: number;
}

/**
 * One full-attention layer in so many, for families that mix it with sliding windows (their published configurations). What is
 * known of a model itself goes before.
 */
const FULL_LAYER_EVERY: readonly (readonly [RegExp, number])[] = [
  [/^gemma-?3n/, 5],
  [/^gemma-?[34]/, 6],
  [/^gemma-?2/, 2],
  [/^gpt-oss/, 2],
  [/^command|^cohere/, 4],
  [/^exaone/, 4],
  [/^olmo-3/, 4],
  [/^step-3/, 4],
  [/^mimo/, 6],
  [/^(llama-?4)/, 4],
];

/** Splits the layers of a model by how they keep context; null where the architecture is not known. */
export function contextLayers(model: ModelFacts): ContextLayers | null {
  const { architecture } = model;
  if (architecture === null) return null;
  const attention = architecture.attentionLayers;
  const stateful = architecture.layers - attention;
  if (architecture.slidingWindow === null) {
    return { full: attention, sliding: 0, window: Infinity, stateful };
  }
  const every = FULL_LAYER_EVERY.find(([family]) => family.test(model.family.toLowerCase()))?.[1];
  const full =
    architecture.fullAttention?.layers ?? (every === undefined ? 0 : Math.floor(attention / every));
  return { full, sliding: attention - full, window: architecture.slidingWindow, stateful };
}

/** Bytes of cache one token takes in one layer of one accelerator. */
interface LayerBytes {
  readonly full: number;
  readonly sliding: number;
}

function bytesPerTokenAndLayer(replica: ReplicaConfiguration): LayerBytes | null {
  const sliding = usualLayerBytes(replica);
  if (sliding === null) return null;
  const own = replica.model.architecture?.fullAttention;
  if (own === undefined) return { full: sliding, sliding };
  return { full: headBytes(own, replica), sliding };
}

/** Keys and values of so many heads, of which each rank keeps its share, at least one. */
function headBytes(
  { kvHeads, headSize }: Pick<ModelArchitecture, 'kvHeads' | 'headSize'>,
  { kvPrecision, tensorParallel }: ReplicaConfiguration,
): number {
  return (2 * kvHeads * headSize * kvElementBytes(kvPrecision)) / Math.min(tensorParallel, kvHeads);
}

function usualLayerBytes(replica: ReplicaConfiguration): number | null {
  const { architecture } = replica.model;
  if (architecture === null) return null;
  const element = kvElementBytes(replica.kvPrecision);
  const { latentAttention } = architecture;
  // The latent vector is one for all heads: every tensor-parallel rank keeps it whole.
  if (latentAttention !== null) {
    return (latentAttention.kvRank + latentAttention.ropeHeadSize) * element;
  }
  if (architecture.kvBytesPerToken16 !== null && architecture.attentionLayers > 0) {
    const shards = Math.min(replica.tensorParallel, architecture.kvHeads);
    return ((architecture.kvBytesPerToken16 / 2) * element) / architecture.attentionLayers / shards;
  }
  return headBytes(architecture, replica);
}

/**
 * Bytes of the constant state of one sequence in one stateful layer of one accelerator. Where the catalogue does not hold the
 * layer: value width twice the hidden size, key width 128 (Mamba-2 as published). Gated DeltaNet keeps 32 bits (vLLM follows
 * `mamba_ssm_dtype` of the configuration; a start-up log of Qwen3.8-27B: 169 MB per sequence, 48 layers), the others 16.
 */
function stateBytesPerLayer(replica: ReplicaConfiguration): number {
  const { architecture } = replica.model;
  if (architecture === null) return 0;
  const bytes =
    architecture.linearLayer === undefined
      ? 2 * architecture.hiddenSize * 128 * 2
      : architecture.linearLayer.stateElements * 4;
  return bytes / replica.tensorParallel;
}

/** What the cache of one accelerator holds; every figure for its pipeline stage and tensor-parallel shard. */
export interface KvCacheShape {
  /** Bytes per token while the context is shorter than any window. */
  readonly bytesPerToken: number;
  /** Bytes one sequence of so many tokens reserves. */
  bytesPerSequence(tokens: number): number;
  /** Bytes a decode step reads for one sequence of so many tokens. */
  bytesRead(tokens: number): number;
}

/**
 * Shape of the KV cache of a replica's accelerators; null where the architecture is not known.
 *
 * Engines with one block pool for all kinds of layers (vLLM from 0.9) group layers of a kind into groups of equal size
 * and pad the last one; windows are held with one batch of prefill on top, because chunks are written before old tokens
 * are freed.
 */
export function kvCacheShape(
  replica: ReplicaConfiguration,
  batchedTokens: number,
): KvCacheShape | null {
  const layers = contextLayers(replica.model);
  const perLayer = bytesPerTokenAndLayer(replica);
  if (layers === null || perLayer === null) return null;
  // The stage with the most layers.
  const total = replica.model.architecture?.layers ?? 1;
  const stages = total / stageLayers(total, replica.pipelineParallel).middle;
  // One block pool for all kinds came with version 0.9; before it every layer kept the whole context.
  const isWindowed = replica.engine !== 'vllm' || isAtLeast(replica.engineVersion, 0, 9);
  const keepsAll = !isWindowed && layers.full > 0;
  const kinds = [layers.full, layers.sliding, layers.stateful].filter((count) => count > 0);
  const groupSize = kinds.length > 1 && !keepsAll ? Math.min(...kinds) : 1;
  const padded = (count: number): number => Math.ceil(count / groupSize) * groupSize;
  // A draft of one layer keeps its own cache.
  const drafts = replica.speculation?.draft === 'layer' ? 1 : 0;
  const full = padded(layers.full + drafts) / stages;
  const sliding = padded(layers.sliding) / stages;
  const state = (layers.stateful / stages) * stateBytesPerLayer(replica);
  const held = keepsAll ? Infinity : layers.window - 1 + batchedTokens;
  const readFull = layers.full / stages;
  const readSliding = layers.sliding / stages;
  return {
    bytesPerToken: full * perLayer.full + sliding * perLayer.sliding,
    bytesPerSequence: (tokens) =>
      full * tokens * perLayer.full + sliding * Math.min(tokens, held) * perLayer.sliding + state,
    bytesRead: (tokens) =>
      readFull * tokens * perLayer.full +
      readSliding * Math.min(tokens, layers.window) * perLayer.sliding +
      state,
  };
}
