import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import { expectedOf } from './candidates.ts';
import { evaluate, type Evaluation, type EvaluationInputs } from './evaluate.ts';
import { servedModel } from './model.ts';
import { chooseHardware } from './supplyHardware.ts';

export interface Evaluations {
  readonly inputs: EvaluationInputs;
  /** One for each option of hardware. */
  readonly evaluations: readonly Evaluation[];
  /** The one that counts as expected; on no hardware at all where none is known. */
  readonly chosen: Evaluation;
}

/** A deployment on everything it may run on. */
export function evaluateAll(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  environment: Environment,
): Evaluations {
  const choice = chooseHardware(deployment, assumptions, environment.catalog);
  const model = servedModel(deployment, environment.catalog, assumptions.model);
  const inputs: EvaluationInputs = { deployment, assumptions, environment, choice, model };
  const evaluations = choice.options.map((option) => evaluate(inputs, option));
  const chosen = expectedOf(evaluations) ?? evaluate(inputs, null);
  return { inputs, evaluations, chosen };
}
