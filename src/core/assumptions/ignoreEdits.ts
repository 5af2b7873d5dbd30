import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile } from '../model/document.ts';
import type { FileEdit } from '../text/edit.ts';
import { appendItem } from './appendItem.ts';
import { assumptionsFileNames, nearestAssumptions } from './nearestAssumptions.ts';

/**
 * Edits that note in the assumptions file that a finding is not wanted for a deployment, and why. Makes the file beside
 * the config when there is none; null when the file there is cannot be added to.
 */
export function ignoreEdits(
  deployment: Deployment,
  code: string,
  reason: string,
  files: readonly ParsedFile[],
): readonly FileEdit[] | null {
  const known = nearestAssumptions(deployment.uri, files);
  const folder = deployment.uri.slice(0, deployment.uri.lastIndexOf('/'));
  const uri = known?.source.uri ?? `${folder}/${assumptionsFileNames[0]}`;
  const file = known ?? {
    source: { uri, version: 0, text: '' },
    documents: [],
    problems: [],
  };
  const item = [`code: ${code}`, `reason: ${JSON.stringify(reason)}`];
  const edit = appendItem(file, ['deployments', deployment.name, 'ignore'], item);
  if (edit === null) return null;
  return [{ uri, ...(known === null ? { create: true } : {}), edits: [edit] }];
}
