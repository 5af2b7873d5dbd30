import * as vscode from 'vscode';
import { openConfig } from './configs.ts';
import { eventually } from './expect.ts';

/** What VS Code gets from all providers for a document, as plain words. */

export async function lensTitles({ uri }: vscode.TextDocument): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    100,
  );
  return lenses.map(({ command }) => command?.title ?? '');
}

/** A config in an editor that has its lens. */
export async function openPriced(text: string): Promise<vscode.TextDocument> {
  const { document } = await openConfig(text);
  await eventually(
    'lens',
    () => lensTitles(document),
    (titles) => titles.length > 0,
  );
  return document;
}

/** Open tabs of all groups. */
export function openTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
}

/** Open comparisons of two texts. */
export function openDiffs(): readonly vscode.Tab[] {
  return openTabs().filter(({ input }) => input instanceof vscode.TabInputTextDiff);
}

/** The comparisons that are open once the first entry of every list that is asked with was taken. */
export function pickedDiffs(what: string): Promise<readonly vscode.Tab[]> {
  return eventually(
    what,
    async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return openDiffs();
    },
    (tabs) => tabs.length > 0,
  );
}

export async function hintLabels(document: vscode.TextDocument): Promise<string[]> {
  const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    new vscode.Range(0, 0, document.lineCount, 0),
  );
  return hints.map(({ label, position }) => {
    const words = typeof label === 'string' ? label : label.map(({ value }) => value).join('');
    return `${document.lineAt(position.line).text.trim()} → ${words}`;
  });
}

export async function hoverText(document: vscode.TextDocument, at: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    document.positionAt(document.getText().indexOf(at)),
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n');
}

/** Findings of ours: other extensions speak about YAML too. */
export function findingCodes({ uri }: vscode.TextDocument): string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'serving-cost')
    .map(({ code }) => String(typeof code === 'object' ? code.value : code));
}

export async function quickFixes(
  { uri }: vscode.TextDocument,
  range: vscode.Range,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
    100,
  );
}
