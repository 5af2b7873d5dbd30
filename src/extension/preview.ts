import * as vscode from 'vscode';
import { applyEdits, type Analysis } from '../core/index.ts';
import type { FileEdit } from '../core/text/edit.ts';
import type { Disposable } from './disposable.ts';
import { nameOf } from './paths.ts';

const scheme = 'servingcost-preview';

/** Shows edits in VS Code's own diff before they are made. */
export interface Preview extends Disposable {
  show(analysis: Analysis, edits: readonly FileEdit[]): Promise<void>;
}

export function registerPreview(): Preview {
  /** Edited texts by the URI they are shown under; dropped when their editor closes. */
  const texts = new Map<string, string>();
  let count = 0;

  const subscription = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? null,
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      texts.delete(uri.toString());
    }),
  );

  function provide(path: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path, query: String(count++) });
    texts.set(uri.toString(), text);
    return uri;
  }

  return {
    show: async (analysis, edits) => {
      const changes = edits.map(({ uri, edits: textEdits }) => {
        const file = vscode.Uri.parse(uri);
        const source = analysis.files.find((one) => one.file.source.uri === uri)?.file.source;
        const before = source === undefined ? provide(file.path, '') : file;
        return [
          file,
          before,
          provide(file.path, applyEdits(source?.text ?? '', textEdits)),
        ] as const;
      });
      const [only] = changes;
      if (only === undefined) return;
      const title = 'Suggested edits';
      await (changes.length === 1
        ? vscode.commands.executeCommand(
            'vscode.diff',
            only[1],
            only[2],
            `${nameOf(only[0])}: ${title.toLowerCase()}`,
          )
        : vscode.commands.executeCommand('vscode.changes', title, changes));
    },
    dispose: () => {
      subscription.dispose();
    },
  };
}
