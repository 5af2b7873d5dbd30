import * as vscode from 'vscode';
import type { Analysis } from '../core/index.ts';
import type { SourceDocument } from '../core/model/document.ts';
import type { Disposable } from './disposable.ts';
import { watchDisk } from './diskWatch.ts';
import { openDocuments } from './documents.ts';
import { createLiveAnalysis, type Cause, type LiveAnalysis } from './liveAnalysis.ts';
import { isBelow } from './paths.ts';
import { scopeOf, type Scope } from './scope.ts';
import { section } from './settings.ts';

interface AnalysisChange {
  readonly analysis: Analysis;
  readonly scope: Scope;
  readonly cause: Cause;
}

/** The analyses behind everything that is shown: one per folder with an open serving config, one per report. */
export interface AnalysisStore extends Disposable {
  /** An analysis of the document's present text; null when it is no serving config or the text moved on meanwhile. */
  current(document: vscode.TextDocument): Promise<Analysis | null>;
  /** The last finished analysis that covers the document, perhaps of an older text. */
  latest(document: vscode.TextDocument): Analysis | null;
  /** Keeps an analysis of the scope alive until the watch is disposed. */
  watch(scope: Scope): Watch;
  /** What all analyses depend on has changed. */
  refreshAll(): void;
  readonly onDidChange: vscode.Event<AnalysisChange>;
}

export interface Watch extends Disposable {
  readonly live: LiveAnalysis;
}

export type Analyze = (
  documents: readonly SourceDocument[],
  resource: vscode.Uri,
  isOver: () => boolean,
) => Promise<Analysis | null>;

/** Idle until a document that may be a serving config is opened. */
export function createAnalysisStore(analyze: Analyze): AnalysisStore {
  const open = openDocuments();
  const changed = new vscode.EventEmitter<AnalysisChange>();
  /** By scope: those of open documents. */
  const folders = new Map<string, LiveAnalysis>();
  /** By scope too: a report and the view of one folder share theirs. */
  const watched = new Map<string, { readonly live: LiveAnalysis; users: number }>();
  let diskWatch: vscode.Disposable | null = null;
  const all = (): readonly LiveAnalysis[] => [
    ...folders.values(),
    ...[...watched.values()].map(({ live }) => live),
  ];

  function create(scope: Scope): LiveAnalysis {
    watchFiles();
    return createLiveAnalysis(scope, {
      open,
      analyze: (documents, _, isOver) => analyze(documents, scope.base, isOver),
      done: (live, cause) => {
        if (live.latest !== null) changed.fire({ analysis: live.latest, scope, cause });
      },
    });
  }

  function folderOf(document: vscode.TextDocument): LiveAnalysis {
    const scope = scopeOf(document.uri);
    let live = folders.get(scope.key);
    if (live === undefined) {
      live = create(scope);
      folders.set(scope.key, live);
    }
    return live;
  }

  function covering(uri: string): readonly LiveAnalysis[] {
    return all().filter(({ scope }) => scope.covers(uri));
  }

  function watchFiles(): void {
    diskWatch ??= watchDisk({
      file: refresh,
      folderMade: refresh,
      deleted: (uri) => {
        const folder = uri.toString();
        for (const live of all()) {
          // What is being read for the first time may hold it already.
          const isIn =
            live.latest?.files.some(({ file }) => isBelow(file.source.uri, folder)) ??
            live.scope.covers(folder);
          if (isIn) live.refresh([uri]);
        }
      },
    });
  }

  function refresh(uri: vscode.Uri): void {
    for (const live of covering(uri.toString())) live.refresh([uri]);
  }

  function refreshAll(): void {
    for (const live of all()) live.refresh([]);
  }

  function onText(document: vscode.TextDocument): void {
    const isCandidate = open.source(document) !== null;
    if (isCandidate) folderOf(document).touch();
    const uri = document.uri.toString();
    for (const live of covering(uri)) {
      // A buffer that has just stopped being a serving config has to leave the analysis that still holds it.
      const isIn = live.latest?.files.some(({ file }) => file.source.uri === uri) === true;
      if (isCandidate || isIn) live.touch();
    }
  }

  function onClose({ uri }: vscode.TextDocument): void {
    refresh(uri);
    const stillOpen = new Set(
      open.all().map((source) => scopeOf(vscode.Uri.parse(source.uri)).key),
    );
    for (const [key, live] of folders) {
      if (stillOpen.has(key)) continue;
      live.dispose();
      folders.delete(key);
    }
  }

  const subscriptions = [
    changed,
    vscode.workspace.onDidOpenTextDocument(onText),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) onText(document);
    }),
    vscode.workspace.onDidCloseTextDocument(onClose),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration(section)) return;
      refreshAll();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      // How far up assumptions are looked for ends at the workspace folder.
      for (const live of folders.values()) live.rescan();
    }),
  ];
  for (const document of vscode.workspace.textDocuments) onText(document);

  return {
    current: async (document) => {
      if (open.source(document) === null) return null;
      const analysis = await folderOf(document).current();
      const uri = document.uri.toString();
      const file = analysis?.files.find(({ file: { source } }) => source.uri === uri)?.file;
      return file?.source.version === document.version ? analysis : null;
    },
    latest: (document) => (open.source(document) === null ? null : folderOf(document).latest),
    watch: (scope) => {
      const entry = watched.get(scope.key) ?? { live: create(scope), users: 0 };
      entry.users++;
      watched.set(scope.key, entry);
      let isOver = false;
      return {
        live: entry.live,
        dispose: () => {
          if (isOver) return;
          isOver = true;
          if (--entry.users > 0) return;
          watched.delete(scope.key);
          entry.live.dispose();
        },
      };
    },
    refreshAll,
    onDidChange: changed.event,
    dispose: () => {
      for (const live of all()) live.dispose();
      for (const subscription of subscriptions) subscription.dispose();
      diskWatch?.dispose();
    },
  };
}
