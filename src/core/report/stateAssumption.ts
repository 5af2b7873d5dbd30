import type { Analysis } from '../analysis.ts';
import { assumeFields, type AssumedFor } from '../assumptions/edit.ts';
import type { Proposal } from '../model/change.ts';
import { statedAs } from './statedAs.ts';

/** An assumption as a person states it on the panel. */
export interface StatedAssumption {
  readonly deploymentId: string;
  /** As the estimate lists it: `requests`, `input tokens`. */
  readonly name: string;
  /** As typed. */
  readonly value: string;
  readonly scope: AssumedFor;
}

/** Edits that state it in the assumptions file, or why it cannot be stated so. */
export function stateAssumption(
  analysis: Analysis,
  { deploymentId, name, value, scope }: StatedAssumption,
): Proposal {
  const one = analysis.deployments.find(({ deployment }) => deployment.id === deploymentId);
  const as = statedAs(name);
  if (one === undefined || as === null) return { refused: 'There is no such assumption any more.' };
  const typed = value.trim();
  const figure = Number(typed.replace(/,(?=\d{3}\b)/g, ''));
  if (typed === '') return { refused: 'A value is needed.' };
  if (as.kind === 'number' && !Number.isFinite(figure))
    return { refused: `${typed} is no number.` };
  const files = analysis.files.map(({ file }) => file);
  const written = as.kind === 'number' ? figure : typed;
  return assumeFields(one.deployment, [{ path: as.path, value: written }], files, scope);
}
