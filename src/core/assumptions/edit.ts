import type { Proposal } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile } from '../model/document.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { get } from '../syntax/access.ts';
import { appendDocument, setPath } from '../syntax/yamlEdit.ts';
import type { YamlMapping } from '../syntax/yamlWrite.ts';
import { parseFile } from '../syntax/parse.ts';
import { applyEdits } from '../text/applyEdits.ts';
import { composeEdits } from '../text/composeEdits.ts';
import type { TextEdit } from '../text/edit.ts';
import { leavesOf, setValue, type Assumed, type AssumedField, type Leaf } from './assumedField.ts';
import { behind, type Written } from './behind.ts';
import { isEmptyRoot } from './emptyRoot.ts';
import { namesOf } from './layers.ts';
import { assumptionsFileNames, nearestAssumptions } from './nearestAssumptions.ts';
import { readAssumptions } from './readAssumptions.ts';
import { restate, restatedEdits } from './restate.ts';

/** Whom a field is written for: one deployment, by a block of its own, or all that the file holds for. */
export type AssumedFor = 'deployment' | 'all';

/**
 * Edits that set a field of one deployment in the assumptions file that holds for it, or in a new file beside its config
 * when there is none. `path` leads from the deployment's block to the field or to the block that holds the fields:
 * `['workload', 'inputTokens']`.
 */
export function assumeEdits(
  deployment: Deployment,
  path: readonly string[],
  value: Assumed,
  files: readonly ParsedFile[],
): Proposal {
  return assumeFields(deployment, [{ path, value }], files);
}

/**
 * `assumeEdits` for several fields, as one set of edits; refused when one of them cannot be written. What a comment on the
 * deployment states is changed in that comment, which counts before the file.
 */
export function assumeFields(
  deployment: Deployment,
  fields: readonly AssumedField[],
  files: readonly ParsedFile[],
  scope: AssumedFor = 'deployment',
): Proposal {
  const restated = restate(deployment, scope === 'all' ? [] : fields);
  const inComments = restatedEdits(restated, files);
  const rest = scope === 'all' ? fields : restated.rest;
  if (rest.length === 0) return { edits: inComments };
  const file = nearestAssumptions(deployment.uri, files);
  const root = file?.documents[0]?.root ?? null;
  const block = scope === 'all' ? [] : ['deployments', blockName(deployment, root)];
  const leaves = rest.flatMap(({ path, value }) => leavesOf([...block, ...path], value));
  if (file === null) {
    const folder = deployment.uri.slice(0, deployment.uri.lastIndexOf('/'));
    const uri = `${folder}/${assumptionsFileNames[0]}`;
    const written = checked(uri, '', appendDocument('', null, newContent(leaves)), leaves);
    return 'refused' in written
      ? written
      : { edits: [...inComments, { uri, create: true, edits: written.edits }] };
  }
  if (file.problems.length > 0 || file.documents.length > 1) return unreadable;
  const { uri, text } = file.source;
  const added = isEmptyRoot(root)
    ? behind(text, appendDocument('', null, newContent(leaves)))
    : setLeaves(file, leaves);
  const written = checked(uri, text, added, leaves);
  return 'refused' in written ? written : { edits: [...inComments, { uri, edits: written.edits }] };
}

const unreadable = { refused: 'The assumptions file cannot be read as it is.' };

/** One field after the other: two may be the first of the same block. */
function setLeaves(file: ParsedFile, leaves: readonly Leaf[]): Written {
  const { text } = file.source;
  let current = file;
  let edits: readonly TextEdit[] = [];
  for (const [path, leaf] of leaves) {
    const tree = current.documents[0]?.root;
    if (!tree) return unreadable;
    const { text: before } = current.source;
    const written = setPath({ text: before, root: tree }, tree, path, leaf);
    if ('refused' in written) return written;
    edits = composeEdits(text, edits, written.edits);
    current = parseFile({ ...current.source, text: applyEdits(before, written.edits) });
  }
  return { edits };
}

/** Refused with what reading the edited file complains about, where it does not say what was wanted. */
function checked(uri: string, text: string, written: Written, leaves: readonly Leaf[]): Written {
  if ('refused' in written) return written;
  const edited = parseFile({ uri, version: 0, text: applyEdits(text, written.edits) });
  const { assumptions, findings } = readAssumptions(edited);
  for (const [path, leaf] of leaves) {
    const read = path.reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
          ? (inner as Readonly<Record<string, unknown>>)[key]
          : undefined,
      assumptions.values,
    );
    if (read === leaf) continue;
    const name = path.join('.');
    const about = findings.find(({ message }) => message.startsWith(name)) ?? findings[0];
    return { refused: about?.message ?? `${name} cannot be written there.` };
  }
  return written;
}

/** What the fields make of an empty file. */
function newContent(leaves: readonly Leaf[]): YamlMapping {
  const content: Record<string, unknown> = { version: 1 };
  for (const [path, leaf] of leaves) setValue(content, path, leaf);
  return content as YamlMapping;
}

/** The name under which the file already speaks of the deployment, the first that counts; else its plain name. */
export function blockName(deployment: Deployment, root: SyntaxNode | null): string {
  const names = namesOf(deployment);
  const block = root === null ? undefined : get(root, 'deployments');
  const entries = block?.kind === 'mapping' ? block.entries : [];
  return entries.find(({ key }) => names.includes(key))?.key ?? deployment.name;
}
