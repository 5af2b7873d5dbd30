/** One measured number: the logarithm of prediction over measurement under given parameters, and its weight. */
export interface Residuals {
  /** Residuals of the rows in `subset` (all when absent), in row order, several per row. */
  (shifts: readonly number[], subset?: readonly number[]): Float64Array;
}

export interface Problem {
  readonly size: number;
  readonly weights: Float64Array;
  /** Standard deviation of the prior of each shift. */
  readonly sigmas: readonly number[];
  residuals(shifts: readonly number[]): Float64Array;
  /** Indices of the residuals that can depend on a parameter. */
  dependents(parameter: number): readonly number[];
  /** Residuals at some indices only. */
  residualsAt(shifts: readonly number[], indices: readonly number[]): Float64Array;
}

/** Residuals beyond this count linearly, not squared. */
const SOFT = 0.1;

function objective(problem: Problem, residuals: Float64Array, shifts: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < residuals.length; index++) {
    const z = (residuals[index] ?? 0) / SOFT;
    sum += (problem.weights[index] ?? 0) * (Math.sqrt(1 + z * z) - 1) * 2;
  }
  shifts.forEach((shift, index) => {
    sum += (shift / (problem.sigmas[index] ?? 1)) ** 2;
  });
  return sum;
}

/** Solves the symmetric positive system in place by Cholesky decomposition. */
function solve(matrix: Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  for (let column = 0; column < size; column++) {
    const pivotRow = matrix[column] as Float64Array;
    for (let inner = 0; inner < column; inner++) pivotRow[column]! -= pivotRow[inner]! ** 2;
    pivotRow[column] = Math.sqrt(Math.max(1e-12, pivotRow[column]!));
    for (let row = column + 1; row < size; row++) {
      const below = matrix[row] as Float64Array;
      let value = below[column]!;
      for (let inner = 0; inner < column; inner++) value -= below[inner]! * pivotRow[inner]!;
      below[column] = value / pivotRow[column]!;
    }
  }
  const result = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    for (let inner = 0; inner < row; inner++) result[row]! -= matrix[row]![inner]! * result[inner]!;
    result[row]! /= matrix[row]![row]!;
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let inner = row + 1; inner < size; inner++) {
      result[row]! -= matrix[inner]![row]! * result[inner]!;
    }
    result[row]! /= matrix[row]![row]!;
  }
  return result;
}

/** Levenberg–Marquardt with soft-L1 loss (iteratively reweighted) and Gaussian priors at 0. */
export function fit(
  problem: Problem,
  start: readonly number[],
  iterations: number,
  report?: (iteration: number, value: number) => void,
): number[] {
  let shifts = [...start];
  let residuals = problem.residuals(shifts);
  let value = objective(problem, residuals, shifts);
  let damping = 1e-2;
  const count = shifts.length;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const normal = Array.from({ length: count }, () => new Float64Array(count));
    const gradient = new Float64Array(count);
    const columns: { indices: readonly number[]; slopes: Float64Array }[] = [];
    for (let parameter = 0; parameter < count; parameter++) {
      const indices = problem.dependents(parameter);
      const moved = [...shifts];
      const step = 1e-3;
      moved[parameter]! += step;
      const after = problem.residualsAt(moved, indices);
      const slopes = after.map((one, index) => (one - residuals[indices[index]!]!) / step);
      columns.push({ indices, slopes });
    }
    const dense = new Map<number, [number, number][]>();
    columns.forEach(({ indices, slopes }, parameter) => {
      indices.forEach((index, position) => {
        const slope = slopes[position]!;
        if (slope === 0) return;
        const list = dense.get(index);
        if (list === undefined) dense.set(index, [[parameter, slope]]);
        else list.push([parameter, slope]);
      });
    });
    for (const [index, list] of dense) {
      const residual = residuals[index]!;
      const weight =
        problem.weights[index]! / (SOFT * SOFT) / Math.sqrt(1 + (residual / SOFT) ** 2);
      for (const [a, slopeA] of list) {
        gradient[a]! -= weight * slopeA * residual;
        for (const [b, slopeB] of list) if (b <= a) normal[a]![b]! += weight * slopeA * slopeB;
      }
    }
    for (let a = 0; a < count; a++) {
      const precision = 1 / problem.sigmas[a]! ** 2;
      normal[a]![a]! += precision;
      gradient[a]! -= precision * shifts[a]!;
    }
    let improved = false;
    for (let attempt = 0; attempt < 8 && !improved; attempt++) {
      const matrix = normal.map((row) => Float64Array.from(row));
      for (let a = 0; a < count; a++) matrix[a]![a]! *= 1 + damping;
      const step = solve(matrix, gradient);
      const candidate = shifts.map((shift, index) => {
        const move = Math.max(-0.5, Math.min(0.5, step[index]!));
        return Math.max(-3, Math.min(3, shift + move));
      });
      const next = problem.residuals(candidate);
      const nextValue = objective(problem, next, candidate);
      if (nextValue < value) {
        improved = true;
        const gain = (value - nextValue) / value;
        shifts = candidate;
        residuals = next;
        value = nextValue;
        damping = Math.max(1e-6, damping / 4);
        report?.(iteration, value);
        if (gain < 3e-4) return shifts;
      } else damping *= 5;
    }
    if (!improved) break;
  }
  return shifts;
}
