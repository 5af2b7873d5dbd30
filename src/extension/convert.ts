import * as vscode from 'vscode';
import type * as lsp from 'vscode-languageserver-types';

/** Language server values as VS Code values. Nothing is decided here. */

function toPosition({ line, character }: lsp.Position): vscode.Position {
  return new vscode.Position(line, character);
}

export function toRange({ start, end }: lsp.Range): vscode.Range {
  return new vscode.Range(toPosition(start), toPosition(end));
}

export function fromRange({ start, end }: vscode.Range): lsp.Range {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}

export function fromPosition({ line, character }: vscode.Position): lsp.Position {
  return { line, character };
}

function toCommand({ title, command, arguments: args }: lsp.Command): vscode.Command {
  return { title, command, arguments: args ?? [] };
}

export function toCodeLens({ range, command }: lsp.CodeLens): vscode.CodeLens {
  return new vscode.CodeLens(
    toRange(range),
    command === undefined ? undefined : toCommand(command),
  );
}

export function toInlayHint(hint: lsp.InlayHint): vscode.InlayHint {
  const label =
    typeof hint.label === 'string' ? hint.label : hint.label.map(({ value }) => value).join('');
  const converted = new vscode.InlayHint(toPosition(hint.position), label);
  converted.paddingLeft = hint.paddingLeft ?? false;
  converted.paddingRight = hint.paddingRight ?? false;
  if (hint.tooltip !== undefined) converted.tooltip = toMarkdown(hint.tooltip);
  return converted;
}

/** Commands in the text run only when they are among `commands`. Plain text stays plain. */
export function toMarkdown(
  content: string | lsp.MarkupContent,
  commands: readonly string[] = [],
): vscode.MarkdownString {
  if (typeof content === 'string' || content.kind === 'plaintext') {
    return new vscode.MarkdownString().appendText(
      typeof content === 'string' ? content : content.value,
    );
  }
  const markdown = new vscode.MarkdownString(content.value);
  if (commands.length > 0) markdown.isTrusted = { enabledCommands: commands };
  return markdown;
}

export function toHover({ contents, range }: lsp.Hover, commands: readonly string[]): vscode.Hover {
  const parts = Array.isArray(contents) ? contents : [contents];
  const texts = parts.map((part) =>
    typeof part === 'string' || 'kind' in part
      ? toMarkdown(part, commands)
      : new vscode.MarkdownString().appendCodeblock(part.value, part.language),
  );
  return new vscode.Hover(texts, range === undefined ? undefined : toRange(range));
}

const severities: Readonly<Record<lsp.DiagnosticSeverity, vscode.DiagnosticSeverity>> = {
  1: vscode.DiagnosticSeverity.Error,
  2: vscode.DiagnosticSeverity.Warning,
  3: vscode.DiagnosticSeverity.Information,
  4: vscode.DiagnosticSeverity.Hint,
};

export function toDiagnostic(diagnostic: lsp.Diagnostic): vscode.Diagnostic {
  const { range, message, severity, code, codeDescription, source } = diagnostic;
  const converted = new vscode.Diagnostic(
    toRange(range),
    typeof message === 'string' ? message : message.value,
    severities[severity ?? 3],
  );
  if (source !== undefined) converted.source = source;
  if (code !== undefined) {
    converted.code =
      codeDescription === undefined
        ? code
        : { value: code, target: vscode.Uri.parse(codeDescription.href) };
  }
  return converted;
}

/** Text edits and new files, in order. */
export function toWorkspaceEdit({
  documentChanges,
  changes,
}: lsp.WorkspaceEdit): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const change of documentChanges ?? []) {
    if ('textDocument' in change) {
      replaceIn(edit, change.textDocument.uri, change.edits.filter(isTextEdit));
    } else if (change.kind === 'create') {
      edit.createFile(vscode.Uri.parse(change.uri), { ignoreIfExists: true });
    }
  }
  for (const [uri, edits] of Object.entries(changes ?? {})) replaceIn(edit, uri, edits);
  return edit;
}

function replaceIn(edit: vscode.WorkspaceEdit, uri: string, edits: readonly lsp.TextEdit[]): void {
  for (const { range, newText } of edits) {
    edit.replace(vscode.Uri.parse(uri), toRange(range), newText);
  }
}

function isTextEdit(edit: object): edit is lsp.TextEdit {
  return 'newText' in edit && 'range' in edit;
}

const completionKinds: Readonly<
  Partial<Record<lsp.CompletionItemKind, vscode.CompletionItemKind>>
> = {
  10: vscode.CompletionItemKind.Property,
  12: vscode.CompletionItemKind.Value,
  20: vscode.CompletionItemKind.EnumMember,
};

/** What ends where a value is due asks for the next list. */
export function toCompletionItem(item: lsp.CompletionItem): vscode.CompletionItem {
  const { label, kind = 12, detail, documentation, sortText, filterText, textEdit } = item;
  const converted = new vscode.CompletionItem(label, completionKinds[kind]);
  if (detail !== undefined) converted.detail = detail;
  if (documentation !== undefined) converted.documentation = toMarkdown(documentation);
  if (sortText !== undefined) converted.sortText = sortText;
  if (filterText !== undefined) converted.filterText = filterText;
  if (textEdit !== undefined && 'range' in textEdit) {
    converted.range = toRange(textEdit.range);
    converted.insertText = textEdit.newText;
    converted.keepWhitespace = true;
    if (/:\s+(?:- )?$/.test(textEdit.newText)) {
      converted.command = { title: '', command: 'editor.action.triggerSuggest' };
    }
  }
  return converted;
}

export function toCodeAction(action: lsp.CodeAction): vscode.CodeAction {
  const converted = new vscode.CodeAction(
    action.title,
    action.kind === undefined
      ? vscode.CodeActionKind.QuickFix
      : vscode.CodeActionKind.Empty.append(action.kind),
  );
  converted.isPreferred = action.isPreferred ?? false;
  if (action.disabled !== undefined) converted.disabled = action.disabled;
  if (action.edit !== undefined) converted.edit = toWorkspaceEdit(action.edit);
  if (action.command !== undefined) converted.command = toCommand(action.command);
  if (action.diagnostics !== undefined) {
    converted.diagnostics = action.diagnostics.map(toDiagnostic);
  }
  return converted;
}
