import { createHash } from 'node:crypto';
import { dirname, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isAssumptionsFile, mayBeConfigPath, mayHoldServingAt } from '../core/cheapLook.ts';
import type { SourceDocument } from '../core/model/document.ts';
import { decodeText } from '../host/decodeText.ts';
import { contentsOf, filesOf } from './git.ts';

/**
 * The documents of `paths` as they were in a commit, under the URIs that they have in the work tree; assumptions files above
 * them count too. What is the same in the work tree is not read again. All paths are absolute.
 */
export function documentsAt(
  top: string,
  commit: string,
  paths: readonly string[],
  present: readonly SourceDocument[],
): readonly SourceDocument[] {
  const wanted = filesOf(top, commit)
    .map(({ path, id }) => ({ path, id, file: join(top, ...path.split('/')) }))
    .filter(({ path, file }) => mayBeConfigPath(path) && isWanted(file, paths));
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

function isWanted(file: string, paths: readonly string[]): boolean {
  if (paths.some((path) => file === path || file.startsWith(withEnd(path)))) return true;
  const folder = withEnd(dirname(file));
  return (
    isAssumptionsFile(pathToFileURL(file).href) && paths.some((path) => path.startsWith(folder))
  );
}

function withEnd(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
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
