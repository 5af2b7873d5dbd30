import { writeFileSync } from 'node:fs';
import type { Band, BandByKind, HeldOutErrors } from '../../src/core/performance/trust.ts';
import { parallelismOf, precisionOf, setUpOf } from '../../src/core/performance/trust.ts';
import type { HeldOut } from './crossValidation.ts';
import { replicaOf } from './predict.ts';
import { groupOf, isRough, measuredThroughput, type MeasuredRow } from './rows.ts';
import { literal } from './literal.ts';

/** Measurement over prediction: how far a speed is from what the product says. */
function speedFactor({ row, prediction }: HeldOut): number {
  return row.kind === 'closed'
    ? prediction.tpot / row.tpot
    : measuredThroughput(row) / prediction.throughput;
}

function isMixture({ row }: HeldOut): boolean {
  return replicaOf(row).shape.architecture.experts !== null;
}

/** P10 and P90 of measurement over prediction; rows of one set-up together weigh as the square root of their number. */
export function bandOf(held: readonly HeldOut[]): Band {
  const sizes = new Map<string, number>();
  for (const { row } of held) sizes.set(groupOf(row), (sizes.get(groupOf(row)) ?? 0) + 1);
  const weighed = held
    .map((one) => ({
      factor: speedFactor(one),
      weight: 1 / Math.sqrt(sizes.get(groupOf(one.row)) ?? 1),
    }))
    .sort((a, b) => a.factor - b.factor);
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const at = (share: number): number => {
    let sum = 0;
    const found = weighed.find(({ weight }) => (sum += weight) >= share * total);
    return found?.factor ?? 1;
  };
  return { low: Math.min(1, at(0.1)), high: Math.max(1, at(0.9)) };
}

function byKind(held: readonly HeldOut[]): BandByKind {
  return {
    dense: bandOf(held.filter((one) => !isMixture(one))),
    mixture: bandOf(held.filter(isMixture)),
  };
}

/** Held-out rows, in turn, by what was held out. */
export interface Splits {
  readonly fitted: readonly HeldOut[];
  readonly 'set-up': readonly HeldOut[];
  readonly model: readonly HeldOut[];
  readonly accelerator: readonly HeldOut[];
}

const unique = <T extends string>(values: readonly T[]): readonly T[] =>
  [...new Set(values)].sort();

/** What the product needs to know about the fit's errors. Rough rows do not count as seen. */
export function heldOutErrorsOf(splits: Splits): HeldOutErrors {
  const solid = (held: readonly HeldOut[]): readonly HeldOut[] =>
    held.filter(({ row }) => !isRough(row));
  const shapes = solid(splits.fitted).map(({ row }) => replicaOf(row).shape);
  return {
    seen: {
      accelerators: unique(shapes.map(({ replica }) => replica.accelerator.id)),
      engines: unique(shapes.map(({ profile }) => profile)),
      models: unique(shapes.map(({ replica }) => replica.model.id)),
      precisions: unique(shapes.map(({ replica }) => precisionOf(replica))),
      parallelism: unique(shapes.flatMap(({ replica }) => parallelismOf(replica))),
      setUps: unique(shapes.map(({ replica }) => setUpOf(replica))),
    },
    measured: bandOf(solid(splits.fitted)),
    setUp: byKind(solid(splits['set-up'])),
    model: byKind(solid(splits.model)),
    accelerator: byKind(solid(splits.accelerator)),
  };
}

/**
 * Share of held-out rows within the band that the other part of the same split gives: the two parts have no key in
 * common, so that no row helps to draw its own band.
 */
export function coverage(
  held: readonly HeldOut[],
  keyOf: (row: MeasuredRow) => string,
): number | null {
  const keys = unique(held.map(({ row }) => keyOf(row)));
  const inside = keys.flatMap((key) => {
    const others = held.filter(({ row }) => keyOf(row) !== key);
    const own = held.filter(({ row }) => keyOf(row) === key);
    if (others.length === 0) return [];
    const band = bandOf(others);
    return own.map(speedFactor).map((factor) => factor >= band.low && factor <= band.high);
  });
  return inside.length === 0 ? null : inside.filter(Boolean).length / inside.length;
}

/** Writes `src/core/performance/heldOutErrors.ts`. */
export function writeHeldOutErrors(errors: HeldOutErrors): void {
  const text =
    "import type { HeldOutErrors } from './trust.ts';\n\n" +
    '/** Written by scripts/fit/report.ts from rows that were held out of the fit. */\n' +
    `export const heldOutErrors: HeldOutErrors = ${literal(errors, '', 3)};\n`;
  writeFileSync(new URL('../../src/core/performance/heldOutErrors.ts', import.meta.url), text);
}
