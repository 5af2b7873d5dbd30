import type { PassParameters } from '../../../src/core/performance/passParameters.ts';
import { fit } from '../leastSquares.ts';
import { predictor } from './predict.ts';
import type { FormRow } from './rows.ts';

/** A measurement with what predicts it. */
export interface FormCase {
  readonly row: FormRow;
  readonly predict: (parameters: PassParameters) => number;
}

export function formCases(rows: readonly FormRow[]): readonly FormCase[] {
  return rows.flatMap((row) => {
    const predict = predictor(row);
    return predict === null ? [] : [{ row, predict }];
  });
}

/**
 * Expectations from before any row was seen, and by what factor a parameter may be off (one standard deviation of its
 * logarithm). Shares of datasheet rates stay below `most`.
 */
const PRIOR = [
  { path: ['transformer', 'compute'], value: 0.75, sigma: 0.2, most: 0.95 },
  { path: ['transformer', 'traffic'], value: 7, sigma: 1 },
  { path: ['convolution', 'compute'], value: 0.75, sigma: 0.2, most: 0.95 },
  { path: ['convolution', 'traffic'], value: 7, sigma: 1 },
  { path: ['diffusion', 'compute'], value: 0.6, sigma: 0.4, most: 0.95 },
  { path: ['fusedTraffic'], value: 0.7, sigma: 0.5, most: 1 },
  { path: ['launch', 'eager'], value: 60e-6, sigma: 1 },
  { path: ['launch', 'compiled'], value: 15e-6, sigma: 0.4 },
  { path: ['energy', 'volta'], value: 0.25e12, sigma: 0.5 },
  { path: ['energy', 'ampere'], value: 0.5e12, sigma: 0.7 },
  { path: ['energy', 'ada'], value: 1e12, sigma: 0.7 },
  { path: ['cpu', 'transformer', 'compute'], value: 0.5, sigma: 0.5, most: 0.95 },
  { path: ['cpu', 'transformer', 'traffic'], value: 2, sigma: 0.7 },
  { path: ['cpu', 'convolution', 'compute'], value: 0.5, sigma: 0.5, most: 0.95 },
  { path: ['cpu', 'convolution', 'traffic'], value: 2, sigma: 0.7 },
  { path: ['cpu', 'launch'], value: 50e-6, sigma: 0.7 },
  { path: ['cpu', 'decode'], value: 0.6, sigma: 0.4, most: 0.95 },
  { path: ['speech', 'eager'], value: 0.6e-3, sigma: 1 },
  { path: ['speech', 'compiled'], value: 0.2e-3, sigma: 1 },
] as const satisfies readonly {
  readonly path: readonly string[];
  readonly value: number;
  readonly sigma: number;
  readonly most?: number;
}[];

/** The parameters at shifts of the logarithms from the prior. */
function parametersAt(shifts: readonly number[]): PassParameters {
  const result: Record<string, unknown> = {};
  PRIOR.forEach((one, index) => {
    const moved = one.value * Math.exp(shifts[index] ?? 0);
    const value = 'most' in one ? Math.min(one.most, moved) : moved;
    let target = result;
    for (const name of one.path.slice(0, -1)) {
      target = (target[name] ??= {}) as Record<string, unknown>;
    }
    target[one.path.at(-1) ?? ''] = value;
  });
  return result as unknown as PassParameters;
}

/** Fits all forms together: logarithm of prediction over measurement, soft-L1, drawn weakly to the prior. */
export function fitForms(cases: readonly FormCase[]): PassParameters {
  const all = cases.map((_, index) => index);
  const residualsAt = (shifts: readonly number[], indices: readonly number[]): Float64Array => {
    const parameters = parametersAt(shifts);
    return Float64Array.from(indices, (index) => {
      const one = cases[index];
      return one === undefined ? 0 : Math.log(one.predict(parameters) / one.row.value);
    });
  };
  // Benchmarks of one form have hundreds of rows and others ten: each counts by the square root of its number.
  const counts = new Map<string, number>();
  for (const { row } of cases) counts.set(row.dataset, (counts.get(row.dataset) ?? 0) + 1);
  const shifts = fit(
    {
      weights: Float64Array.from(cases, ({ row }) =>
        Math.max(1, Math.sqrt(120 / (counts.get(row.dataset) ?? 1))),
      ),
      sigmas: PRIOR.map(({ sigma }) => sigma),
      residuals: (at) => residualsAt(at, all),
      dependents: () => all,
      residualsAt,
    },
    PRIOR.map(() => 0),
    40,
  );
  return parametersAt(shifts);
}
