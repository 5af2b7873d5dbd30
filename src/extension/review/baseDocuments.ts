import * as vscode from 'vscode';
import type { Analysis } from '../../core/index.ts';
import type { SourceDocument } from '../../core/model/document.ts';
import { isCandidate, isConfigName } from '../documents.ts';
import type { Repository } from './gitApi.ts';

/** Files of one commit that were read already; a commit never changes. */
export type CommitTexts = Map<string, string | null>;

/**
 * The documents of an analysis as they were in a commit, and those that are gone since. What git says is the same on disk, and
 * nobody edits, is not asked for.
 *
 * @param covers Whether a file belongs to what is analysed.
 */
export async function baseDocuments(
  analysis: Analysis,
  repository: Repository,
  commit: string,
  covers: (uri: string) => boolean,
  texts: CommitTexts,
): Promise<readonly SourceDocument[]> {
  const { workingTreeChanges, untrackedChanges = [] } = repository.state;
  const differing = await repository.diffWith(commit);
  const changed = new Set(
    [
      ...differing.flatMap(({ uri, originalUri, renameUri }) => [
        uri,
        originalUri,
        ...(renameUri === undefined ? [] : [renameUri]),
      ]),
      ...[...workingTreeChanges, ...untrackedChanges].map(({ uri }) => uri),
      ...vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri),
    ].map((uri) => uri.toString()),
  );
  const present = analysis.files.map(({ file }) => file.source);
  const uris = new Set(present.map(({ uri }) => uri));
  const isAsked = ({ uri }: SourceDocument): boolean =>
    changed.has(uri) && isBelow(uri, repository.rootUri);
  const same = present.filter((source) => !isAsked(source));
  const asked = present.filter(isAsked).map(({ uri }) => uri);
  // What was moved here from elsewhere is not new.
  const movedHere = new Set(
    differing.flatMap(({ originalUri, renameUri }) =>
      renameUri !== undefined && covers(renameUri.toString()) ? [originalUri.toString()] : [],
    ),
  );
  const gone = [...changed].filter(
    (uri) => !uris.has(uri) && (covers(uri) || movedHere.has(uri)) && isConfigName(nameOf(uri)),
  );
  const before = await Promise.all(
    [...asked, ...gone].map(async (uri) => {
      const text = await textAt(repository, commit, uri, texts);
      return text === null ? null : { uri, version: 0, text };
    }),
  );
  const read = before.filter((source) => source !== null).filter(isCandidate);
  return [...same, ...read].sort((a, b) => (a.uri < b.uri ? -1 : 1));
}

async function textAt(
  repository: Repository,
  commit: string,
  uri: string,
  texts: CommitTexts,
): Promise<string | null> {
  const key = `${commit} ${uri}`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  let text: string | null = null;
  try {
    text = await repository.show(commit, vscode.Uri.parse(uri).fsPath);
  } catch {
    // Not there: the file is new.
  }
  texts.set(key, text);
  return text;
}

function isBelow(uri: string, root: vscode.Uri): boolean {
  return uri.startsWith(`${root.toString().replace(/\/$/, '')}/`);
}

function nameOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}
