import * as vscode from 'vscode';
import { folderOf } from './paths.ts';

/** Bounds of the search: what is further away is found by the report of the whole folder. */
const limits = { candidates: 60, joined: 20 };

const kustomizationNames = ['kustomization.yaml', 'kustomization.yml'] as const;

/** An entry of a list that is a folder beside or above: `- ../base`, `- "./component"`. */
const FOLDER_ENTRY = /^\s*-\s*["']?(\.{1,2}\/[^\s"'#]+)/gm;

/**
 * Folders that a kustomization is built together with: those it takes from, and the overlays within two levels of its
 * parent that take from it, with what they take. Empty for folders without one: most are, and cost two looks.
 */
export async function overlayFolders(
  folder: vscode.Uri,
  token: vscode.CancellationToken,
): Promise<readonly vscode.Uri[]> {
  const own = await takenFolders(folder);
  if (own === null) return [];
  const joined = new Map([[keyOf(folder), folder]]);
  const queue = [...own];
  for (const candidate of await neighbours(folder, token)) {
    const taken = (await takenFolders(candidate)) ?? [];
    if (taken.some((one) => keyOf(one) === keyOf(folder))) queue.push(candidate);
  }
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (token.isCancellationRequested || joined.size > limits.joined) break;
    if (joined.has(keyOf(next)) || isOutside(next)) continue;
    joined.set(keyOf(next), next);
    queue.push(...((await takenFolders(next)) ?? []));
  }
  joined.delete(keyOf(folder));
  return [...joined.values()];
}

function keyOf(folder: vscode.Uri): string {
  return folder.toString();
}

/** Nothing outside the workspace is read that nobody opened. */
function isOutside(folder: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(folder) === undefined;
}

/** The folders that the kustomization in `folder` names; null when there is none. */
async function takenFolders(folder: vscode.Uri): Promise<readonly vscode.Uri[] | null> {
  for (const name of kustomizationNames) {
    try {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name));
      const entries = new TextDecoder().decode(bytes).matchAll(FOLDER_ENTRY);
      return [...entries]
        .map(([, entry = '']) => entry.replace(/\/+$/, ''))
        .filter((entry) => !/\.(?:ya?ml|json|env)$/.test(entry))
        .map((entry) => vscode.Uri.joinPath(folder, entry));
    } catch {
      // No such file, or not ours to read: the same as not being there.
    }
  }
  return null;
}

/** Folders below the parent, two levels deep: `overlays/production` beside `base`. */
async function neighbours(
  folder: vscode.Uri,
  token: vscode.CancellationToken,
): Promise<readonly vscode.Uri[]> {
  const parent = vscode.Uri.joinPath(folder, '..');
  if (folderOf(folder) === null || isOutside(parent)) return [];
  const first = await foldersIn(parent);
  const second: vscode.Uri[] = [];
  for (const one of first) {
    if (token.isCancellationRequested || second.length >= limits.candidates) break;
    second.push(...(await foldersIn(one)));
  }
  return [...first, ...second].slice(0, limits.candidates);
}

async function foldersIn(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(folder))
      .filter(
        ([name, type]) => type === vscode.FileType.Directory && !/^\.|^node_modules$/.test(name),
      )
      .map(([name]) => vscode.Uri.joinPath(folder, name));
  } catch {
    return [];
  }
}
