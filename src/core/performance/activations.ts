import type { ReplicaConfiguration } from '../model/performance.ts';
import type { EngineDefaults } from './engineDefaults.ts';
import { isAtLeast } from './engineVersion.ts';

/** What start-up logs decide about activations; everything else is shapes. See docs/accuracy.md for how they hold out. */
export interface ActivationConstants {
  /** Copies of 4 bytes that the sampler's warm-up makes of the logits, before version 0.17 and from it. */
  readonly samplerCopies: readonly [number, number];
  /** Vectors of the hidden size that live beside the widest layer. */
  readonly hiddenCopies: number;
  /** Share of the two buffers of routed experts that is really taken. */
  readonly expertShare: number;
}

/** Fitted on the start-up logs in scripts/fit/startupLogs.tsv, 2026-11-27. */
export const activationConstants: ActivationConstants = {
  samplerCopies: [9.62, 3.75],
  hiddenCopies: 4.14,
  expertShare: 0.92,
};

const GIB = 2 ** 30;

/** Encoder outputs and the encoder's own activations, which multimodal models profile as well: the same logs. */
const ENCODER_BYTES = 0.1 * GIB;

/**
 * Peak of activations that vLLM measures before it sizes the cache: the larger of the sampler's warm-up on the logits of
 * `maxSequences` requests and the forward pass of one batch of tokens through its widest layer, and the buffers of routed
 * experts, which stay.
 */
export function vllmActivationBytes(
  replica: ReplicaConfiguration,
  settings: EngineDefaults,
  hasEncoder: boolean,
  constants: ActivationConstants,
): number {
  const { architecture } = replica.model;
  const tensor = replica.tensorParallel;
  if (architecture === null) return 2 * GIB;
  const isV1 = isAtLeast(replica.engineVersion, 0, 8);
  const sequences = Math.min(settings.maxSequences, isV1 ? 1024 : 256);
  const tokens = profiledTokens(replica, settings, isV1);
  const { hiddenSize: hidden, experts } = architecture;
  const copies = constants.samplerCopies[isAtLeast(replica.engineVersion, 0, 17) ? 1 : 0];
  // All stages get as many blocks as the last one can hold, which samples.
  const sampler = copies * sequences * architecture.vocabularySize * 4 + 2 * tokens * hidden;
  const inner = experts === null ? 3 * (architecture.intermediateSize ?? 4 * hidden) : 0;
  const forward = 2 * tokens * (inner / tensor + constants.hiddenCopies * hidden);
  const buffers =
    experts === null
      ? 0
      : constants.expertShare *
        2 *
        tokens *
        experts.perToken *
        ((3 * experts.intermediateSize) / tensor + hidden);
  const encoder = hasEncoder ? ENCODER_BYTES + 2 * tokens * hidden : 0;
  return Math.max(sampler, forward) + buffers + encoder;
}

/** Tokens of the batch that is profiled. The first generation of the engine took one prompt of maximal length. */
function profiledTokens(
  replica: ReplicaConfiguration,
  settings: EngineDefaults,
  isV1: boolean,
): number {
  if (isV1 || replica.maxBatchedTokens !== null) return settings.maxBatchedTokens;
  const length = replica.maxModelLength ?? replica.model.maxPositions ?? 0;
  // From 32768 tokens on it cut prompts into chunks by itself.
  return length > 32768 ? settings.maxBatchedTokens : Math.max(2048, length);
}
