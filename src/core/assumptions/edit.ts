import type { Proposal } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile } from '../model/document.ts';
import { get } from '../syntax/access.ts';
import { appendDocument, setPath } from '../syntax/yamlEdit.ts';
import { nearestAssumptions } from './nearestAssumptions.ts';

/**
 * Edits that set one field of one deployment in the assumptions file that holds for it, or in a new file beside its
 * config when there is none. `path` leads from the deployment's block to the field: `['workload', 'inputTokens']`.
 */
export function assumeEdits(
  deployment: Deployment,
  path: readonly string[],
  value: string | number,
  files: readonly ParsedFile[],
): Proposal {
  const file = nearestAssumptions(deployment.uri, files);
  const root = file?.documents[0]?.root ?? null;
  if (file === null) {
    const block = path.reduceRight<object | string | number>(
      (inner, key) => ({ [key]: inner }),
      value,
    );
    const content = { version: 1, deployments: { [deployment.name]: block } };
    const written = appendDocument('', null, content as Parameters<typeof appendDocument>[2]);
    if ('refused' in written) return written;
    const folder = deployment.uri.slice(0, deployment.uri.lastIndexOf('/'));
    return {
      edits: [{ uri: `${folder}/.servingcost.yaml`, create: true, edits: written.edits }],
    };
  }
  if (root === null) return { refused: 'The assumptions file cannot be read.' };
  const written = setPath(
    { text: file.source.text, root },
    root,
    ['deployments', blockName(deployment, root), ...path],
    value,
  );
  return 'refused' in written
    ? written
    : { edits: [{ uri: file.source.uri, edits: written.edits }] };
}

/** The name under which the file already speaks of the deployment, else its plain name. */
function blockName({ name, namespace }: Deployment, root: Parameters<typeof get>[0]): string {
  const qualified = namespace === null ? name : `${namespace}/${name}`;
  return get(root, 'deployments', qualified) === undefined ? name : qualified;
}
