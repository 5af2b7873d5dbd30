import type { MeasuredValues } from '../assumptions/measuredSchema.ts';
import type { Target } from './target.ts';

/** What was measured of a deployment. */
export interface MeasuredDeployment {
  readonly target: Target;
  readonly values: MeasuredValues;
}

/** What reading measurements came to. */
export interface Measurements {
  readonly measured: readonly MeasuredDeployment[];
  /** What is ambiguous, missing or cut short; a sentence each. */
  readonly notes: readonly string[];
}
