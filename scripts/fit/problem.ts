import type { PerformanceParameters } from '../../src/core/performance/parameters.ts';
import { fit, type Problem } from './leastSquares.ts';
import { entriesOf, parametersAt, type Entry } from './parameterVector.ts';
import { predict, replicaOf } from './predict.ts';
import { groupOf, isRough, measuredThroughput, type MeasuredRow } from './rows.ts';

/** Residuals of one row: throughput, time per token, time to first token. */
const PER_ROW = 3;

/** Weight of the three residuals; offline and static rows have the first only. */
const CLOSED_WEIGHTS = [0.3, 0.7, 0.5] as const;

/** Weight of rows whose set-up is only roughly known. */
const ROUGH_WEIGHT = 0.1;

/** Rows of one set-up together weigh as the square root of their number: fifty points of one run are not fifty runs. */
function weightsOf(rows: readonly MeasuredRow[]): Float64Array {
  const sizes = new Map<string, number>();
  for (const row of rows) sizes.set(groupOf(row), (sizes.get(groupOf(row)) ?? 0) + 1);
  return Float64Array.from(
    rows.flatMap((row) => {
      const trust = isRough(row) ? ROUGH_WEIGHT : 1;
      const weight = (3 * trust) / Math.sqrt(sizes.get(groupOf(row)) ?? 1);
      return row.kind === 'closed' ? CLOSED_WEIGHTS.map((one) => one * weight) : [weight, 0, 0];
    }),
  );
}

function problemOf(
  rows: readonly MeasuredRow[],
  prior: PerformanceParameters,
  entries: readonly Entry[],
): Problem {
  const cases = rows.map((row) => {
    const replica = replicaOf(row);
    const { generation, profile } = replica.shape;
    const keys = ['shared', `generation.${generation}`, `engine.${profile}`];
    return { row, replica, keys };
  });
  const residualsOf = (
    shifts: readonly number[],
    chosen: readonly (typeof cases)[number][],
  ): Float64Array => {
    const parameters = parametersAt(prior, entries, shifts);
    const out = new Float64Array(chosen.length * PER_ROW);
    chosen.forEach(({ row, replica }, position) => {
      const prediction = predict(row, replica, parameters);
      const base = position * PER_ROW;
      out[base] = Math.log(prediction.throughput / measuredThroughput(row));
      if (row.kind !== 'closed') return;
      out[base + 1] = Math.log(prediction.tpot / row.tpot);
      out[base + 2] = Math.log(prediction.ttft / row.ttft);
    });
    return out;
  };
  const dependent = entries.map(({ path }) => {
    // A shift common to the generations can move any row.
    const key = path[0] === 'shared' || path[1] === '*' ? 'shared' : path.slice(0, 2).join('.');
    const positions = cases.flatMap((one, index) => (one.keys.includes(key) ? [index] : []));
    return {
      indices: positions.flatMap((index) => [0, 1, 2].map((metric) => index * PER_ROW + metric)),
      chosen: cases.filter((one) => one.keys.includes(key)),
    };
  });
  const chosenBy = new Map(dependent.map(({ indices, chosen }) => [indices, chosen]));
  return {
    weights: weightsOf(rows),
    sigmas: entries.map((entry) => entry.sigma),
    residuals: (shifts) => residualsOf(shifts, cases),
    dependents: (parameter) => dependent[parameter]?.indices ?? [],
    residualsAt: (shifts, indices) =>
      residualsOf(shifts, chosenBy.get(indices as number[]) ?? cases),
  };
}

/** The parameters that describe the rows best, starting from and drawn towards the prior. */
export function fitParameters(
  rows: readonly MeasuredRow[],
  prior: PerformanceParameters,
  iterations: number,
): PerformanceParameters {
  const entries = entriesOf(prior);
  const problem = problemOf(rows, prior, entries);
  const shifts = fit(
    problem,
    entries.map(() => 0),
    iterations,
  );
  return parametersAt(prior, entries, shifts);
}
