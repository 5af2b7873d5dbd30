import type { Phase } from '../model/deployment.ts';
import type { UnitCosts } from '../model/estimate.ts';
import type { PerformanceEstimate, WorkUnit } from '../model/performance.ts';
import type { Workload } from '../model/workload.ts';
import { trafficIsStated } from './workload.ts';

export interface Served {
  /** Requests answered in the month. */
  readonly requests: number;
  readonly workload: Workload;
  /** The part of each request that is done here; absent = all of it. */
  readonly phase?: Phase | undefined;
  readonly performance: PerformanceEstimate | null;
  /** USD for one replica running an hour, all components that grow with replicas; null = not known. */
  readonly replicaHour: number | null;
}

/**
 * Unit costs in USD: what is paid in the expected month over what is served in it (the allocation basis, which adds up to
 * the bill). Input and output tokens share the cost by the time an accelerator spends on prefill and on decoding. Of a pair
 * of workers the one pays for input, the other for output: what a token costs over both has no answer in one of them. Images,
 * audio and predictions are counted where the model answers in them. Null where the monthly cost, the traffic or the speed
 * is not known, or where nothing of that kind is served.
 */
export function unitCosts(monthly: number | null, served: Served): UnitCosts {
  const { workload, performance, requests, phase } = served;
  const work = performance?.work ?? null;
  const counts = (unit: WorkUnit): number => (work?.unit === unit ? requests * work.perRequest : 0);
  // Tokens that somebody states for everything do not make an image or a minute of speech cost by the token; and that an
  // unknown model answers in tokens at all, only a stated number of them says.
  const byToken = performance !== null || countsTokens(workload);
  const read = work?.unit === 'images' || work?.unit === 'audio-seconds' || !byToken ? 0 : requests;
  const input = phase === 'decode' ? 0 : read * workload.inputTokens.value;
  const output = phase === 'prefill' ? 0 : read * workload.outputTokens.value;
  // A rate that stands in for an unknown one says nothing about the cost of a request.
  const guessed = performance === null && !trafficIsStated(workload);
  const paid = guessed ? null : monthly;
  const prefill = output === 0 ? 1 : input === 0 ? 0 : (performance?.prefillShare ?? null);
  return {
    perMillionTokens: phase === undefined ? per(paid, input + output, 1e6) : null,
    perMillionInputTokens: prefill === null ? null : per(share(paid, prefill), input, 1e6),
    perMillionOutputTokens: prefill === null ? null : per(share(paid, 1 - prefill), output, 1e6),
    perThousandRequests: per(paid, requests, 1e3),
    perImage: per(paid, counts('images'), 1),
    perAudioHour: per(paid, counts('audio-seconds'), 3600),
    perThousandPredictions: per(paid, counts('predictions'), 1e3),
    perMillionTokensAtCapacity: atCapacity(served),
  };
}

function countsTokens({ inputTokens, outputTokens }: Workload): boolean {
  return inputTokens.origin.kind !== 'default' || outputTokens.origin.kind !== 'default';
}

function atCapacity(served: Served): number | null {
  if (served.performance === null || served.phase !== undefined) return null;
  const { inputTokens, outputTokens } = served.workload;
  const tokens = inputTokens.value + outputTokens.value;
  const perHour = served.performance.capacity.requestsPerSecond * 3600 * tokens;
  return per(served.replicaHour, perHour, 1e6);
}

function share(amount: number | null, part: number): number | null {
  return amount === null ? null : amount * part;
}

/** `amount` USD over a quantity, for `unit` of it; null where the amount is not known or nothing is served. */
export function per(amount: number | null, quantity: number, unit: number): number | null {
  if (amount === null || quantity <= 0) return null;
  const cost = (amount / quantity) * unit;
  // Next to nothing is served: the division has no answer that means anything.
  return Number.isFinite(cost) ? cost : null;
}
