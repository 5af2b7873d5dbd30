import { activationBytes } from './activationTraffic.ts';
import { communication } from './communication.ts';
import { expertLoad } from './expertLoad.ts';
import type { EngineParameters, PerformanceParameters } from './parameters.ts';
import type { ReplicaShape } from './replicaShape.ts';
import { softMaximum } from './softMaximum.ts';

/** Times of one replica, all in seconds. */
export interface StepTimes {
  /**
   * One decode step of `batch` sequences over the whole replica, each with `context` tokens behind it and `positions`
   * tokens to check at once (1 without speculation).
   */
  decode(batch: number, context: number, positions?: number): number;
  /** Prefill of `tokens` tokens of requests of `length` tokens, of which a share (0–1) is cached and not computed. */
  prefill(tokens: number, length: number, cachedShare?: number): number;
  readonly engine: EngineParameters;
}

/** Share of the datasheet arithmetic that no kernel exceeds. */
const MOST = 0.9;

/** Attention kernels reach this share of what matrix multiplications reach at 16 bits. */
const ATTENTION_SHARE = 0.8;

/** Tokens of one prefill pass at most, whatever the engine permits: benchmarks and defaults agree on it. */
const CHUNK = 8192;

/** Tokens of prompts that one pass of a rank takes; a prompt of `length` tokens that is not cut into chunks fits at least. */
export function passTokens({ replica, settings }: ReplicaShape, length: number): number {
  const limit = Math.min(CHUNK, settings.maxBatchedTokens);
  return replica.chunkedPrefill === false ? Math.max(limit, length) : limit;
}

/**
 * Seconds in which a host launches the kernels of one layer one by one, without captured graphs: some 20 launches with
 * the checks of PyTorch around them. From memory (an 8B model under `--enforce-eager` decodes in 11 to 14 ms on H100),
 * not fitted.
 */
const EAGER_LAYER = 350e-6;

/**
 * Seconds of host work: for one decode step, for one prefill pass, which runs without captured graphs, and for one more
 * sequence in a step. All of it scales with how fast the hosts of a generation are.
 */
function overheads(
  shape: ReplicaShape,
  parameters: PerformanceParameters,
): { decode: number; prefill: number; sequence: number; launches: number } {
  const { architecture, layers, parts } = shape;
  const { shared } = parameters;
  const engine = parameters.engine[shape.profile];
  const platform = parameters.generation[shape.generation].overhead;
  const isLatent = architecture.latentAttention !== null;
  const decode =
    architecture.layers * (engine.layerOverhead + (isLatent ? shared.latentOverhead : 0)) +
    layers.stateful * shared.statefulOverhead +
    (layers.sliding > 0 ? architecture.layers * shared.slidingOverhead : 0) +
    parts.expertLayers * engine.expertOverhead;
  const prefill =
    architecture.layers *
      (engine.prefillLayerOverhead + (isLatent ? shared.latentPrefillOverhead : 0)) +
    parts.expertLayers * engine.prefillExpertOverhead;
  return {
    decode: platform * (decode + engine.stepOverhead),
    prefill: platform * (prefill + engine.stepOverhead),
    sequence: platform * engine.sequenceOverhead,
    launches: shape.replica.enforceEager ? platform * architecture.layers * EAGER_LAYER : 0,
  };
}

/** Intermediate size of one routed expert on one rank: tensor parallelism cuts it, expert parallelism does not. */
function expertWidth({ architecture, replica }: ReplicaShape): number {
  const width = architecture.experts?.intermediateSize ?? 0;
  return Math.max(1, width / Math.max(1, replica.tensorParallel / replica.expertParallel));
}

/**
 * The step times of a replica: a roofline of weights and multiplications for dense layers and routed experts, cache
 * reads, communication and launch overhead (docs/performance-model.md). With pipeline parallelism every sequence makes one token
 * while its micro-batch passes all stages, each as slow as the last one, which holds the head. Prefill needs the head for
 * the last token of a request only.
 */
