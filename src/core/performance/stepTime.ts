import type { ReplicaConfiguration } from '../model/performance.ts';
import { effectiveSettings } from './engineDefaults.ts';
import { engineProfileOf, generationOf } from './hardware.ts';
import { contextLayers, kvCacheShape, type KvCacheShape } from './kvCache.ts';
import { expertShards, sanitized } from './memory.ts';
import { modelParts } from './modelParts.ts';
import type { EngineParameters, PerformanceParameters } from './parameters.ts';
import { computeType, weightFormat } from './weightFormat.ts';

/** Times of one replica, all in seconds. */
export interface StepTimes {
  /** One decode step of `batch` sequences over the whole replica, each with `context` tokens behind it. */
  decode(batch: number, context: number): number;
  /** Prefill of `tokens` tokens that come in requests of `length` tokens. */
  prefill(tokens: number, length: number): number;
  readonly cache: KvCacheShape;
  readonly engine: EngineParameters;
}

/** Soft maximum of memory time and compute time: they overlap, but not perfectly where they are equal. */
function softMaximum(a: number, b: number): number {
  return Math.cbrt(a * a * a + b * b * b);
}

/**
 * Compiles a replica into its step times (formulas in docs/accuracy.md). Null where the architecture of the model is not
 * known or the accelerator has no matrix arithmetic in the catalogue.
 */
