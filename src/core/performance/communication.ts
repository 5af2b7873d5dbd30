import type { EngineParameters, PerformanceParameters } from './parameters.ts';
import type { ReplicaShape } from './replicaShape.ts';

/** Seconds of communication between the accelerators of a replica for one pass over all layers. */
export interface Communication {
  /** What a pass takes however few tokens it carries. */
  readonly latency: number;
  /** What the tokens of one rank add. */
  transfer(tokens: number): number;
}

/** Shared PCIe makes every small all-reduce about half as slow again. */
const PCIE_LATENCY = 1.5;

/** Cards sold for games may not reach each other's memory: every byte passes through that of the host, twice the way. */
const GAMING_CARD = /^RTX-\d0\d0/i;

/** Latencies of the two exchanges around expert-parallel layers, in all-reduces. */
const EXPERT_EXCHANGES = 4;

/** Bytes sent per token and expert: 8 bits out, 16 bits back. */
const EXPERT_BYTES = 3;

/**
 * Two all-reduces per layer under tensor parallelism (ring: 2(t−1)/t of the hidden state over the link), two exchanges
 * per expert layer when data-parallel ranks share experts.
 */
export function communication(
  shape: ReplicaShape,
  engine: EngineParameters,
  shared: PerformanceParameters['shared'],
): Communication {
  const { replica, architecture, parts, spread } = shape;
  const { accelerator, tensorParallel: tensor } = replica;
  const isPcie = /pcie|bridge/i.test(accelerator.interconnect);
  const link = Math.max(
    1e9,
    (accelerator.linkBandwidth * (isPcie ? shared.pcieLinkEfficiency : shared.linkEfficiency)) /
      (GAMING_CARD.test(accelerator.id) ? 2 : 1),
  );
  const reductions = tensor > 1 ? 2 * architecture.layers : 0;
  const reductionBytes = ((2 * (tensor - 1)) / tensor) * architecture.hiddenSize * 2;
  const exchanges = spread > 1 && architecture.experts !== null ? parts.expertLayers : 0;
  const destinations = Math.min(architecture.experts?.perToken ?? 0, spread);
  const exchangeBytes =
    (architecture.hiddenSize * EXPERT_BYTES * destinations * (spread - 1)) / spread;
  return {
    latency:
      engine.allReduce * (reductions * (isPcie ? PCIE_LATENCY : 1) + exchanges * EXPERT_EXCHANGES),
    transfer: (tokens) =>
      (tokens * (reductions * reductionBytes + exchanges * exchangeBytes)) / link,
  };
}
