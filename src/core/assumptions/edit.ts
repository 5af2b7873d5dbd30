import type { Proposal } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile } from '../model/document.ts';
import { get } from '../syntax/access.ts';
import { appendDocument, setPath } from '../syntax/yamlEdit.ts';
import { parseFile } from '../syntax/parse.ts';
import { applyEdits } from '../text/applyEdits.ts';
import { composeEdits } from '../text/composeEdits.ts';
import type { TextEdit } from '../text/edit.ts';
import { nearestAssumptions } from './nearestAssumptions.ts';

/** One field, or several with their names. */
export type Assumed = string | number | { readonly [field: string]: Assumed };

/**
 * Edits that set fields of one deployment in the assumptions file that holds for it, or in a new file beside its config
 * when there is none. `path` leads from the deployment's block to the field or to the block that holds the fields:
 * `['workload', 'inputTokens']`.
 */
export function assumeEdits(
  deployment: Deployment,
  path: readonly string[],
  value: Assumed,
  files: readonly ParsedFile[],
): Proposal {
  const file = nearestAssumptions(deployment.uri, files);
  const root = file?.documents[0]?.root ?? null;
  if (file === null) {
    const block = path.reduceRight<Assumed>((inner, key) => ({ [key]: inner }), value);
    const content = { version: 1, deployments: { [deployment.name]: block } };
    const written = appendDocument('', null, content);
    if ('refused' in written) return written;
    const folder = deployment.uri.slice(0, deployment.uri.lastIndexOf('/'));
    return {
      edits: [{ uri: `${folder}/.servingcost.yaml`, create: true, edits: written.edits }],
    };
  }
  if (root === null) return { refused: 'The assumptions file cannot be read.' };
  const block = ['deployments', blockName(deployment, root)];
  let current = file;
  let edits: readonly TextEdit[] = [];
  // One field after the other: two may be the first of the same block.
  for (const [below, leaf] of leavesOf(path, value)) {
    const { text } = current.source;
    const tree = current.documents[0]?.root;
    if (!tree) return { refused: 'The assumptions file cannot be read.' };
    const written = setPath({ text, root: tree }, tree, [...block, ...below], leaf);
    if ('refused' in written) return written;
    edits = composeEdits(file.source.text, edits, written.edits);
    current = parseFile({ ...current.source, text: applyEdits(text, written.edits) });
  }
  return { edits: [{ uri: file.source.uri, edits }] };
}

type Leaf = readonly [path: readonly string[], value: string | number];

function leavesOf(path: readonly string[], value: Assumed): readonly Leaf[] {
  return typeof value === 'object'
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf([...path, key], inner))
    : [[path, value]];
}

/** The name under which the file already speaks of the deployment, else its plain name. */
function blockName({ name, namespace }: Deployment, root: Parameters<typeof get>[0]): string {
  const qualified = namespace === null ? name : `${namespace}/${name}`;
  return get(root, 'deployments', qualified) === undefined ? name : qualified;
}
