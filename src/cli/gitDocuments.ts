import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isAssumptionsFile, mayBeConfigPath, mayHoldServingAt } from '../core/cheapLook.ts';
import { modelConfigs } from '../core/index.ts';
import type { SourceDocument } from '../core/model/document.ts';
import { decodeText } from '../host/decodeText.ts';
import { contentsOf, filesOf } from './git.ts';
import type { Selection } from './selection.ts';
import { UsageError } from './usageError.ts';

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
  const configs = new Set(
    files.filter(
      ({ path, file }) =>
        !isAssumptionsFile(`/${path}`) &&
        paths.some(({ covers }) => covers(file)) &&
        !isExcluded(file),
    ),
  );
  const folders = foldersOf([
    ...[...configs].map(({ file }) => file),
    ...paths.map(({ path }) => join(path, 'any')),
  ]);
  const wanted = files.filter(
    (one) =>
      configs.has(one) ||
      (isAssumptionsFile(`/${one.path}`) &&
        (folders.has(dirname(one.file)) || paths.some(({ covers }) => covers(one.file)))),
  );
  const known = textsByHash(present, files[0]?.id.length === 64 ? 'sha256' : 'sha1');
  const read = textsOf(top, commit, known);
  const presentTexts = new Map(present.map(({ uri, text }) => [uri, text]));
  const documentOf = ({ text, file }: FoundText): SourceDocument => {
    const uri = pathToFileURL(file).href;
    return { uri, version: 0, text: withEndsOf(presentTexts.get(uri), text) };
  };
  const found = read(wanted)
    .filter(({ path, text }) => isAssumptionsFile(`/${path}`) || mayHoldServingAt(`/${path}`, text))
    .map(documentOf);
  const uris = new Set(found.map(({ uri }) => uri));
  const named = new Set(found.filter(({ uri }) => isAssumptionsFile(uri)).flatMap(modelConfigs));
  const configsOfModels = files.filter(({ file }) => {
    const uri = pathToFileURL(file).href;
    return named.has(uri) && !uris.has(uri);
  });
  return [...found, ...read(configsOfModels).map(documentOf)];
}

interface CommittedFile {
  /** Relative to the top of the repository. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
  readonly id: string;
}

type FoundText = CommittedFile & { readonly text: string };

/** Texts of files; those that are no text are left out. @throws UsageError for one that is not in the clone. */
function textsOf(
  top: string,
  commit: string,
  known: ReadonlyMap<string, string>,
): (files: readonly CommittedFile[]) => readonly FoundText[] {
  return (files) => {
    const missing = new Set(files.map(({ id }) => id).filter((id) => !known.has(id)));
    const contents = contentsOf(top, [...missing]);
    const lacking = files.find(({ id }) => missing.has(id) && !contents.has(id));
    // Left out, it would look as if it had been added since.
    if (lacking !== undefined) {
      throw new UsageError(
        `${lacking.path} as it was then is not in this clone, which is partial. git diff --stat ${commit.slice(0, 8)} gets what is missing.`,
      );
    }
    return files.flatMap((one) => {
      const text = known.get(one.id) ?? textOf(contents.get(one.id));
      return text === null ? [] : [{ ...one, text }];
    });
  };
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
