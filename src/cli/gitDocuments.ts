import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isAssumptionsFile, mayBeConfigPath, mayHoldServingAt } from '../core/cheapLook.ts';
import type { SourceDocument } from '../core/model/document.ts';
import { decodeText } from '../host/decodeText.ts';
import { contentsOf, filesOf } from './git.ts';
import { UsageError } from './usageError.ts';
import { wantedPaths } from './wantedPaths.ts';

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
  const asked = wantedPaths(top, paths);
  const wanted = filesOf(top, commit)
    .filter(({ path }) => mayBeConfigPath(path) && asked.holdsFile(path))
    .map(({ path, id }) => ({ path, id, file: join(top, ...path.split('/')) }));
  const known = textsByHash(present, wanted[0]?.id.length === 64 ? 'sha256' : 'sha1');
  const missing = new Set(wanted.map(({ id }) => id).filter((id) => !known.has(id)));
  const contents = contentsOf(top, [...missing]);
  const lacking = wanted.find(({ id }) => missing.has(id) && !contents.has(id));
  // Left out, it would look as if it had been added since.
  if (lacking !== undefined) {
    throw new UsageError(
      `${lacking.path} as it was then is not in this clone, which is partial. git diff --stat ${commit.slice(0, 8)} gets what is missing.`,
    );
  }
  const presentTexts = new Map(present.map(({ uri, text }) => [uri, text]));
  return wanted.flatMap(({ path, id, file }) => {
    const text = known.get(id) ?? textOf(contents.get(id));
    if (text === null) return [];
    const uri = pathToFileURL(file).href;
    if (!isAssumptionsFile(uri) && !mayHoldServingAt(`/${path}`, text)) return [];
    return [{ uri, version: 0, text: withEndsOf(presentTexts.get(uri), text) }];
  });
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
