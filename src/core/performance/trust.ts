import type { Confidence, ReplicaConfiguration } from '../model/performance.ts';
import { engineProfileOf } from './hardware.ts';
import { heldOutErrors } from './heldOutErrors.ts';
import type { EngineProfileId } from './parameters.ts';
import { computeType, weightFormat } from './weightFormat.ts';

/** Factors on a prediction within which 80% of measurements lie. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/** Models of the two kinds whose errors differ: with routed experts and without. */
export interface BandByKind {
  readonly dense: Band;
  readonly mixture: Band;
}

/** What the fit has seen, and how far it was off where it had not; written by scripts/fit/report.ts. */
export interface HeldOutErrors {
  readonly seen: {
    readonly accelerators: readonly string[];
    readonly engines: readonly EngineProfileId[];
    readonly models: readonly string[];
    /** As `precisionOf` writes them. */
    readonly precisions: readonly string[];
    readonly parallelism: readonly string[];
    /** Set-ups with rows of their own, as `setUpOf` writes them. */
    readonly setUps: readonly string[];
  };
  /** Rows that were in the fit. */
  readonly measured: Band;
  /** Rows of set-ups, models and accelerators that were not. */
  readonly setUp: BandByKind;
  readonly model: BandByKind;
  readonly accelerator: BandByKind;
}

/** How far the speed of a replica can be trusted. */
export interface Trust {
  readonly confidence: Confidence;
  readonly band: Band;
}

/** Kinds of parallelism beyond tensor parallelism, which nearly every row has. */
export function parallelismOf(replica: ReplicaConfiguration): readonly string[] {
  const kinds: string[] = [];
  if (replica.pipelineParallel > 1) kinds.push('pipeline');
  if (replica.dataParallel > 1 && replica.expertParallel > 1) kinds.push('data');
  if (replica.expertParallel > 1) kinds.push('expert');
  return kinds;
}

/** Arithmetic and bits of the weights: AWQ and GPTQ are one precision, FP4 without FP4 arithmetic is another. */
export function precisionOf(replica: ReplicaConfiguration): string {
  const format = weightFormat(replica.quantization, replica.model);
  return `${computeType(format, replica.accelerator)} ${format.bits}`;
}

/** A set-up as one text: engine profile, model, accelerator, precision, ranks. */
export function setUpOf(replica: ReplicaConfiguration): string {
  return [
    engineProfileOf(replica).id,
    replica.model.id,
    replica.accelerator.id,
    replica.quantization,
    `${replica.tensorParallel}x${replica.pipelineParallel}x${replica.dataParallel}x${replica.expertParallel}`,
  ].join(' ');
}

/** The band that `more` unseen things leave, each adding (in quadrature, of logarithms) what one adds to `seen`. */
function widened(band: Band, seen: Band, unseen: Band, more: number): Band {
  const edge = (own: number, without: number, within: number): number => {
    const added = Math.max(0, Math.log(within) ** 2 - Math.log(without) ** 2);
    return Math.sqrt(Math.log(own) ** 2 + more * added);
  };
  return {
    low: Math.exp(-edge(band.low, seen.low, unseen.low)),
    high: Math.exp(edge(band.high, seen.high, unseen.high)),
  };
}

const PROCESSORS: Band = { low: 0.3, high: 1.6 };

const setUps = new Set(heldOutErrors.seen.setUps);

/**
 * Whether a replica was measured itself (in the rows of the fit, or by whoever runs it), is of kinds that were (`fitted`: accelerator, engine, precision and parallelism
 * all occur in the rows), or is outside of them (`extrapolated`); and the band that follows from the errors on rows held
 * out in the same way.
 */
export function trustOf(replica: ReplicaConfiguration): Trust {
  // Ten machines, and clouds' processors from memory: docs/accuracy.md.
  if (replica.accelerator.kind === 'cpu') return { confidence: 'extrapolated', band: PROCESSORS };
  const { seen, measured, setUp, model, accelerator } = heldOutErrors;
  // As far as measurements of one set-up differ among themselves.
  if ((replica.speeds?.length ?? 0) > 0) return { confidence: 'measured', band: measured };
  const isWhole = replica.phase === undefined;
  if (isWhole && setUps.has(setUpOf(replica))) return { confidence: 'measured', band: measured };
  const kind = replica.model.architecture?.experts == null ? 'dense' : 'mixture';
  const engine = engineProfileOf(replica);
  const unseen = [
    seen.accelerators.includes(replica.accelerator.id),
    engine.fitted && seen.engines.includes(engine.id),
    seen.precisions.includes(precisionOf(replica)),
    parallelismOf(replica).every((one) => seen.parallelism.includes(one)),
    // No row is of a worker that does a part of each request.
    isWhole,
  ].filter((isSeen) => !isSeen).length;
  const own = seen.models.includes(replica.model.id) ? setUp[kind] : model[kind];
  return {
    confidence: unseen === 0 ? 'fitted' : 'extrapolated',
    band: unseen === 0 ? own : widened(own, setUp[kind], accelerator[kind], unseen),
  };
}
