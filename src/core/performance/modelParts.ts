import type { ModelArchitecture, ModelFacts } from '../model/modelFacts.ts';

/** Parameter counts of one model by part; absolute numbers. */
export interface ModelParts {
  readonly embedding: number;
  /** The output head; 0 when it shares the embedding table. */
  readonly head: number;
  /** All attention (or linear-attention) projections. */
  readonly attention: number;
  /** Part of `attention` that every tensor-parallel rank holds whole (down-projections of latent attention). */
  readonly replicatedAttention: number;
  /** Part of `attention` in layers that keep a state instead of a cache. */
  readonly linear: number;
  /** Part of `attention` that makes keys and values: a rank holds at least one head of it. */
  readonly keyValue: number;
  /** Part of `attention` that expands a latent cache; engines keep a second copy of it at 16 bits for decoding. */
  readonly latentExpansion: number;
  /** Dense feed-forward layers, shared experts and routers. */
  readonly dense: number;
  /** Part of `dense` that chooses experts: at 16 bits and whole on every rank. */
  readonly routers: number;
  /** All routed experts of all layers. */
  readonly experts: number;
  readonly expertLayers: number;
  /** Vision and audio towers and the like: loaded, kept at 16 bits, not read when text is decoded. */
  readonly other: number;
}

interface AttentionParts {
  readonly all: number;
  readonly replicated: number;
  readonly keyValue: number;
  readonly expansion: number;
}

interface AllAttention extends AttentionParts {
  readonly linear: number;
}

function attentionPerLayer(architecture: ModelArchitecture): AttentionParts {
  const { hiddenSize: hidden, attentionHeads: heads, headSize, latentAttention } = architecture;
  if (latentAttention === null) {
    const queries = hidden * headSize * heads * (architecture.gatedAttention === true ? 3 : 2);
    const keyValue = 2 * hidden * headSize * architecture.kvHeads;
    return { all: queries + keyValue, replicated: 0, keyValue, expansion: 0 };
  }
  const { kvRank, ropeHeadSize, queryRank } = latentAttention;
  // Latent attention of every published model has at least 128 dimensions without position per head.
  const contentSize = Math.max(128, headSize);
  const down = hidden * (kvRank + ropeHeadSize + (queryRank ?? 0));
  const queryUp = (queryRank ?? hidden) * heads * (contentSize + ropeHeadSize);
  const expansion = kvRank * heads * 2 * contentSize;
  return {
    all: down + queryUp + expansion + heads * contentSize * hidden,
    replicated: down,
    keyValue: 0,
    expansion,
  };
}

/** Attention of all layers. Layers that keep a state count as attention where their own size is not known. */
function attentionOf(architecture: ModelArchitecture): AllAttention {
  const { layers, attentionLayers, linearLayer } = architecture;
  const one = attentionPerLayer(architecture);
  const stateful = (layers - attentionLayers) * (linearLayer?.parameters ?? one.all);
  return {
    all: attentionLayers * one.all + stateful,
    linear: stateful,
    replicated: attentionLayers * one.replicated,
    keyValue: attentionLayers * one.keyValue,
    expansion: attentionLayers * one.expansion,
  };
}

/** Matrices of a feed-forward block: three when gated, two when not; the stated total decides. */
function feedForwardMatrices(total: number, rest: number, perMatrix: number): 2 | 3 {
  return Math.abs(total - rest - 3 * perMatrix) <= Math.abs(total - rest - 2 * perMatrix) ? 3 : 2;
}

function denseParts(model: ModelFacts, architecture: ModelArchitecture): ModelParts {
  const { layers, hiddenSize: hidden } = architecture;
  const embedding = architecture.vocabularySize * hidden;
  const head = architecture.tiedEmbeddings ? 0 : embedding;
  const attention = attentionOf(architecture);
  const body = Math.max(0, loaded(model, architecture) - embedding - head);
  const perMatrix = layers * hidden * (architecture.intermediateSize ?? 4 * hidden);
  const matrices = feedForwardMatrices(body, attention.all, perMatrix);
  const computed = attention.all + matrices * perMatrix;
  const isRegular =
    (architecture.attentionLayers === layers || architecture.linearLayer !== undefined) &&
    architecture.latentAttention === null;
  const excess = body - computed;
  // A regular decoder's layers are known exactly: what the total has beyond them is a vision or audio tower.
  const other = isRegular && excess > 0.008 * model.parameters ? excess : 0;
  const linear = Math.max(0, body - other);
  const scale = linear / computed;
  return {
    embedding,
    head,
    attention: scale * attention.all,
    replicatedAttention: scale * attention.replicated,
    linear: scale * attention.linear,
    keyValue: scale * attention.keyValue,
    latentExpansion: scale * attention.expansion,
    dense: linear - scale * attention.all,
    routers: 0,
    experts: 0,
    expertLayers: 0,
    other,
  };
}