export function stepTimes(
  configuration: ReplicaConfiguration,
  parameters: PerformanceParameters,
): StepTimes | null {
  const replica = sanitized(configuration);
  const { model, accelerator, tensorParallel: tensor } = replica;
  const { architecture } = model;
  const parts = modelParts(model);
  const layers = contextLayers(model);
  const settings = effectiveSettings(replica);
  const cache = kvCacheShape({ ...replica, pipelineParallel: 1 }, settings.maxBatchedTokens);
  const format = weightFormat(replica.quantization, model);
  const compute = computeType(format, accelerator);
  const flops = accelerator.flops[compute];
  const flops16 = accelerator.flops.bf16;
  if (architecture === null || parts === null || layers === null || cache === null) return null;
  if (flops === null || flops16 === null || !(accelerator.bandwidth > 0)) return null;

  const profile = engineProfileOf(replica).id;
  const generation = parameters.generation[generationOf(accelerator, profile).id];
  const engine = parameters.engine[profile];
  const { shared } = parameters;
  const efficiency = compute === 'int8' ? generation.compute.fp8 : generation.compute[compute];
  const denseRate = flops * efficiency;
  const expertRate = denseRate * generation.expertCompute * engine.expertCompute;
  const bandwidth = accelerator.bandwidth * generation.weightBandwidth;
  const shards = expertShards(replica);
  const ranks = replica.dataParallel;
  const stages = replica.pipelineParallel;
  const spread = ranks > 1 && replica.expertParallel > 1 ? ranks : 1;

  // Bytes and multiplications of one pass over all layers, per rank.
  const head = parts.head > 0 ? parts.head : parts.embedding;
  const denseBytes =
    ((parts.attention - parts.replicatedAttention) / tensor + parts.replicatedAttention) *
      format.attention +
    (parts.dense * format.dense + head * format.embedding) / tensor;
  const denseParameters = (parts.attention + parts.dense + head) / tensor;
  const experts = architecture.experts;
  const chosen = experts === null ? 0 : experts.perToken / experts.count;
  const expertBytes = (parts.experts * format.experts) / shards;
  const isExpanded = format.bits === 4 && compute === 'bf16';
  const expertBandwidth = bandwidth * (isExpanded ? shared.expandedExperts : 1);
  const expertCount = experts?.count ?? 1;
  const parametersPerExpert = parts.experts / expertCount / shards;
  const groups = replica.expertParallel > 1 ? Math.min(replica.expertParallel, expertCount) : 1;

  const touched = (tokens: number): number =>
    1 - Math.pow(1 - chosen, 1 + shared.expertSpread * Math.max(0, tokens - 1));

  /** Load of the busiest expert-parallel rank over the mean: the expected maximum of as many random draws. */
  const imbalance = (tokens: number): number => {
    if (groups <= 1) return 1;
    const mean = Math.max(1 / groups, (expertCount * touched(tokens)) / groups);
    const busiest = mean + Math.sqrt(2 * mean * Math.log(groups) * (1 - touched(tokens)));
    return Math.min(groups, busiest / mean);
  };
  /** Rows that the grouped multiplication of one layer's experts computes, padding included. */
  const expertRows = (tokens: number): number =>
    tokens * (experts?.perToken ?? 0) + expertCount * touched(tokens) * shared.expertPadding;

  const isPcie = /pcie|bridge/i.test(accelerator.interconnect);
  const link =
    accelerator.linkBandwidth * (isPcie ? shared.pcieLinkEfficiency : shared.linkEfficiency);
  const reductions = tensor > 1 ? 2 * architecture.layers : 0;
  const hiddenBytes = architecture.hiddenSize * 2;
  const exchange = (tokens: number): number =>
    link > 0 && tensor > 1 ? (((2 * (tensor - 1)) / tensor) * tokens * hiddenBytes) / link : 0;
  const expertExchange = (tokens: number): number =>
    spread > 1 && experts !== null && link > 0
      ? 4 * engine.allReduce +
        (tokens * hiddenBytes * Math.min(experts.perToken, spread) * 3 * (spread - 1)) /
          spread /
          link
      : 0;

  const layerOverhead =
    engine.layerOverhead +
    (architecture.latentAttention !== null ? shared.latentOverhead : 0) +
    (layers.stateful > 0 ? (shared.statefulOverhead * layers.stateful) / architecture.layers : 0) +
    (layers.sliding > 0 ? shared.slidingOverhead : 0);
  const fixedOverhead =
    generation.overhead *
      (architecture.layers * layerOverhead + parts.expertLayers * engine.expertOverhead) +
    engine.stepOverhead;

  // Attention over a latent cache multiplies every head with the whole latent vector, twice.
  const { latentAttention } = architecture;
  const latentFlops =
    latentAttention === null
      ? 0
      : (2 *
          layers.full *
          architecture.attentionHeads *
          (2 * latentAttention.kvRank + latentAttention.ropeHeadSize)) /
        tensor;

  /** One pass of a micro-batch of `batch` sequences (all data-parallel ranks together) through every layer. */
  const pass = (batch: number, context: number): number => {
    const own = batch / ranks;
    const expertTokens = own * spread;
    const dense = softMaximum(denseBytes / bandwidth, (2 * denseParameters * own) / denseRate);
    const mixture =
      experts === null
        ? 0
        : softMaximum(
            (expertBytes * touched(expertTokens) * imbalance(expertTokens)) / expertBandwidth,
            (2 * parametersPerExpert * expertRows(expertTokens)) / expertRate,
          );
    const attention = softMaximum(
      (own * cache.bytesRead(context)) / (accelerator.bandwidth * generation.cacheBandwidth),
      (own * latentFlops * context) / (flops16 * shared.latentAttention),
    );
    const communication =
      reductions * ((isPcie ? 1.5 : 1) * engine.allReduce + exchange(own)) +
      parts.expertLayers * expertExchange(own);
    return (
      dense + mixture + attention + communication + fixedOverhead + engine.sequenceOverhead * own
    );
  };

  const prefillOverhead =
    generation.overhead *
      (architecture.layers *
        (engine.prefillLayerOverhead +
          (architecture.latentAttention === null ? 0 : shared.latentPrefillOverhead)) +
        parts.expertLayers * engine.prefillExpertOverhead) +
    engine.stepOverhead;
  const pairFlops = 4 * layers.full * architecture.attentionHeads * architecture.headSize;
  const slidingPairFlops = 4 * layers.sliding * architecture.attentionHeads * architecture.headSize;
  const attentionRate = flops16 * 0.8 * generation.compute.bf16 * tensor;
  const chunk = Math.min(8192, settings.maxBatchedTokens);

  return {
    cache,
    engine,
    decode: (batch, context) => {
      const micro = Math.max(1, batch / stages);
      // Every sequence makes one token while its micro-batch passes all stages.
      return pass(micro, context);
    },
    prefill: (tokens, length) => {
      const own = tokens / ranks;
      const multiplied =
        (2 * denseParameters * own) / denseRate +
        (2 * parametersPerExpert * expertRows(chunk * spread) * (own / chunk)) / expertRate +
        (own * (pairFlops * length + slidingPairFlops * Math.min(length, 2 * layers.window))) /
          2 /
          attentionRate;
      const chunks = Math.max(own / chunk, Math.min(1, tokens / Math.max(1, length)));
      const read =
        (denseBytes / bandwidth + (expertBytes * touched(chunk)) / expertBandwidth) * chunks;
      const communication = reductions * exchange(own) + parts.expertLayers * expertExchange(own);
      return (softMaximum(multiplied, read) + communication + prefillOverhead * chunks) / stages;
    },
  };
}
