import type { ReplicaShape } from './replicaShape.ts';

/** Bytes of one activation: engines keep the residual stream and what goes between kernels at 16 bits. */
const ACTIVATION_BYTES = 2;

/** Times that norms, residual additions and quantization read or write the hidden state of a layer. */
const HIDDEN_PASSES = 6;

/** Position encoding reads and writes queries, keys and values. */
const ATTENTION_PASSES = 2;

/** The gate reads two widths of a feed-forward block and writes one. */
const GATE_PASSES = 3;

/**
 * Bytes that the kernels between the matrix multiplications move for one token through all layers, on one rank. They
 * are bound by memory bandwidth, so that they weigh the more the faster an accelerator multiplies. Norms are computed
 * whole by every tensor-parallel rank; experts get a copy of the hidden state for each token that chooses them.
 */
export function activationBytes(shape: ReplicaShape): number {
  const { architecture, parts, replica } = shape;
  const { hiddenSize: hidden, layers, experts } = architecture;
  const tensor = replica.tensorParallel;
  const heads = architecture.attentionHeads + 2 * architecture.kvHeads;
  const attention = (ATTENTION_PASSES * heads * architecture.headSize) / tensor;
  const denseLayers = layers - parts.expertLayers;
  const dense = (GATE_PASSES * (architecture.intermediateSize ?? 4 * hidden)) / tensor;
  let routed = 0;
  if (experts !== null) {
    // Under expert parallelism a rank meets its share of the chosen experts whole, otherwise a slice of all of them.
    const ranks = Math.max(1, replica.expertParallel);
    const copies = (2 * hidden * experts.perToken) / ranks;
    const width = experts.perToken * experts.intermediateSize + experts.sharedIntermediateSize;
    routed = copies + (GATE_PASSES * width) / Math.max(tensor, ranks);
  }
  return (
    ACTIVATION_BYTES *
    (layers * (HIDDEN_PASSES * hidden + attention) +
      denseLayers * dense +
      parts.expertLayers * routed)
  );
}
