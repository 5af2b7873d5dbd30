import type { CreateFile, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { FileEdit } from '../text/edit.ts';
import type { Sources } from './sources.ts';

/**
 * Edits of the analysed texts as one change of the workspace. Each names the version it was made for, so that an
 * editor whose text has moved on refuses it; files that do not exist yet are created first.
 */
export function toWorkspaceEdit(edits: readonly FileEdit[], sources: Sources): WorkspaceEdit {
  const documentChanges = edits.flatMap((file): (CreateFile | TextDocumentEdit)[] => {
    const known = sources.document(file.uri);
    const change: TextDocumentEdit = {
      textDocument: { uri: file.uri, version: known?.version ?? null },
      edits: file.edits.map(({ span, newText }) => ({
        range: sources.range(file.uri, span),
        newText,
      })),
    };
    if (file.create !== true || known !== null) return [change];
    return [{ kind: 'create', uri: file.uri, options: { ignoreIfExists: true } }, change];
  });
  return { documentChanges };
}
