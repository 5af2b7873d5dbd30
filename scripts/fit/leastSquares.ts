/** A sparse nonlinear least-squares problem: every residual has a weight, every parameter a Gaussian prior at 0. */
export interface Problem {
  readonly weights: Float64Array;
  /** Standard deviation of the prior of each parameter. */
  readonly sigmas: readonly number[];
  /** All residuals: logarithms of prediction over measurement. */
  residuals(shifts: readonly number[]): Float64Array;
  /** Indices of the residuals that can depend on a parameter. */
  dependents(parameter: number): readonly number[];
  /** The residuals at some indices only, in their order. */
  residualsAt(shifts: readonly number[], indices: readonly number[]): Float64Array;
}

/** Residuals beyond this count linearly, not squared. */
const SOFT = 0.1;

/** An iteration that lowers the objective by less than this share is the last. */
const ENOUGH = 3e-4;

type Vector = Float64Array;

const at = (vector: ArrayLike<number>, index: number): number => vector[index] ?? 0;

function objective(problem: Problem, residuals: Vector, shifts: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < residuals.length; index++) {
    const z = at(residuals, index) / SOFT;
    sum += at(problem.weights, index) * (Math.sqrt(1 + z * z) - 1) * 2;
  }
  for (let index = 0; index < shifts.length; index++) {
    sum += (at(shifts, index) / at(problem.sigmas, index)) ** 2;
  }
  return sum;
}

/** Solves a symmetric positive system by Cholesky decomposition; only the lower triangle is read. */
function solve(lower: readonly Vector[], right: Vector): Vector {
  const size = right.length;
  const factor = lower.map((row) => Float64Array.from(row));
  const result = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    const own = factor[row] ?? new Float64Array(size);
    for (let column = 0; column <= row; column++) {
      const other = factor[column] ?? own;
      let value = at(own, column);
      for (let inner = 0; inner < column; inner++) value -= at(own, inner) * at(other, inner);
      own[column] = column === row ? Math.sqrt(Math.max(1e-12, value)) : value / at(other, column);
    }
    let value = at(result, row);
    for (let inner = 0; inner < row; inner++) value -= at(own, inner) * at(result, inner);
    result[row] = value / at(own, row);
  }
  for (let row = size - 1; row >= 0; row--) {
    let value = at(result, row);
    for (let inner = row + 1; inner < size; inner++) {
      value -= at(factor[inner] ?? result, row) * at(result, inner);
    }
    result[row] = value / at(factor[row] ?? result, row);
  }
  return result;
}

/** The weighted normal equations at a point, with the slopes by forward differences. */
function normalEquations(
  problem: Problem,
  shifts: readonly number[],
  residuals: Vector,
): { matrix: Vector[]; gradient: Vector } {
  const count = shifts.length;
  const matrix = Array.from({ length: count }, () => new Float64Array(count));
  const gradient = new Float64Array(count);
  const slopes = new Map<number, [parameter: number, slope: number][]>();
  const step = 1e-3;
  for (let parameter = 0; parameter < count; parameter++) {
    const indices = problem.dependents(parameter);
    const moved = [...shifts];
    moved[parameter] = at(shifts, parameter) + step;
    const after = problem.residualsAt(moved, indices);
    indices.forEach((index, position) => {
      const slope = (at(after, position) - at(residuals, index)) / step;
      if (slope === 0) return;
      const known = slopes.get(index);
      if (known === undefined) slopes.set(index, [[parameter, slope]]);
      else known.push([parameter, slope]);
    });
  }
  for (const [index, list] of slopes) {
    const residual = at(residuals, index);
    const weight =
      at(problem.weights, index) / (SOFT * SOFT) / Math.sqrt(1 + (residual / SOFT) ** 2);
    for (const [a, slopeA] of list) {
      gradient[a] = at(gradient, a) - weight * slopeA * residual;
      const row = matrix[a] ?? gradient;
      for (const [b, slopeB] of list) if (b <= a) row[b] = at(row, b) + weight * slopeA * slopeB;
    }
  }
  for (let a = 0; a < count; a++) {
    const precision = 1 / at(problem.sigmas, a) ** 2;
    const row = matrix[a] ?? gradient;
    row[a] = at(row, a) + precision;
    gradient[a] = at(gradient, a) - precision * at(shifts, a);
  }
  return { matrix, gradient };
}

/** Levenberg–Marquardt with soft-L1 loss (iteratively reweighted). Gives the shifts of the parameters. */
export function fit(problem: Problem, start: readonly number[], iterations: number): number[] {
  let shifts = [...start];
  let residuals = problem.residuals(shifts);
  let value = objective(problem, residuals, shifts);
  let damping = 1e-2;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const { matrix, gradient } = normalEquations(problem, shifts, residuals);
    let gain = 0;
    for (let attempt = 0; attempt < 8 && gain === 0; attempt++) {
      const damped = matrix.map((row, index) => {
        const copy = Float64Array.from(row);
        copy[index] = at(row, index) * (1 + damping);
        return copy;
      });
      const step = solve(damped, gradient);
      const candidate = shifts.map((shift, index) => {
        const move = Math.max(-0.5, Math.min(0.5, at(step, index)));
        return Math.max(-3, Math.min(3, shift + move));
      });
      const next = problem.residuals(candidate);
      const nextValue = objective(problem, next, candidate);
      if (nextValue < value) {
        gain = (value - nextValue) / value;
        shifts = candidate;
        residuals = next;
        value = nextValue;
        damping = Math.max(1e-6, damping / 4);
      } else damping *= 5;
    }
    if (gain < ENOUGH) break;
  }
  return shifts;
}