/** Families whose checkpoints carry a multi-token-prediction layer (their model cards). */
const PREDICTS = /^(deepseek-[rv]|glm-|ernie|mimo|step|minimax|qwen3-next|nemotron-3|longcat)/;

/** Parameters that are loaded: the prediction layer waits for speculation. */
function loaded(model: ModelFacts, architecture: ModelArchitecture): number {
  return model.parameters - (architecture.predictionParameters ?? 0);
}

function mixtureParts(
  model: ModelFacts,
  architecture: ModelArchitecture,
  experts: NonNullable<ModelArchitecture['experts']>,
): ModelParts {
  const { layers, hiddenSize: hidden } = architecture;
  const embedding = architecture.vocabularySize * hidden;
  const head = architecture.tiedEmbeddings ? 0 : embedding;
  const attention = attentionOf(architecture);
  const body = Math.max(0, loaded(model, architecture) - embedding - head - attention.all);
  const usual = Math.max(0, layers - experts.firstDenseLayers);
  const perExpert = hidden * experts.intermediateSize;
  const denseLayer = 3 * hidden * (architecture.intermediateSize ?? 0);

  // Matrices per expert and how many layers have experts (all, or every second) follow from the stated total.
  let best = { error: Infinity, matrices: 3, layers: usual };
  for (const matrices of [3, 2]) {
    for (const count of [usual, Math.floor(layers / 2)]) {
      const perLayer =
        matrices * (perExpert * experts.count + hidden * experts.sharedIntermediateSize);
      const error = Math.abs(body - count * perLayer - (layers - count) * denseLayer);
      // The usual reading wins unless another is clearly nearer.
      const weight = matrices === 3 && count === usual ? 0.5 : 1;
      if (error * weight < best.error) best = { error: error * weight, matrices, layers: count };
    }
  }
  const routed = best.layers * best.matrices * perExpert * experts.count;
  const routers = best.layers * hidden * experts.count;
  const dense =
    best.layers * best.matrices * hidden * experts.sharedIntermediateSize +
    routers +
    (layers - best.layers) * denseLayer;
  const scale = Math.min(1, body / Math.max(1, routed + dense));
  const excess = body - routed - dense;
  // About one layer too many: a prediction layer that no source counts. A small mixture's tower is not one.
  const isPredictionLayer =
    architecture.predictionParameters === undefined &&
    excess > 0.6 * (routed / Math.max(1, best.layers)) &&
    PREDICTS.test(model.family);
  const rest = isPredictionLayer ? 0 : Math.max(0, excess);
  // What layers of unknown size have beyond attention is theirs, not a tower's.
  const isHybrid = architecture.attentionLayers < layers && architecture.linearLayer === undefined;
  const linear = isHybrid ? rest : 0;
  return {
    embedding,
    head,
    attention: attention.all + linear,
    replicatedAttention: attention.replicated,
    linear: attention.linear + linear,
    keyValue: attention.keyValue,
    latentExpansion: attention.expansion,
    dense: dense * scale,
    routers: routers * scale,
    experts: routed * scale,
    expertLayers: best.layers,
    other: rest - linear,
  };
}

const known = new WeakMap<ModelFacts, ModelParts | null>();

/**
 * Splits a model's stated total into its parts. The total is authoritative: dimensions only say how it divides. Null
 * where the architecture is not known. Facts never change, so that each model is split once.
 */
export function modelParts(model: ModelFacts): ModelParts | null {
  const split = known.get(model) ?? partsOf(model);
  known.set(model, split);
  return split;
}

function partsOf(model: ModelFacts): ModelParts | null {
  const { architecture } = model;
  if (architecture === null) return null;
  return architecture.experts === null
    ? denseParts(model, architecture)
    : mixtureParts(model, architecture, architecture.experts);
}
