import type { PerformanceParameters } from '../../src/core/performance/parameters.ts';
import { engineProfileOf, generationOf } from '../../src/core/performance/hardware.ts';
import type { Problem } from './leastSquares.ts';
import { parametersAt, type Entry } from './parameterVector.ts';
import { predict, replicaOf } from './predict.ts';
import type { MeasuredRow } from './rows.ts';

/** What one row measures: throughput, or for closed loops time per token, time to first token and their sum. */
export const METRICS = ['throughput', 'tpot', 'ttft'] as const;
const PER_ROW = 3;

/** Rows that were measured in the same set-up share the weight of the square root of their number. */
export function groupOf(row: MeasuredRow): string {
  return [row.engine, row.model, row.accelerator, row.weights, row.tp, row.pp, row.dp, row.ep].join(
    '|',
  );
}

/** The requests per second that a closed-loop row implies, as output tokens/s. */
export function impliedThroughput(row: MeasuredRow): number {
  return row.kind === 'closed'
    ? (row.concurrency * row.output * 1000) / (row.ttft + row.output * row.tpot)
    : row.value;
}

export function problemOf(
  rows: readonly MeasuredRow[],
  prior: PerformanceParameters,
  entries: readonly Entry[],
): Problem {
  const replicas = rows.map(replicaOf);
  const sizes = new Map<string, number>();
  for (const row of rows) sizes.set(groupOf(row), (sizes.get(groupOf(row)) ?? 0) + 1);
  const weights = new Float64Array(rows.length * PER_ROW);
  rows.forEach((row, index) => {
    const weight = 3 / Math.sqrt(sizes.get(groupOf(row)) ?? 1);
    weights[index * PER_ROW] = row.kind === 'closed' ? 0.3 * weight : weight;
    weights[index * PER_ROW + 1] = row.kind === 'closed' ? 0.7 * weight : 0;
    weights[index * PER_ROW + 2] = row.kind === 'closed' ? 0.25 * weight : 0;
  });
  const keys = replicas.map((replica) => {
    const profile = engineProfileOf(replica).id;
    return [`generation.${generationOf(replica.accelerator, profile).id}`, `engine.${profile}`];
  });
  const dependentRows = entries.map((entry) => {
    const key = entry.path.slice(0, 2).join('.');
    const all = rows.map((_, index) => index);
    return entry.path[0] === 'shared' ? all : all.filter((index) => keys[index]!.includes(key));
  });
  const evaluate = (shifts: readonly number[], indices: readonly number[]): Float64Array => {
    const parameters = parametersAt(prior, entries, shifts);
    const out = new Float64Array(indices.length * PER_ROW);
    indices.forEach((rowIndex, position) => {
      const row = rows[rowIndex]!;
      const prediction = predict(row, replicas[rowIndex]!, parameters);
      const base = position * PER_ROW;
      out[base] = Math.log(prediction.throughput / impliedThroughput(row));
      if (row.kind !== 'closed') return;
      out[base + 1] = Math.log(prediction.tpot / row.tpot);
      out[base + 2] = Math.log(prediction.ttft / row.ttft);
    });
    return out;
  };
  const all = rows.map((_, index) => index);
  const expand = (indices: readonly number[]): number[] =>
    indices.flatMap((index) => [index * PER_ROW, index * PER_ROW + 1, index * PER_ROW + 2]);
  const expanded = dependentRows.map(expand);
  return {
    size: entries.length,
    weights,
    sigmas: entries.map((entry) => entry.sigma),
    residuals: (shifts) => evaluate(shifts, all),
    dependents: (parameter) => expanded[parameter]!,
    residualsAt: (shifts, indices) =>
      evaluate(
        shifts,
        indices.filter((_, position) => position % PER_ROW === 0).map((index) => index / PER_ROW),
      ),
  };
}
