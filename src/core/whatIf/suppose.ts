import { leavesOf, setValue, type AssumedField } from '../assumptions/assumedField.ts';
import { blockName } from '../assumptions/edit.ts';
import { assumptionsFileNames } from '../assumptions/nearestAssumptions.ts';
import type { Assumptions } from '../assumptions/readAssumptions.ts';
import type { Deployment } from '../model/deployment.ts';

/** The assumptions as they would read with the fields written into the deployment's own block; nothing is parsed. */
export function withFields(
  stated: Assumptions | null,
  deployment: Deployment,
  fields: readonly AssumedField[],
): Assumptions | null {
  if (fields.length === 0) return stated;
  const folder = deployment.uri.slice(0, deployment.uri.lastIndexOf('/'));
  const base = stated ?? { uri: `${folder}/${assumptionsFileNames[0]}`, values: {}, root: null };
  const block = ['deployments', blockName(deployment, base.root)];
  const values: Record<string, unknown> = { ...base.values };
  for (const { path, value } of fields) {
    for (const [below, leaf] of leavesOf(path, value)) setValue(values, [...block, ...below], leaf);
  }
  return { ...base, values };
}
