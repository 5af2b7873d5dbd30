import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isAssumptionsFile, mayBeConfigPath, mayHoldServingAt } from '../core/cheapLook.ts';
import type { SourceDocument } from '../core/model/document.ts';
import { decodeText } from '../host/decodeText.ts';
import { contentsOf, filesOf } from './git.ts';
import type { Selection } from './selection.ts';

/**
 * The documents of `paths` as they were in a commit, under the URIs that they have in the work tree, less what is excluded;
 * assumptions files above them count too. What is the same in the work tree is not read again.
 */
export function documentsAt(
  top: string,
  commit: string,
  { paths, isExcluded }: Selection,
  present: readonly SourceDocument[],
): readonly SourceDocument[] {
  const files = filesOf(top, commit)
    .map(({ path, id }) => ({ path, id, file: join(top, ...path.split('/')) }))
    .filter(({ path }) => mayBeConfigPath(path));
  const configs = files.filter(
    ({ path, file }) =>
      !isAssumptionsFile(`/${path}`) &&
      paths.some(({ covers }) => covers(file)) &&
      !isExcluded(file),
  );
  const folders = foldersOf([
    ...configs.map(({ file }) => file),
    ...paths.map(({ path }) => join(path, 'any')),
  ]);
  const wanted = files.filter(
    (one) =>
      configs.includes(one) ||
      (isAssumptionsFile(`/${one.path}`) &&
        (folders.has(dirname(one.file)) || paths.some(({ covers }) => covers(one.file)))),
  );
  const known = textsByHash(present, wanted[0]?.id.length === 64 ? 'sha256' : 'sha1');
  const missing = new Set(wanted.map(({ id }) => id).filter((id) => !known.has(id)));
  const contents = contentsOf(top, [...missing]);
  const presentTexts = new Map(present.map(({ uri, text }) => [uri, text]));
  return wanted.flatMap(({ path, id, file }) => {
    const text = known.get(id) ?? textOf(contents.get(id));
    if (text === null) return [];
    const uri = pathToFileURL(file).href;
    if (!isAssumptionsFile(uri) && !mayHoldServingAt(path, text)) return [];
    return [{ uri, version: 0, text: withEndsOf(presentTexts.get(uri), text) }];
  });
}

/** The folders that files lie in, all those above them too. */
function foldersOf(files: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const file of files) {
    for (let folder = dirname(file); !folders.has(folder); folder = dirname(folder)) {
      folders.add(folder);
    }
  }
  return folders;
}

/** Texts of the work tree by the ids that git gives to their contents. */
function textsByHash(
  documents: readonly SourceDocument[],
  algorithm: 'sha1' | 'sha256',
): ReadonlyMap<string, string> {
  return new Map(
    documents.map(({ text }) => {
      const bytes = Buffer.from(text, 'utf8');
      const hash = createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes);
      return [hash.digest('hex'), text];
    }),
  );
}

function textOf(bytes: Buffer | undefined): string | null {
  const decoded = bytes === undefined ? null : decodeText(bytes);
  return decoded !== null && 'text' in decoded ? decoded.text : null;
}

/** Where git writes the work tree with other line ends than it stores, they are no difference. */
function withEndsOf(present: string | undefined, stored: string): string {
  const isConverted = present?.includes('\r\n') === true && !stored.includes('\r');
  return isConverted ? stored.replaceAll('\n', '\r\n') : stored;
}
