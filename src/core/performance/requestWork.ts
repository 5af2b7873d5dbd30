import type { WorkUnit } from '../model/performance.ts';

/** What a request carries besides text; every field has a default, so that nothing need be stated. */
export interface MediaRequest {
  /** Images per request: made by generators, read by everything else. Default 1. */
  readonly images?: number;
  /** Pixels; default: what the model was made for. */
  readonly width?: number;
  readonly height?: number;
  /** Denoising steps; default: those of the published pipeline. */
  readonly steps?: number;
  /** Seconds of audio per request. Default 30. */
  readonly audioSeconds?: number;
}

/** Audio of a request when nobody says: one window of Whisper. */
export const DEFAULT_AUDIO_SECONDS = 30;

/** The requests of a model that answers in passes, ready for the queue of `batchServer.ts`. */
export interface RequestWork {
  readonly unit: WorkUnit;
  /** Units per request. */
  readonly perRequest: number;
  /** Tokens read per request; 0 for images and audio. */
  readonly tokens: number;
  /** Requests the server takes into one pass at most. */
  readonly maxBatch: number;
  /** Seconds that a batch of requests occupies the device. Grows with the batch, slower than the batch. */
  seconds(batch: number): number;
  /** Variance of the time of a pass over its square; absent = 0, all passes alike. */
  readonly spread?: number;
  /** Seconds of a request outside the device: HTTP, decoding, tokenization. */
  readonly overhead: number;
}

/** A positive finite number, or the default. */
export function stated(value: number | undefined, fallback: number): number {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : fallback;
}
