import * as vscode from 'vscode';
import { reportPage } from './reportPage.ts';

/** Where the page's script and styles lie: the only folder the page may read. */
export function resourceRoots(extension: vscode.Uri): readonly vscode.Uri[] {
  return [vscode.Uri.joinPath(extension, 'dist')];
}

/** The report page for this webview. */
export function reportHtml(webview: vscode.Webview, extension: vscode.Uri): string {
  const resource = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', name)).toString();
  return reportPage({
    script: resource('webview.js'),
    styles: resource('webview.css'),
    styleSource: webview.cspSource,
    nonce: createNonce(),
  });
}

function createNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
