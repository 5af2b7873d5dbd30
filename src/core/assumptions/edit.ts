import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile } from '../model/document.ts';
import type { FileEdit } from '../text/edit.ts';
import { nearestAssumptions } from './nearestAssumptions.ts';

/**
 * Edits that set a field of one deployment in the assumptions file that holds for it; a new file beside its config when
 * there is none. Empty when the file cannot be edited safely.
 */
export function assumeEdits(
  deployment: Deployment,
  field: string,
  value: string | number,
  files: readonly ParsedFile[],
): readonly FileEdit[] {
  const nearest = nearestAssumptions(deployment.uri, files);
  if (nearest === null) {
    const folder = deployment.uri.slice(0, deployment.uri.lastIndexOf('/'));
    const newText = `version: 1\ndeployments:\n  ${deployment.name}:\n    ${field}: ${value}\n`;
    return [
      {
        uri: `${folder}/.servingcost.yaml`,
        create: true,
        edits: [{ span: { start: 0, end: 0 }, newText }],
      },
    ];
  }
  return [];
}
