import type { ModelArchitecture, ModelFacts } from '../model/catalog.ts';

/** Parameter counts of one model by part; absolute numbers. */
export interface ModelParts {
  readonly embedding: number;
  /** The output head; 0 when it shares the embedding table. */
  readonly head: number;
  /** All attention (or linear-attention) projections. */
  readonly attention: number;
  /** Part of `attention` that every tensor-parallel rank holds whole (down-projections of latent attention). */
  readonly replicatedAttention: number;
  /** Dense feed-forward layers, shared experts and routers. */
  readonly dense: number;
  /** All routed experts of all layers. */
  readonly experts: number;
  readonly expertLayers: number;
  /** Vision and audio towers and the like: loaded, kept at 16 bits, not read when text is decoded. */
  readonly other: number;
}

function attentionPerLayer(architecture: ModelArchitecture): { all: number; replicated: number } {
  const { hiddenSize: hidden, attentionHeads: heads, headSize, latentAttention } = architecture;
  if (latentAttention === null) {
    return { all: hidden * headSize * 2 * (heads + architecture.kvHeads), replicated: 0 };
  }
  const { kvRank, ropeHeadSize, queryRank } = latentAttention;
  // Latent attention of every published model has at least 128 dimensions without position per head.
  const contentSize = Math.max(128, headSize);
  const down = hidden * (kvRank + ropeHeadSize + (queryRank ?? 0));
  const queryUp = (queryRank ?? hidden) * heads * (contentSize + ropeHeadSize);
  return {
    all: down + queryUp + kvRank * heads * 2 * contentSize + heads * contentSize * hidden,
    replicated: down,
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
  const attention = attentionPerLayer(architecture);
  const body = Math.max(0, model.parameters - embedding - head);
  const perMatrix = layers * hidden * (architecture.intermediateSize ?? 4 * hidden);
  const matrices = feedForwardMatrices(body, layers * attention.all, perMatrix);
  const computed = layers * attention.all + matrices * perMatrix;
  const isRegular =
    architecture.attentionLayers === layers && architecture.latentAttention === null;
  const excess = body - computed;
  // A regular decoder's layers are known exactly: what the total has beyond them is a vision or audio tower.
  const other = isRegular && excess > 0.008 * model.parameters ? excess : 0;
  const linear = Math.max(0, body - other);
  const attentionShare = (layers * attention.all) / computed;
  return {
    embedding,
    head,
    attention: linear * attentionShare,
    replicatedAttention: Math.min(linear * attentionShare, layers * attention.replicated),
    dense: linear * (1 - attentionShare),
    experts: 0,
    expertLayers: 0,
    other,
  };
}

function mixtureParts(
  model: ModelFacts,
  architecture: ModelArchitecture,
  experts: NonNullable<ModelArchitecture['experts']>,
): ModelParts {
  const { layers, hiddenSize: hidden } = architecture;
  const embedding = architecture.vocabularySize * hidden;
  const head = architecture.tiedEmbeddings ? 0 : embedding;
  const attention = attentionPerLayer(architecture);
  const body = Math.max(0, model.parameters - embedding - head - layers * attention.all);
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
  const dense =
    best.layers *
      (best.matrices * hidden * experts.sharedIntermediateSize + hidden * experts.count) +
    (layers - best.layers) * denseLayer;
  const scale = Math.min(1, body / Math.max(1, routed + dense));
  const excess = body - routed - dense;
  // About one layer too many: a multi-token-prediction layer, which engines load only for speculative decoding.
  const isPredictionLayer = excess > 0.6 * (routed / Math.max(1, best.layers));
  return {
    embedding,
    head,
    attention: layers * attention.all,
    replicatedAttention: layers * attention.replicated,
    dense: dense * scale,
    experts: routed * scale,
    expertLayers: best.layers,
    other: isPredictionLayer ? 0 : Math.max(0, excess),
  };
}

/**
 * Splits a model's stated total into its parts. The total is authoritative: dimensions only say how it divides. Null
 * where the architecture is not known.
 */
export function modelParts(model: ModelFacts): ModelParts | null {
  const { architecture } = model;
  if (architecture === null) return null;
  return architecture.experts === null
    ? denseParts(model, architecture)
    : mixtureParts(model, architecture, architecture.experts);
}
