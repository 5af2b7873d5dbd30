import type { Proposal } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile } from '../model/document.ts';
import { get } from '../syntax/access.ts';
import { parseFile } from '../syntax/parse.ts';
import { removeEntry } from '../syntax/yamlEdit.ts';
import { applyEdits } from '../text/applyEdits.ts';
import { composeEdits } from '../text/composeEdits.ts';
import type { TextEdit } from '../text/edit.ts';
import { namesOf } from './layers.ts';
import { nearestAssumptions } from './nearestAssumptions.ts';
import { rateKeys } from './rateKeys.ts';

/**
 * Edits that take a field out of the block of one deployment in the assumptions file that holds for it, so that less specific
 * values count again; a rate in whichever unit it is stated. Refused where that block does not state it.
 */
export function forgetEdits(
  deployment: Deployment,
  path: readonly string[],
  files: readonly ParsedFile[],
): Proposal {
  const file = nearestAssumptions(deployment.uri, files);
  const key = path.at(-1) ?? '';
  const above = path.slice(0, -1);
  const keys = rateKeys.has(key) ? [...rateKeys] : [key];
  if (file === null || file.problems.length > 0 || file.documents.length > 1) return notStated;
  const { text } = file.source;
  let edits: readonly TextEdit[] = [];
  let current = file;
  for (const name of namesOf(deployment)) {
    for (const one of keys) {
      const root = current.documents[0]?.root ?? null;
      const block = root === null ? undefined : get(root, 'deployments', name, ...above);
      if (root === null || block === undefined || get(block, one) === undefined) continue;
      const { text: before } = current.source;
      const removed = removeEntry({ text: before, root }, block, one);
      if ('refused' in removed) return removed;
      edits = composeEdits(text, edits, removed.edits);
      current = parseFile({ ...current.source, text: applyEdits(before, removed.edits) });
    }
  }
  return edits.length === 0 ? notStated : { edits: [{ uri: file.source.uri, edits }] };
}

const notStated = { refused: 'The assumptions file does not state it for this deployment.' };
