import * as vscode from 'vscode';
import { inlineBase, partOfAnalysis, relativePath, type Analysis } from '../../core/index.ts';
import type { Given, ToolSubject } from '../../core/tools/tool.ts';
import type { AnalysisStore } from '../analysisStore.ts';
import type { Engine } from '../engine.ts';
import { isBelow } from '../paths.ts';
import { scopeOf, treeScope } from '../scope.ts';
import { jointScope } from './pathsScope.ts';
import { resolvePath, type WorkspacePath } from './resolvePath.ts';

/** What a call has to read with. */
export interface Reading {
  readonly store: AnalysisStore;
  readonly engine: Engine;
}

const failed = { refused: 'The analysis failed. The output channel Serving Cost says why.' };

/** The subject of a call as it is in the editor now: unsaved texts count. Nothing outside of the workspace is read. */
export async function readSubject(
  subject: ToolSubject,
  { store, engine }: Reading,
  token: vscode.CancellationToken,
): Promise<Given | { readonly refused: string }> {
  const base = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (subject.kind === 'documents') {
    const resource = base ?? vscode.Uri.parse(inlineBase);
    const isOver = () => token.isCancellationRequested;
    const analysis = await engine.analyze(subject.documents, resource, isOver);
    return analysis === null
      ? failed
      : { analysis, base: inlineBase, skipped: [], cache: engine.cache() };
  }
  if (base === undefined) return { refused: 'No folder is open. Use estimate with the text.' };
  const paths = await workspacePaths(subject.paths);
  return 'refused' in paths ? paths : readPaths(paths.found, base, { store, engine });
}

async function workspacePaths(
  given: readonly string[],
): Promise<{ readonly found: readonly WorkspacePath[] } | { readonly refused: string }> {
  const found: WorkspacePath[] = [];
  for (const path of given) {
    if (/^\.?\/?$/.test(path)) {
      const folders = vscode.workspace.workspaceFolders ?? [];
      found.push(...folders.map(({ uri }) => ({ uri, isFolder: true })));
      continue;
    }
    const resolved = await resolvePath(path);
    if ('refused' in resolved) return resolved;
    found.push(resolved);
  }
  return { found };
}

/** A file is read with what belongs to it, so that it costs what its lens says; the answer is about it alone. */
async function readPaths(
  paths: readonly WorkspacePath[],
  base: vscode.Uri,
  { store, engine }: Reading,
): Promise<Given | { readonly refused: string }> {
  const scopes = paths.map(({ uri, isFolder }) => (isFolder ? treeScope(uri) : scopeOf(uri)));
  const watch = store.watch(jointScope(base, scopes));
  const { live } = watch;
  try {
    const analysis = await live.current();
    if (analysis === null) return failed;
    const skipped = live.skipped.map(({ uri, reason }) => ({
      file: relativePath(uri, base.toString()),
      reason,
      line: null,
    }));
    return {
      analysis: wanted(analysis, paths, engine),
      base: base.toString(),
      skipped,
      cache: engine.cache(),
    };
  } finally {
    watch.dispose();
  }
}

function wanted(analysis: Analysis, paths: readonly WorkspacePath[], engine: Engine): Analysis {
  if (paths.every(({ isFolder }) => isFolder)) return analysis;
  const isWanted = (uri: string): boolean =>
    paths.some((path) => {
      const text = path.uri.toString();
      return path.isFolder ? isBelow(uri, text) : uri === text;
    });
  return partOfAnalysis(analysis, ({ uri }) => isWanted(uri), engine.price);
}
