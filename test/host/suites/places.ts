import * as vscode from 'vscode';
import { cleanUp, createFolder, namedConfig, openConfig } from '../configs.ts';
import { eventually, expectEqual, expectThat } from '../expect.ts';
import { findingCodes, hintLabels, lensTitles } from '../surfaces.ts';

const bytes = new TextEncoder().encode(namedConfig);

/** A disk of one file, as a repository on the web is one. */
function diskOf(isReadonly: boolean): vscode.FileSystemProvider {
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const refuse = (): never => {
    throw vscode.FileSystemError.NoPermissions();
  };
  return {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: ({ path }) => {
      if (path === '/chat.yaml') {
        const permissions = isReadonly ? { permissions: vscode.FilePermission.Readonly } : {};
        return {
          type: vscode.FileType.File,
          ctime: 0,
          mtime: 1,
          size: bytes.length,
          ...permissions,
        };
      }
      if (path === '/') return { type: vscode.FileType.Directory, ctime: 0, mtime: 1, size: 0 };
      throw vscode.FileSystemError.FileNotFound();
    },
    readDirectory: () => [['chat.yaml', vscode.FileType.File]],
    readFile: () => bytes,
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
}

/** When a config beside it has its lens, the extension has had its chance. */
async function untilAwake(): Promise<void> {
  const { document } = await openConfig(namedConfig, 'awake.yaml');
  await eventually(
    'awake',
    () => lensTitles(document),
    (titles) => titles.length > 0,
  );
}

async function expectNothing(document: vscode.TextDocument): Promise<void> {
  await untilAwake();
  expectEqual(await lensTitles(document), [], 'lenses');
  expectEqual(await hintLabels(document), [], 'hints');
  expectEqual(findingCodes(document), [], 'findings');
}

describe('where a text comes from', () => {
  const subscriptions: vscode.Disposable[] = [];

  afterEach(async () => {
    for (const subscription of subscriptions.splice(0)) subscription.dispose();
    await cleanUp();
  });

  it('a disk of another extension is read like any other', async () => {
    subscriptions.push(vscode.workspace.registerFileSystemProvider('memory', diskOf(false)));
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('memory:/chat.yaml'));
    await vscode.window.showTextDocument(document);
    const titles = await eventually(
      'lens',
      () => lensTitles(document),
      (all) => all.length > 0,
    );
    expectThat(titles[0]?.includes('/mo') === true, titles.join());
  });

  it('a text without a disk says nothing, as the left side of a diff', async () => {
    subscriptions.push(
      vscode.workspace.registerTextDocumentContentProvider('before', {
        provideTextDocumentContent: () => namedConfig,
      }),
    );
    const folder = await createFolder({ 'chat.yaml': namedConfig });
    const left = vscode.Uri.parse('before:/chat.yaml');
    await vscode.commands.executeCommand(
      'vscode.diff',
      left,
      vscode.Uri.joinPath(folder, 'chat.yaml'),
    );
    const document = await vscode.workspace.openTextDocument(left);
    expectEqual(document.languageId, 'yaml', 'language');
    await expectNothing(document);
  });

  it('a disk that is a view of something else says nothing', async () => {
    subscriptions.push(
      vscode.workspace.registerFileSystemProvider('history', diskOf(true), { isReadonly: true }),
    );
    const document = await vscode.workspace.openTextDocument(
      vscode.Uri.parse('history:/chat.yaml'),
    );
    await expectNothing(document);
  });

  it('a cell of a notebook says nothing', async () => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, namedConfig, 'yaml');
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData([cell]),
    );
    await vscode.window.showNotebookDocument(notebook);
    const document = notebook.cellAt(0).document;
    expectEqual(document.languageId, 'yaml', 'language');
    await expectNothing(document);
  });

  it('an untitled text is priced', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'yaml',
      content: namedConfig,
    });
    await vscode.window.showTextDocument(document);
    await eventually(
      'lens',
      () => lensTitles(document),
      (titles) => titles.length > 0,
    );
  });
});
