import * as vscode from 'vscode';

/** True where Red Hat's YAML extension already offers and explains what the schema of `.servingcost.yaml` says. */
export function isSchemaElsewhere(): boolean {
  return vscode.extensions.getExtension('redhat.vscode-yaml') !== undefined;
}
