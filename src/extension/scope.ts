import type * as vscode from 'vscode';
import { isAssumptionsFile } from '../core/cheapLook.ts';
import { readAbove, readFolder, readInTree, readModelConfigs, readTree } from './disk.ts';
import { overlayFolders } from './overlayFolders.ts';
import { folderOf, isBelow } from './paths.ts';
import type { Scan } from './scan.ts';
import { withSlowProgress } from './slowProgress.ts';

/** Which files are analysed together. */
export interface Scope {
  /** The same for the same scope. */
  readonly key: string;
  /** The folder it is about: file names in reports are relative to it. */
  readonly base: vscode.Uri;
  covers(uri: string): boolean;
  /** The covered files on disk that may be serving configs or assumptions. */
  read(token: vscode.CancellationToken): Promise<Scan>;
  /** The same after these files or folders were written, made or deleted. */
  update(
    before: Scan,
    changed: readonly vscode.Uri[],
    token: vscode.CancellationToken,
  ): Promise<Scan>;
}

/** How a scan that may take long is shown and stopped. */
export type VisibleScan = typeof withSlowProgress<Scan>;

/** What belongs to a text in an editor: the files beside it, and the assumptions above it. */
export function scopeOf(uri: vscode.Uri): Scope {
  const folder = folderOf(uri);
  return uri.scheme === 'untitled' || folder === null
    ? untitledScope(uri, folder)
    : folderScope(folder);
}

/** One folder without those below it; a kustomization with the folders it is built together with. */
function folderScope(folder: vscode.Uri): Scope {
  // The root of a disk is the one folder that ends with a slash.
  const base = folder.toString().replace(/\/$/, '');
  let joined: ReadonlySet<string> = new Set();
  // A folder is read as fast as some of its files, and a changed kustomization joins others.
  const scope: Scope = {
    key: base,
    base: folder,
    covers: (uri) =>
      parentOf(uri) === base ||
      joined.has(parentOf(uri)) ||
      (isAssumptionsFile(uri) && isBelow(base, parentOf(uri))),
    read: async (token) => {
      const others = await overlayFolders(folder, token);
      joined = new Set(others.map((other) => other.toString().replace(/\/$/, '')));
      const scans: Scan[] = [];
      for (const each of [folder, ...others]) scans.push(await readFolder(each, token));
      return withModelConfigs([...scans, await readAbove(folder, token)], token);
    },
    update: (_before, _changed, token) => scope.read(token),
  };
  return scope;
}

/** A folder and everything below it: what the report panel shows. `visibly` shows a scan that takes long. */
export function treeScope(folder: vscode.Uri, visibly: VisibleScan = withSlowProgress): Scope {
  const base = folder.toString();
  return {
    key: `${base}/**`,
    base: folder,
    covers: (uri) => isBelow(uri, base) || (isAssumptionsFile(uri) && isBelow(base, parentOf(uri))),
    read: async (token) =>
      withModelConfigs(
        [await readTreeVisibly(folder, token, visibly), await readAbove(folder, token)],
        token,
      ),
    update: async (before, changed, token) => {
      const places = changed.map((place) => place.toString());
      const isKept = ({ uri }: { readonly uri: string }): boolean =>
        uri === base ||
        (isBelow(uri, base) && !places.some((place) => uri === place || isBelow(uri, place)));
      const kept = {
        documents: before.documents.filter(isKept),
        skipped: before.skipped.filter(isKept),
      };
      const found = await readInTree(folder, changed, token);
      return withModelConfigs([kept, found, await readAbove(folder, token)], token);
    },
  };
}

/** What a stopped scan left out is among what was skipped. */
function readTreeVisibly(
  folder: vscode.Uri,
  token: vscode.CancellationToken,
  visibly: VisibleScan,
): Promise<Scan> {
  const title = 'Serving Cost: looking for serving configs';
  return visibly(title, token, async (stop, report) => {
    const scan = await readTree(folder, stop, (done, of) => {
      report(of === null ? `${done} files found` : `${done} of ${of} files`);
    });
    if (!stop.isCancellationRequested) return scan;
    const reason = 'was not read to its end: the scan was stopped';
    return { ...scan, skipped: [{ uri: folder.toString(), reason }, ...scan.skipped] };
  });
}

async function withModelConfigs(
  scans: readonly Scan[],
  token: vscode.CancellationToken,
): Promise<Scan> {
  const scan = together(scans);
  return together([scan, await readModelConfigs(scan.documents, token)]);
}

function together(scans: readonly Scan[]): Scan {
  return {
    documents: scans.flatMap(({ documents }) => documents),
    skipped: scans.flatMap(({ skipped }) => skipped),
  };
}

/** A text without a file: alone, with the workspace's assumptions where there is a workspace. */
function untitledScope(uri: vscode.Uri, folder: vscode.Uri | null): Scope {
  const own = uri.toString();
  const scope: Scope = {
    key: own,
    base: folder ?? uri,
    covers: (other) =>
      other === own ||
      (folder !== null &&
        isAssumptionsFile(other) &&
        parentOf(other) === folder.toString().replace(/\/$/, '')),
    read: async (token) =>
      folder === null
        ? { documents: [], skipped: [] }
        : {
            documents: (await readFolder(folder, token)).documents.filter(({ uri: other }) =>
              isAssumptionsFile(other),
            ),
            skipped: [],
          },
    update: (_before, _changed, token) => scope.read(token),
  };
  return scope;
}

function parentOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}
