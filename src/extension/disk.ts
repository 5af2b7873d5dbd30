import * as vscode from 'vscode';
import { assumptionsFileNames } from '../core/index.ts';
import type { SourceDocument } from '../core/model/document.ts';
import { isCandidate, isConfigName } from './documents.ts';
import { foldersUpward } from './paths.ts';

/** Bounds of what is read beside the open files. Past them a folder is read as far as it goes. */
const limits = { fileBytes: 1_000_000, filesInFolder: 200, filesInTree: 2000, depth: 12 };

/** Files of one folder that may be serving configs or assumptions. A folder that cannot be read is empty. */
export async function readFolder(
  folder: vscode.Uri,
  token: vscode.CancellationToken,
): Promise<readonly SourceDocument[]> {
  const names = (await entriesOf(folder))
    .filter(([name, type]) => isFile(type) && isConfigName(name))
    .map(([name]) => name)
    .slice(0, limits.filesInFolder);
  return readFiles(
    names.map((name) => vscode.Uri.joinPath(folder, name)),
    token,
  );
}

/** Files of a folder and everything below it; dot folders and `node_modules` are left out. */
export async function readTree(
  folder: vscode.Uri,
  token: vscode.CancellationToken,
): Promise<readonly SourceDocument[]> {
  const files: vscode.Uri[] = [];
  let level = [folder];
  for (let depth = 0; depth < limits.depth && level.length > 0; depth++) {
    const below: vscode.Uri[] = [];
    for (const current of level) {
      if (token.isCancellationRequested || files.length >= limits.filesInTree) break;
      for (const [name, type] of await entriesOf(current)) {
        const uri = vscode.Uri.joinPath(current, name);
        if (isFile(type) && isConfigName(name)) files.push(uri);
        else if (type === vscode.FileType.Directory && !isLeftOut(name)) below.push(uri);
      }
    }
    level = below;
  }
  return readFiles(files.slice(0, limits.filesInTree), token);
}

/** Assumptions files in the folders above, up to the workspace folder. */
export async function readAbove(
  folder: vscode.Uri,
  token: vscode.CancellationToken,
): Promise<readonly SourceDocument[]> {
  const places = foldersUpward(folder)
    .slice(1)
    .flatMap((above) => assumptionsFileNames.map((name) => vscode.Uri.joinPath(above, name)));
  return readFiles(places, token);
}

async function readFiles(
  uris: readonly vscode.Uri[],
  token: vscode.CancellationToken,
): Promise<readonly SourceDocument[]> {
  const documents: SourceDocument[] = [];
  for (const uri of uris) {
    if (token.isCancellationRequested) break;
    const source = await readFile(uri);
    if (source !== null && isCandidate(source)) documents.push(source);
  }
  return documents;
}

async function readFile(uri: vscode.Uri): Promise<SourceDocument | null> {
  try {
    const { size, mtime } = await vscode.workspace.fs.stat(uri);
    if (size > limits.fileBytes) return null;
    const bytes = await vscode.workspace.fs.readFile(uri);
    return { uri: uri.toString(), version: mtime, text: new TextDecoder().decode(bytes) };
  } catch {
    // Gone, or not ours to read: the same as not being there.
    return null;
  }
}

async function entriesOf(folder: vscode.Uri): Promise<readonly [string, vscode.FileType][]> {
  try {
    return (await vscode.workspace.fs.readDirectory(folder)).sort(([a], [b]) => (a < b ? -1 : 1));
  } catch {
    return [];
  }
}

/** A file, also behind a link; linked folders are left out, so that no circle is followed. */
function isFile(type: vscode.FileType): boolean {
  return (type & vscode.FileType.File) !== 0;
}

function isLeftOut(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}
