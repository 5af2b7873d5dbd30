import * as vscode from 'vscode';
import type { Analysis } from '../core/index.ts';
import type { SourceDocument } from '../core/model/document.ts';
import type { Disposable } from './disposable.ts';
import type { OpenDocuments } from './documents.ts';
import type { Scan, Unread } from './scan.ts';
import type { Scope } from './scope.ts';

/** About one frame after the last key; longer where an analysis takes longer than that. Milliseconds. */
const shortestDelay = 16;
const longestDelay = 250;
/** When more files than that change at once, everything is looked through again: a branch was switched. */
const mostSingleFiles = 50;

/** What of the world changed: only the text of open buffers, or anything else too. */
export type Cause = 'text' | 'world';

/** The analysis of one scope, kept up with what happens to its files. */
export interface LiveAnalysis extends Disposable {
  readonly scope: Scope;
  /** The last one that was finished; null before the first. */
  readonly latest: Analysis | null;
  /** Files on disk that were left out of it, and why. */
  readonly skipped: readonly Unread[];
  /** The analysis of the texts as they are now. */
  current(): Promise<Analysis | null>;
  /** A buffer's text changed. */
  touch(): void;
  /** Something besides the text of buffers changed: these files or folders on disk; without any, settings. */
  refresh(files: readonly vscode.Uri[]): void;
  /** What is on disk is read again from the start. */
  rescan(): void;
}

export interface LiveAnalysisOptions {
  readonly open: OpenDocuments;
  /** Never throws; null when it failed or `isOver` said that nobody waits for it any more. */
  readonly analyze: (
    documents: readonly SourceDocument[],
    scope: Scope,
    isOver: () => boolean,
  ) => Promise<Analysis | null>;
  readonly done: (live: LiveAnalysis, cause: Cause) => void;
}

/** Nothing is read or analysed before it is asked for or touched. */
export function createLiveAnalysis(
  scope: Scope,
  { open, analyze, done }: LiveAnalysisOptions,
): LiveAnalysis {
  const cancellation = new vscode.CancellationTokenSource();
  let onDisk: Scan = { documents: [], skipped: [] };
  let isUnread = true;
  const changedFiles = new Map<string, vscode.Uri>();
  let latest: Analysis | null = null;
  let pending: Cause | null = 'world';
  let running: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let duration = 0;
  /** That more than texts changed is still to be told when a later change overtook the analysis. */
  let overtaken: Cause | null = null;
  const isOver = (): boolean => cancellation.token.isCancellationRequested;

  function invalidate(cause: Cause): void {
    if (pending !== 'world') pending = cause;
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        void run();
      },
      Math.min(longestDelay, Math.max(shortestDelay, duration)),
    );
  }

  /** One run at a time; what changes meanwhile makes it go round again. */
  function run(): Promise<void> {
    clearTimeout(timer);
    running ??= catchUp().finally(() => {
      running = null;
    });
    return running;
  }

  async function catchUp(): Promise<void> {
    while (pending !== null && !isOver()) {
      const cause: Cause = pending;
      pending = null;
      if (cause === 'world') onDisk = await readDisk();
      if (isOver()) return;
      const start = performance.now();
      // What changed meanwhile makes this one worthless; what it worked out is remembered for the next.
      const isStale = (): boolean => isOver() || pending !== null;
      const analysis = await analyze(documentsNow(onDisk.documents), scope, isStale);
      duration = performance.now() - start;
      if (isOver()) return;
      if (isStale()) {
        if (cause === 'world') overtaken = cause;
        continue;
      }
      latest = analysis ?? latest;
      done(live, overtaken ?? cause);
      overtaken = null;
    }
  }

  async function readDisk(): Promise<Scan> {
    const files = [...changedFiles.values()];
    changedFiles.clear();
    if (isUnread || files.length > mostSingleFiles) {
      isUnread = false;
      return scope.read(cancellation.token);
    }
    return files.length === 0 ? onDisk : scope.update(onDisk, files, cancellation.token);
  }

  /** Open buffers go before the files on disk, also those whose buffer is no serving config any more. */
  function documentsNow(files: readonly SourceDocument[]): readonly SourceDocument[] {
    const opened = new Set(
      vscode.workspace.textDocuments
        .filter(({ isClosed }) => !isClosed)
        .map(({ uri }) => uri.toString()),
    );
    return [
      ...files.filter(({ uri }) => !opened.has(uri)),
      ...open.all().filter(({ uri }) => scope.covers(uri)),
    ].sort((a, b) => (a.uri < b.uri ? -1 : 1));
  }

  const live: LiveAnalysis = {
    scope,
    get latest() {
      return latest;
    },
    get skipped() {
      return onDisk.skipped;
    },
    current: async () => {
      // Also while one is under way: the last one is older than the texts, and at first there is none.
      if (pending !== null || running !== null) await run();
      return latest;
    },
    touch: () => {
      invalidate('text');
    },
    refresh: (files) => {
      for (const file of files) changedFiles.set(file.toString(), file);
      invalidate('world');
    },
    rescan: () => {
      isUnread = true;
      invalidate('world');
    },
    dispose: () => {
      clearTimeout(timer);
      cancellation.cancel();
      cancellation.dispose();
    },
  };
  return live;
}
