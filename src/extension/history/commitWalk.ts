import * as vscode from 'vscode';
import type { CommitConfigs } from '../../core/index.ts';
import type { SourceDocument } from '../../core/model/document.ts';
import { isCandidate } from '../documents.ts';
import { addedStatus, type Change, type Commit, type Repository } from '../review/gitApi.ts';

/** One commit on the way back. */
export interface Step {
  readonly commit: Commit;
  readonly now: CommitConfigs;
  /** The configs of its first parent: null where it has none, undefined where the clone is cut off. */
  readonly before: CommitConfigs | null | undefined;
  /** Whether files that can matter are others than before. */
  readonly isTouched: boolean;
}

/** The way back from a commit, first parent by first parent. */
export interface CommitWalk {
  /** The next commit on the way; null at its end. Rejects where git does, and can be asked again. */
  next(): Promise<Step | null>;
}

/** Commits that git is asked for at once, and those whose changes are asked for before it is their turn. */
const atOnce = 200;
const ahead = 4;

/**
 * Walks back from `head`, whose configs are known, reading only files that changed from commit to commit.
 *
 * @param isSeen Whether a file would be read if it were there.
 */
export function commitWalk(
  repository: Repository,
  head: string,
  headDocuments: readonly SourceDocument[],
  isSeen: (uri: vscode.Uri) => boolean,
): CommitWalk {
  const commits = new Map<string, Commit>();
  let documents = new Map(headDocuments.map((document) => [document.uri, document]));
  let unread: CommitConfigs['unread'] = [];
  const changes = new Map<string, Promise<readonly Change[]>>();
  let next: string | null = head;
  let asked = 0;

  async function commitNamed(name: string): Promise<Commit> {
    if (!commits.has(name)) {
      asked += atOnce;
      for (const one of await repository.log({ maxEntries: asked })) commits.set(one.hash, one);
    }
    // On the way along first parents the newest commits may all be of merged branches.
    return commits.get(name) ?? repository.getCommit(name);
  }

  /** What a commit changed. Git takes longer to start than to answer: it is asked of the next few as well. */
  function changesOf(commit: Commit): Promise<readonly Change[]> {
    let one: Commit | undefined = commit;
    for (let count = 0; one !== undefined && count < ahead; count++) {
      const parent: string | undefined = one.parents[0];
      if (parent !== undefined && !changes.has(one.hash)) {
        const { hash } = one;
        const answer = repository.diffBetween(parent, hash);
        // Who waits for it is told, too; it may be that nobody does. Next time git is asked again.
        answer.catch(() => changes.delete(hash));
        changes.set(hash, answer);
      }
      one = parent === undefined ? undefined : commits.get(parent);
    }
    return changes.get(commit.hash) ?? Promise.resolve([]);
  }

  return {
    next: async () => {
      if (next === null) return null;
      const commit = await commitNamed(next);
      const now = { documents: [...documents.values()], unread };
      const [parent] = commit.parents;
      if (parent === undefined) {
        next = null;
        const isCut = await isShallow(repository);
        const isEmpty = documents.size === 0 && unread.length === 0;
        return { commit, now, before: isCut ? undefined : null, isTouched: !isEmpty };
      }
      const old = await textsBefore(repository, parent, await changesOf(commit), isSeen);
      changes.delete(commit.hash);
      if (old.length === 0) {
        next = parent;
        return { commit, now, before: now, isTouched: false };
      }
      const after = new Map(documents);
      for (const { uri } of old) after.delete(uri);
      for (const { uri, text } of old) {
        const document = text === null ? null : { uri, version: 0, text };
        if (document !== null && isCandidate(document)) after.set(uri, document);
      }
      const changed = new Set(old.map(({ uri }) => uri));
      const still = [
        ...unread.filter(({ uri }) => uri === null || !changed.has(uri)),
        ...old.flatMap(({ uri, reason }) =>
          reason === null ? [] : [{ uri, reason, content: `${parent}:${uri}` }],
        ),
      ];
      const isTouched =
        old.some(({ reason }) => reason !== null) ||
        still.length !== unread.length ||
        [...changed].some((uri) => documents.get(uri)?.text !== after.get(uri)?.text);
      next = parent;
      documents = new Map([...after].sort(([a], [b]) => (a < b ? -1 : 1)));
      unread = still;
      return { commit, now, before: { documents: [...documents.values()], unread }, isTouched };
    },
  };
}

/** A file before a commit: its text, null where it was not there, or why it could not be read. */
interface OldText {
  readonly uri: string;
  readonly text: string | null;
  readonly reason: string | null;
}

/** What a commit changed, as it was in its parent. */
async function textsBefore(
  repository: Repository,
  parent: string,
  changes: readonly Change[],
  isSeen: (uri: vscode.Uri) => boolean,
): Promise<readonly OldText[]> {
  const old = new Map<string, { readonly place: vscode.Uri; readonly wasThere: boolean }>();
  // What one change brings may be what another one takes away.
  const add = (place: vscode.Uri, wasThere: boolean): void => {
    const known = old.get(place.toString());
    old.set(place.toString(), { place, wasThere: wasThere || known?.wasThere === true });
  };
  for (const { uri, originalUri, renameUri, status } of changes) {
    add(uri, false);
    if (renameUri !== undefined) add(renameUri, false);
    add(originalUri, status !== addedStatus);
  }
  const seen = [...old.values()].filter(({ place }) => isSeen(place));
  return Promise.all(
    seen.map(async ({ place, wasThere }): Promise<OldText> => {
      const uri = place.toString();
      if (!wasThere) return { uri, text: null, reason: null };
      try {
        return { uri, text: await repository.show(parent, place.fsPath), reason: null };
      } catch {
        return { uri, text: null, reason: 'could not be read from git' };
      }
    }),
  );
}

/** Git keeps the commits at which a clone was cut off in a file of this name. */
async function isShallow({ rootUri }: Repository): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(vscode.Uri.joinPath(rootUri, '.git', 'shallow'));
    return true;
  } catch {
    return false;
  }
}
