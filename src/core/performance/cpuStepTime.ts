import { expertLoad } from './expertLoad.ts';
import { fittedPassParameters } from './fittedPassParameters.ts';
import type { EngineParameters } from './parameters.ts';
import type { ReplicaShape } from './replicaShape.ts';
import { softMaximum } from './softMaximum.ts';
import type { StepTimes } from './stepTime.ts';

/** Share of the processor's rate that large multiplications reach when a prompt is read (llama.cpp, vLLM; from memory). */
const PREFILL_SHARE = 0.5;

/** Seconds per layer and step: threads meet after every operation. */
const LAYER_OVERHEAD = 60e-6;

/** Scheduling on a CPU: nothing overlaps, prompts and steps take turns. */
const ENGINE: EngineParameters = {
  layerOverhead: LAYER_OVERHEAD,
  stepOverhead: 0,
  sequenceOverhead: 0,
  expertCompute: 1,
  expertOverhead: 0,
  prefillLayerOverhead: LAYER_OVERHEAD,
  prefillExpertOverhead: 0,
  allReduce: 0,
  offlinePrefill: 1,
  occupancy: 1,
  firstTokenBase: 0.01,
  firstTokenSteps: 1,
  firstUse: 0,
};

/**
 * Step times of text generation on a CPU: every step reads the weights and the cache from memory, so that decoding goes
 * as fast as memory; prompts go as fast as the vector units. The share of bandwidth is fitted on machines whose memory is
 * known.
 */
export function cpuStepTimes(
  shape: ReplicaShape,
  share = fittedPassParameters.cpu.decode,
): StepTimes {
  const { replica, cache, layers, pairFlops, architecture } = shape;
  const bandwidth = replica.accelerator.bandwidth * share;
  const rate = shape.flops * PREFILL_SHARE;
  const load = expertLoad(shape, 1, 0);
  const overhead = architecture.layers * LAYER_OVERHEAD;
  const multiplied = (tokens: number): number =>
    2 * (shape.denseParameters * tokens + shape.parametersPerExpert * load.rows(tokens));
  const read = (tokens: number): number =>
    shape.denseBytes + shape.expertBytes * load.touched(tokens);
  return {
    engine: ENGINE,
    decode: (batch, context) => {
      const own = Math.max(1, batch);
      const bytes = read(own) + shape.headBytes + own * cache.bytesRead(context);
      const flops = multiplied(own) + 2 * shape.headParameters * own;
      return softMaximum(bytes / bandwidth, flops / rate) + overhead;
    },
    prefill: (tokens, length) => {
      const chunk = Math.max(1, Math.min(512, shape.settings.maxBatchedTokens));
      const passes = Math.max(tokens / chunk, Math.min(1, tokens / Math.max(1, length)));
      const pairs =
        pairFlops.full * length + pairFlops.sliding * Math.min(length, 2 * layers.window);
      const flops = multiplied(tokens) + (tokens * pairs) / 2;
      return (
        softMaximum(flops / rate, (passes * read(tokens / passes)) / bandwidth) + passes * overhead
      );
    },
  };
}
