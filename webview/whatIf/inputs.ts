import type { WhatIfInputs } from '../../src/core/whatIf/inputs.ts';
import type { State } from '../state.ts';

/** The inputs that somebody has changed for the deployment that is shown. */
export function inputsOf({ whatIf, deploymentId }: State): WhatIfInputs {
  return (deploymentId === null ? undefined : whatIf[deploymentId]) ?? {};
}

/** The state with other inputs for a deployment, the one that is shown; none forgets it. */
export function withInputs(
  { whatIf, deploymentId: shown }: State,
  inputs: WhatIfInputs,
  deploymentId = shown,
): Pick<State, 'whatIf'> {
  if (deploymentId === null) return { whatIf };
  const others = Object.entries(whatIf).filter(([id]) => id !== deploymentId);
  const own = Object.keys(inputs).length === 0 ? [] : [[deploymentId, inputs] as const];
  return { whatIf: Object.fromEntries([...others, ...own]) };
}
