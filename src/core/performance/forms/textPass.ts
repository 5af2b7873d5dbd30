import type { ModelFacts } from '../../model/modelFacts.ts';
import type { ReplicaConfiguration } from '../../model/performance.ts';
import type { PassParameters } from '../passParameters.ts';
import { batchLimit, runtimeOf, servedPrecision } from '../passServer.ts';
import { passSeconds, type PassWork } from '../passTime.ts';
import type { RequestWork } from '../requestWork.ts';

/** Kernels per transformer layer: query-key-value, attention, projection, two of the feed-forward block, norms. */
const LAUNCHES_PER_LAYER = 6;

/** HTTP and tokenization of one text. */
const TEXT_OVERHEAD = 0.003;

/** Encoders, embedding models, rerankers and text classifiers: one pass over the tokens of a text (a pair for rerankers). */
export function textPass(
  replica: ReplicaConfiguration,
  inputTokens: number,
  parameters: PassParameters,
): RequestWork {
  const { model } = replica;
  const limit = replica.maxModelLength ?? model.maxPositions ?? inputTokens;
  const tokens = Math.max(1, Math.min(Number.isFinite(inputTokens) ? inputTokens : 1, limit));
  const { precision, weightBytes } = servedPrecision(replica);
  const work = textWork(model, tokens, weightBytes);
  const serving = { precision, runtime: runtimeOf(replica.engine) };
  return {
    unit: model.modality === 'embedding' ? 'tokens' : 'predictions',
    perRequest: model.modality === 'embedding' ? tokens : 1,
    tokens,
    maxBatch: batchLimit(replica, tokens),
    seconds: (batch) => passSeconds(work, batch, replica.accelerator, serving, parameters),
    overhead: TEXT_OVERHEAD,
  };
}

/**
 * Work of one text: parameters without the embedding table, which is looked up, per token, and attention over all pairs
 * of tokens. A layer writes query, key, value, both sums and the feed-forward block.
 */
export function textWork(model: ModelFacts, tokens: number, bytesPerWeight: number): PassWork {
  const { architecture } = model;
  if (architecture === null) {
    const parameters = Math.min(model.parameters, model.activeParameters);
    return {
      network: 'transformer',
      multiplications: parameters * tokens,
      // Eight times the width per layer; 12 width² parameters a layer, so parameters / width of 768 · 2/3.
      activations: (tokens * parameters) / 1150,
      weightBytes: model.parameters * bytesPerWeight,
      layers: 12 * LAUNCHES_PER_LAYER,
    };
  }
  const { layers, hiddenSize: hidden, vocabularySize, attentionHeads, headSize } = architecture;
  const table = vocabularySize * hidden;
  // Some models share one layer's weights (ALBERT): what is multiplied is the layers, not the parameters.
  const body = Math.max(0.05 * model.parameters, model.parameters - table);
  const active = body * Math.min(1, model.activeParameters / model.parameters);
  const inner = architecture.intermediateSize ?? 4 * hidden;
  const shared = model.family === 'albert' ? layers : 1;
  return {
    network: 'transformer',
    multiplications: tokens * (active * shared + 2 * layers * attentionHeads * headSize * tokens),
    activations: tokens * layers * (5 * hidden + inner),
    weightBytes: body * bytesPerWeight,
    layers: layers * LAUNCHES_PER_LAYER,
  };
}
