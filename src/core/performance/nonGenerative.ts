import type {
  Confidence,
  OperatingPoint,
  PerformanceEstimate,
  ReplicaConfiguration,
} from '../model/performance.ts';
import {
  capacityOfPasses,
  passesAtConcurrency,
  passesAtRate,
  saturatedPasses,
  type LoadPoint,
} from './batchServer.ts';
import { fittedPassParameters } from './fittedPassParameters.ts';
import { imageGeneration } from './forms/imageGeneration.ts';
import { speech } from './forms/speech.ts';
import { tabular } from './forms/tabular.ts';
import { textPass } from './forms/textPass.ts';
import { visionPass } from './forms/visionPass.ts';
import type { MediaRequest, RequestWork } from './requestWork.ts';

/** Share of the most a replica can serve that it is planned for when no latency limit is stated. */
const TARGET = 0.75;

/** Families that read an image and then write text: neither one pass nor a language model of known dimensions. */
const WRITES = new Set(['blip', 'florence', 'trocr', 'seamless', 'voxtral']);

/** What a request carries. */
export interface PassRequest {
  readonly inputTokens: number;
  readonly media?: MediaRequest;
}

/**
 * The requests of a model that does not write text, in the form that fits it. Null where nothing honest can be said: text
 * to speech, video, models that caption, and models whose work is not in the catalogue.
 */
function requestWork(replica: ReplicaConfiguration, request: PassRequest): RequestWork | null {
  const { model, accelerator } = replica;
  const media = request.media ?? {};
  if (model.modality === 'tabular') return tabular(accelerator.cores ?? 1);
  if (accelerator.flops.bf16 === null || !(accelerator.bandwidth > 0)) return null;
  if (!(model.parameters > 0) || WRITES.has(model.family)) return null;
  switch (model.work?.kind) {
    case 'vision':
      return visionPass(replica, model.work, media, fittedPassParameters);
    case 'diffusion':
      return imageGeneration(replica, model.work, media, fittedPassParameters);
    case 'speech':
      return speech(replica, model.work, media, fittedPassParameters);
    default:
      return readsText(replica)
        ? textPass(replica, request.inputTokens, fittedPassParameters)
        : null;
  }
}

/** A vocabulary tells a text model from a vision model whose work is not known. */
function readsText({ model }: ReplicaConfiguration): boolean {
  if (model.modality === 'embedding' || model.modality === 'rerank') return true;
  return model.modality === 'classification' && model.architecture !== null;
}

/** The devices that answer such a model's requests; null where nothing honest can be said of it. */
export function poolOf(
  replica: ReplicaConfiguration,
  request: PassRequest,
): { work: RequestWork; devices: number } | null {
  const work = requestWork(replica, request);
  if (work === null || !Number.isFinite(work.seconds(1))) return null;
  // Small models are copied to every accelerator, not divided among them.
  return { work, devices: Math.max(1, replica.accelerators) };
}

/**
 * Speed and capacity of a replica of a model that answers in passes: encoders, rerankers, classifiers, detectors, image
 * generation, speech to text, classical models. Latency is that of the whole answer and stands in `ttftMs`.
 */
export function estimateWithoutGeneration(
  replica: ReplicaConfiguration,
  demand: PassRequest & { readonly ttftMs: number | null; readonly percentile: number },
): PerformanceEstimate | null {
  const pool = poolOf(replica, demand);
  if (pool === null) return null;
  return {
    saturated: saturatedPasses(pool),
    ...capacityOfPasses(pool, demand, TARGET),
    maxConcurrency: pool.work.maxBatch * pool.devices,
    prefillShare: 1,
    work: { unit: pool.work.unit, perRequest: pool.work.perRequest },
    ...trustOfPasses(replica),
  };
}

/** The point with so many requests in flight, or with full passes (null). */
export function passPoint(
  replica: ReplicaConfiguration,
  request: PassRequest,
  concurrency: number | null,
): OperatingPoint | null {
  const pool = poolOf(replica, request);
  if (pool === null) return null;
  return concurrency === null ? saturatedPasses(pool) : passesAtConcurrency(pool, concurrency);
}

/** The point at a mean arrival rate. */
export function passPointAtRate(
  replica: ReplicaConfiguration,
  request: PassRequest,
  requestsPerSecond: number,
): LoadPoint | null {
  const pool = poolOf(replica, request);
  return pool === null ? null : passesAtRate(pool, requestsPerSecond, null);
}

/** Accelerators with rows in the fit. */
const FITTED = /^(A100|V100|T4|L4$|RTX-(3090|4090|5090|PRO-6000))/;

/**
 * Factors on a figure within which 80% of measurements lie: held-out devices in docs/accuracy.md, by form. Wider where no
 * row covers the set-up; on CPUs software alone makes a difference of four.
 */
const BANDS = {
  text: { low: 0.65, high: 1.7 },
  vision: { low: 0.67, high: 1.3 },
  diffusion: { low: 0.7, high: 1.3 },
  extrapolated: { low: 0.45, high: 1.9 },
  cpu: { low: 0.25, high: 2 },
  tabular: { low: 0.3, high: 3 },
} as const;

function trustOfPasses({ model, accelerator }: ReplicaConfiguration): {
  confidence: Confidence;
  band: { low: number; high: number };
} {
  const extrapolated = (band: keyof typeof BANDS): ReturnType<typeof trustOfPasses> => ({
    confidence: 'extrapolated',
    band: BANDS[band],
  });
  if (model.modality === 'tabular') return extrapolated('tabular');
  if (accelerator.kind === 'cpu') return extrapolated('cpu');
  const form = model.work?.kind ?? 'text';
  if (form === 'speech' || !FITTED.test(accelerator.id)) return extrapolated('extrapolated');
  return { confidence: 'fitted', band: BANDS[form] };
}
