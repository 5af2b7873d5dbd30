import type { PerformanceEstimate } from '../model/performance.ts';
import { capacityOfPasses, saturatedPasses, type Pool } from './batchServer.ts';
import { prefillTime, type ReplicaModel } from './operatingPoint.ts';
import { cachedShare } from './prefixCache.ts';
import { inputAt, inputSpread, type RequestLengths } from './requestLengths.ts';

/**
 * A prefill worker: passes over prompts and nothing else, its queue that of other models that answer in passes. A pass
 * takes as many prompts as fill it, or the engine and the KV cache allow; a longer prompt takes several. At full load passes
 * last as long as measured with a queue that is never empty; what a lone request takes longer is not the device's time.
 * A prompt leaves when its KV cache has gone to the decode worker, and none goes faster than the network.
 */
export function prefillPool(model: ReplicaModel, lengths: RequestLengths): Pool {
  const { times } = model;
  const { engine } = times;
  const input = Math.max(1, lengths.inputTokens);
  const alone = prefillTime(times, 1, lengths);
  const fill = model.promptsPerPass(input * (1 - cachedShare(lengths)));
  const maxBatch = Math.max(1, Math.min(fill, mostPrompts(model, lengths)));
  const filled = Math.min(1, engine.offlinePrefill);
  const transfer = model.transfer(lengths);
  return {
    devices: 1,
    work: {
      unit: 'tokens',
      perRequest: input,
      tokens: input,
      maxBatch,
      seconds: (batch) =>
        Math.max(filled * prefillTime(times, batch, lengths), batch * transfer.share),
      spread: inputSpread(lengths) / maxBatch,
      overhead:
        engine.firstTokenBase +
        engine.firstTokenSteps * times.decode(1, input) +
        (1 - filled) * alone +
        transfer.seconds,
    },
  };
}

/** Prompts in flight: they hold their KV cache until it is handed over, and write one token. */
function mostPrompts(model: ReplicaModel, lengths: RequestLengths): number {
  return model.maxConcurrency({ ...lengths, outputTokens: 1, outputTokensP95: null });
}

/** Limits on the first token, in milliseconds at `percentile`; null = no limit. */
export interface PrefillDemand extends RequestLengths {
  readonly ttftMs: number | null;
  readonly percentile: number;
}

/** Milliseconds by which a prompt at the percentile takes longer than the mean one. */
export function longerPromptMs(
  model: ReplicaModel,
  demand: RequestLengths & { readonly percentile: number },
): number {
  const longer = {
    ...demand,
    inputTokens: inputAt(demand, demand.percentile),
    inputTokensP95: null,
  };
  const more = prefillTime(model.times, 1, longer) - prefillTime(model.times, 1, demand);
  return 1000 * Math.max(0, more);
}

/**
 * Speed and capacity of a prefill worker; `target` is the share of the most it is planned for without a limit. Of a limit
 * on TTFT, what a prompt at the percentile takes longer than the mean one is taken off.
 */
export function prefillPerformance(
  model: ReplicaModel,
  demand: PrefillDemand,
  target: number,
): Omit<PerformanceEstimate, 'confidence' | 'band'> {
  const pool = prefillPool(model, demand);
  const ttftMs = demand.ttftMs === null ? null : demand.ttftMs - longerPromptMs(model, demand);
  return {
    saturated: saturatedPasses(pool),
    ...capacityOfPasses(pool, { ttftMs, percentile: demand.percentile }, target),
    maxConcurrency: Math.max(1, Math.floor(mostPrompts(model, demand))),
    phase: 'prefill',
    kvTransferMs: 1000 * model.transfer(demand).seconds,
    prefillShare: 1,
    work: { unit: 'tokens', perRequest: pool.work.perRequest },
  };
}
