import type { NamedInput } from '../model/estimate.ts';
import type { ReplicaShape } from './replicaShape.ts';

/**
 * Bytes a second over the network for each accelerator: 100 Gbit/s. AWS gives 400 Gbit/s per H100 (p5: 3,200 Gbit/s for
 * eight) and 50 per A100 (p4d: 400), Google 125 to 225 (a3-highgpu 1,000, a3-megagpu 1,800), pages of their machines,
 * 2025. Workers on one machine are faster, networks without RDMA slower.
 */
const LINK = 12.5e9;

/** The rate of the network as an input of a figure. */
export const kvTransferInput: NamedInput = {
  name: 'KV transfer',
  value: LINK / 1e9,
  unit: 'GB/s per accelerator',
  origin: {
    kind: 'default',
    name: 'KV transfer',
    reason:
      '100 Gbit/s: between the 50 to 400 that clouds give an accelerator; on one machine it is faster, without RDMA slower',
  },
};

/** What it takes the KV cache of a prompt to get from a prefill to a decode worker, in seconds. */
export interface KvTransfer {
  /** From the first to the last byte of it. */
  readonly seconds: number;
  /** For which it keeps the network of the replica busy: data-parallel ranks have links of their own. */
  readonly share: number;
}

/**
 * Every rank sends its part of a prompt over its own link, at once with the others. All of the prompt counts, also what a
 * prefix cache at the other end may hold already. Nothing where a replica answers whole requests.
 */
export function kvTransfer({ cache, replica }: ReplicaShape, inputTokens: number): KvTransfer {
  if (replica.phase === undefined) return { seconds: 0, share: 0 };
  const tokens = Number.isFinite(inputTokens) && inputTokens > 1 ? inputTokens : 1;
  const seconds = cache.bytesPerSequence(tokens) / replica.pipelineParallel / LINK;
  return { seconds, share: seconds / replica.dataParallel };
}
