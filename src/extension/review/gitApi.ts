import * as vscode from 'vscode';

/** What of the built-in git extension's API is used; version 1 (github.com/microsoft/vscode, extensions/git/src/api/git.d.ts). */
export interface Repository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD: { readonly name?: string; readonly commit?: string } | undefined;
    readonly onDidChange: vscode.Event<void>;
    /** What is not committed; files that git does not know are in one of the two lists, as the user has it. */
    readonly workingTreeChanges: readonly { readonly uri: vscode.Uri }[];
    readonly untrackedChanges?: readonly { readonly uri: vscode.Uri }[];
  };
  /** The commit that two have in common; undefined where there is none. */
  getMergeBase(one: string, other: string): Promise<string | undefined>;
  getCommit(ref: string): Promise<Commit>;
  /** The newest commits that lead to HEAD. */
  log(options: { readonly maxEntries: number }): Promise<readonly Commit[]>;
  getRefs(query: {
    readonly count?: number;
    readonly sort?: 'committerdate';
  }): Promise<readonly { readonly name?: string; readonly type: number }[]>;
  /** Files of the work tree that differ from a commit. */
  diffWith(commit: string): Promise<readonly Change[]>;
  /** Files that differ from an ancestor to a commit. */
  diffBetween(ancestor: string, commit: string): Promise<readonly Change[]>;
  /** The text of a file in a commit; rejects where it is not there. */
  show(commit: string, path: string): Promise<string>;
}

export interface Commit {
  readonly hash: string;
  readonly message: string;
  readonly parents: readonly string[];
  readonly authorDate?: Date;
}

/** A file that differs: where it is, where it was, and for a renamed one where it went. */
export interface Change {
  readonly uri: vscode.Uri;
  readonly originalUri: vscode.Uri;
  readonly renameUri: vscode.Uri | undefined;
  /** Of the enumeration `Status` of the same file. */
  readonly status: number;
}

/** `Status.INDEX_ADDED`: a file that was not there before. */
export const addedStatus = 1;

interface GitApi {
  getRepository(uri: vscode.Uri): Repository | null;
  /** Repositories are looked for until it is initialized. */
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<GitApi['state']>;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** The git extension's API; null where there is none, in the browser for one, and where git is switched off. */
export async function getGit(): Promise<GitApi | null> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return null;
  try {
    const git = extension.isActive ? extension.exports : await extension.activate();
    if (!git.enabled) return null;
    const api = git.getAPI(1);
    await initialized(api);
    return api;
  } catch {
    return null;
  }
}

/** How long the git extension is waited for at most. Milliseconds. */
const longestWait = 10_000;

function initialized({ state, onDidChangeState }: GitApi): Promise<void> {
  if (state === 'initialized') return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    };
    const subscription = onDidChangeState(done);
    const timer = setTimeout(done, longestWait);
  });
}
