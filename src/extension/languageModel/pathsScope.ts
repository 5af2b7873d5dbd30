import type * as vscode from 'vscode';
import type { Scan } from '../scan.ts';
import type { Scope } from '../scope.ts';

/** Several scopes analysed as one; what lies in two of them is read once. */
export function jointScope(base: vscode.Uri, scopes: readonly Scope[]): Scope {
  const read: Scope['read'] = async (token) => {
    const scans: Scan[] = [];
    for (const scope of scopes) scans.push(await scope.read(token));
    return {
      documents: distinct(scans.flatMap(({ documents }) => documents)),
      skipped: distinct(scans.flatMap(({ skipped }) => skipped)),
    };
  };
  return {
    key: scopes.map(({ key }) => key).join('\n'),
    base,
    covers: (uri) => scopes.some((scope) => scope.covers(uri)),
    read,
    update: (_before, _changed, token) => read(token),
  };
}

function distinct<T extends { readonly uri: string }>(all: readonly T[]): readonly T[] {
  return [...new Map(all.map((each) => [each.uri, each])).values()];
}
