import * as vscode from 'vscode';
import { isFolder } from './disk.ts';
import { watchedFiles } from './documents.ts';

/** What is told of changes on disk. */
export interface DiskListener {
  /** A file that can be a config was written, made or deleted. */
  file(uri: vscode.Uri): void;
  /** A folder appeared, perhaps with everything in it. */
  folderMade(uri: vscode.Uri): void;
  /** Something was deleted that may have been a folder: of what was in it nothing is told. */
  deleted(uri: vscode.Uri): void;
}

export function watchDisk(listener: DiskListener): vscode.Disposable {
  const configs = vscode.workspace.createFileSystemWatcher(watchedFiles);
  const onFile = (uri: vscode.Uri): void => {
    listener.file(uri);
  };
  const everything = vscode.workspace.createFileSystemWatcher('**', false, true, false);
  return vscode.Disposable.from(
    configs,
    configs.onDidChange(onFile),
    configs.onDidCreate(onFile),
    configs.onDidDelete(onFile),
    everything,
    everything.onDidCreate((uri) => {
      void mayBeFolder(uri).then((is) => {
        if (is) listener.folderMade(uri);
      });
    }),
    everything.onDidDelete((uri) => {
      listener.deleted(uri);
    }),
  );
}

/** Names with an ending are files, without asking the disk: it is asked for every file that anybody makes. */
async function mayBeFolder(uri: vscode.Uri): Promise<boolean> {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return !/\.[a-z]\w*$/i.test(name) && isFolder(uri);
}