export function stepTimes(shape: ReplicaShape, parameters: PerformanceParameters): StepTimes {
  const { replica, cache, layers, pairFlops } = shape;
  const { accelerator, tensorParallel: tensor, dataParallel: ranks } = replica;
  const { shared } = parameters;
  const generation = parameters.generation[shape.generation];
  const engine = parameters.engine[shape.profile];
  const { compute } = shape;
  const efficiency = compute === 'int8' ? generation.compute.fp8 : generation.compute[compute];
  const denseRate = shape.flops * efficiency;
  const width = expertWidth(shape);
  const grouped = generation.expertCompute * engine.expertCompute;
  const expertRate =
    Math.min(MOST, efficiency * grouped * (width / (width + shared.expertHalfWidth))) * shape.flops;
  const bandwidth =
    accelerator.bandwidth *
    generation.weightBandwidth *
    (shape.readsBlocks ? shared.blockBandwidth : 1);
  const expertSeconds = shape.expandsExperts
    ? softMaximum(1 / bandwidth, 1 / shared.expansionRate)
    : 1 / bandwidth;
  const cacheBandwidth = accelerator.bandwidth * generation.cacheBandwidth;
  const headRate = shape.flops16 * generation.compute.bf16;
  const attentionRate = shape.flops16 * ATTENTION_SHARE * generation.compute.bf16 * tensor;
  const load = expertLoad(shape, shared.expertSpread, shared.expertPadding);
  const exchange = communication(shape, engine, shared);
  const overhead = overheads(shape, parameters);
  const activation = (shared.activationTraffic * activationBytes(shape)) / bandwidth;
  // Ranks that meet in the experts wait for the busiest: the expected largest of so many random loads.
  const slowest =
    shape.spread > 1 ? 1 + shared.rankSpread * Math.sqrt(2 * Math.log(shape.spread)) : 1;
  const bubbles = 1 + shared.pipelineBubble * (replica.pipelineParallel - 1);

  const expertRead = (tokens: number): number =>
    shape.expertBytes * load.touched(tokens) * expertSeconds;
  const expertCompute = (tokens: number): number =>
    (2 * shape.parametersPerExpert * load.rows(tokens)) / expertRate;

  return {
    engine,
    decode: (batch, context, positions = 1) => {
      const sequences = Math.max(1, batch / replica.pipelineParallel) / ranks;
      const own = sequences * positions;
      const routed = own * shape.spread;
      const dense = softMaximum(
        shape.denseBytes / bandwidth,
        (2 * shape.denseParameters * own) / denseRate,
      );
      const head = softMaximum(
        shape.headBytes / bandwidth,
        (2 * shape.headParameters * own) / headRate,
      );
      const attention = softMaximum(
        (sequences * cache.bytesRead(context)) / cacheBandwidth,
        (own * shape.latentFlops * context) / (shape.flops16 * shared.latentAttention),
      );
      const pass =
        bubbles *
        (dense +
          replica.pipelineParallel * head +
          own * activation +
          softMaximum(expertRead(routed), expertCompute(routed)) +
          attention +
          exchange.latency +
          exchange.transfer(own) +
          overhead.decode +
          overhead.sequence * sequences);
      // Accelerator and host work side by side: the slower of the two sets the pace.
      return Math.max(pass, overhead.launches);
    },
    prefill: (tokens, length, cachedShare = 0) => {
      if (!(tokens > 0)) return 0;
      const own = tokens / ranks;
      const computed = length * (1 - cachedShare);
      const chunk = passTokens(shape, computed);
      const passes = Math.max(own / chunk, Math.min(1, tokens / Math.max(1, computed)));
      const routed = (own / passes) * shape.spread;
      const pairs =
        pairFlops.full * length + pairFlops.sliding * Math.min(length, 2 * layers.window);
      const multiplied =
        (2 * shape.denseParameters * own) / denseRate +
        passes * expertCompute(routed) +
        // What is computed attends to what is cached before it.
        (own * pairs * (1 + cachedShare)) / 2 / attentionRate;
      const read = passes * (shape.denseBytes / bandwidth + expertRead(routed));
      const onAccelerator =
        slowest * (softMaximum(multiplied, read) + own * activation + exchange.transfer(own));
      // The host launches while the accelerator works: short passes last as long as their launches.
      const launched = overhead.prefill * passes;
      return softMaximum(onAccelerator, launched) / replica.pipelineParallel;
    },
  };
}
