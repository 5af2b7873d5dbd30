import * as vscode from 'vscode';
import type { AnalysisStore } from './analysisStore.ts';

/**
 * Tells the menus of the explorer which files deploy something, as far as that is known: those that were open, and all of
 * the workspace once it was scanned. Other files get no entry.
 */
export function registerContextKeys(store: AnalysisStore): vscode.Disposable {
  const paths = new Map<string, readonly string[]>();
  let told = '';
  return store.onDidChange(({ analysis }) => {
    const serving = new Set(analysis.deployments.map(({ deployment }) => deployment.uri));
    for (const { file } of analysis.files) {
      const { uri } = file.source;
      if (!serving.has(uri)) paths.delete(uri);
      else if (!paths.has(uri)) paths.set(uri, pathsOf(vscode.Uri.parse(uri)));
    }
    const now = [...paths.values()].flat();
    const text = now.join('\n');
    if (text === told) return;
    told = text;
    void vscode.commands.executeCommand('setContext', 'servingCost.servingFiles', now);
    void vscode.commands.executeCommand('setContext', 'servingCost.found', now.length > 0);
  });
}

/** As `resourcePath` may spell the file: with the separators of the system on disk, with slashes elsewhere. */
function pathsOf({ fsPath, path }: vscode.Uri): readonly string[] {
  return fsPath === path ? [path] : [fsPath, path];
}
