import type { Proposal } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile } from '../model/document.ts';
import { get } from '../syntax/access.ts';
import { appendDocument, appendItems, insertEntry } from '../syntax/yamlEdit.ts';
import { behind, type Written } from './behind.ts';
import { readReason } from './ignoreComments.ts';
import { assumptionsFileNames, nearestAssumptions } from './nearestAssumptions.ts';
import { folderOf } from '../text/uris.ts';

/**
 * Edits that note in the assumptions file that holds for a deployment that a finding is not wanted for it, and why. Makes
 * the file beside the config when there is none; refused when the one that is there cannot be added to.
 *
 * @param reason May begin with `until 2027-01-31`.
 */
export function ignoreEdits(
  deployment: Deployment,
  code: string,
  reason: string,
  files: readonly ParsedFile[],
): Proposal {
  const file = nearestAssumptions(deployment.uri, files);
  const written = file === null ? newFile : inFile(file);
  const { until, reason: words } = readReason(reason);
  const entry = { code, reason: words };
  const edits = written(deployment.name, until === null ? entry : { ...entry, until });
  if ('refused' in edits) return edits;
  const folder = folderOf(deployment.uri);
  return {
    edits: [
      file === null
        ? { uri: `${folder}/${assumptionsFileNames[0]}`, create: true, edits: edits.edits }
        : { uri: file.source.uri, edits: edits.edits },
    ],
  };
}

type Entry = Readonly<Record<'code' | 'reason', string> & Partial<Record<'until', string>>>;

function newFile(name: string, entry: Entry): Written {
  return appendDocument('', null, { version: 1, deployments: { [name]: { ignore: [entry] } } });
}

function inFile(file: ParsedFile): (name: string, entry: Entry) => Written {
  const { text } = file.source;
  const root = file.documents[0]?.root ?? null;
  return (name, entry) => {
    if (file.problems.length > 0 || file.documents.length > 1) {
      return { refused: 'The assumptions file cannot be read as it is.' };
    }
    if (root === null) return behind(text, newFile(name, entry));
    const tree = { text, root };
    const list = get(root, 'deployments', name, 'ignore');
    if (list !== undefined) return appendItems(tree, list, [entry]);
    const block = get(root, 'deployments', name);
    if (block !== undefined) return insertEntry(tree, block, 'ignore', [entry]);
    const all = get(root, 'deployments');
    const added = { ignore: [entry] };
    return all === undefined
      ? insertEntry(tree, root, 'deployments', { [name]: added })
      : insertEntry(tree, all, name, added);
  };
}
