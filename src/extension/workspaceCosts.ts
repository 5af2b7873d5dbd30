import * as vscode from 'vscode';
import type { Analysis } from '../core/index.ts';
import type { AnalysedFolder } from '../core/report/tree/treeModel.ts';
import type { AnalysisStore, Watch } from './analysisStore.ts';
import type { Disposable } from './disposable.ts';
import { isBelow } from './paths.ts';
import { treeScope, type VisibleScan } from './scope.ts';

/** Nothing is read before the first scan; then everything is kept up to date. */
type ScanState = 'idle' | 'scanning' | 'done' | 'stopped';

/** What all folders of the workspace cost. */
export interface WorkspaceCosts extends Disposable {
  readonly state: ScanState;
  /** How far a scan is, in words; null while there is nothing to say. */
  readonly progress: string | null;
  /** The folders that were analysed; none before the end of the first scan. */
  readonly folders: readonly AnalysedFolder[];
  /** The analysis of the folder that the file lies in, of the texts as they are now; null before the first scan. */
  current(uri: string): Promise<Analysis | null>;
  /** Looks through all folders; a second time, it looks anew. Resolves when it is done or was stopped. */
  scan(): Promise<void>;
  /** Gives a scan up. A part of the deployments would be a part of the cost: nothing of it is kept. */
  stop(): void;
  readonly onDidChange: vscode.Event<void>;
}

export function createWorkspaceCosts(store: AnalysisStore): WorkspaceCosts {
  const changed = new vscode.EventEmitter<void>();
  const watches = new Map<string, { readonly name: string; readonly watch: Watch }>();
  let state: ScanState = 'idle';
  let progress: string | null = null;
  /** Whether all folders were looked through once, and none was given up since. */
  let isKnown = false;
  let running: vscode.CancellationTokenSource | null = null;

  function tell(next: Partial<{ state: ScanState; progress: string | null }>): void {
    state = next.state ?? state;
    progress = next.progress ?? null;
    changed.fire();
  }

  /** Shown by the view: as its progress bar, and in words. */
  const visibly: VisibleScan = (_title, token, work) =>
    work(token, (message) => {
      tell({ progress: message });
    });

  function watchFolders(): void {
    const wanted = new Map(outermostFolders().map((folder) => [folder.uri.toString(), folder]));
    for (const [key, { watch }] of watches) {
      if (wanted.has(key)) continue;
      watch.dispose();
      watches.delete(key);
    }
    for (const [key, { name, uri }] of wanted) {
      if (watches.has(key)) continue;
      watches.set(key, { name, watch: store.watch(treeScope(uri, visibly)) });
    }
  }

  function unwatch(): void {
    for (const { watch } of watches.values()) watch.dispose();
    watches.clear();
  }

  async function scan(): Promise<void> {
    running?.cancel();
    const own = new vscode.CancellationTokenSource();
    running = own;
    const isAgain = new Set(watches.keys());
    watchFolders();
    for (const [key, { watch }] of watches) if (isAgain.has(key)) watch.live.rescan();
    tell({ state: 'scanning' });
    const stopped = new Promise<void>((resolve) => {
      own.token.onCancellationRequested(() => {
        resolve();
      });
    });
    const analysed = Promise.all([...watches.values()].map(({ watch }) => watch.live.current()));
    await Promise.race([analysed, stopped]);
    if (running !== own) return;
    running = null;
    isKnown = !own.token.isCancellationRequested;
    if (!isKnown) unwatch();
    tell({ state: isKnown ? 'done' : 'stopped' });
    own.dispose();
  }

  const subscriptions = vscode.Disposable.from(
    changed,
    store.onDidChange(({ scope }) => {
      const isOurs = [...watches.values()].some(({ watch }) => watch.live.scope.key === scope.key);
      if (isOurs && state === 'done') changed.fire();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      if (state !== 'idle') void scan();
    }),
  );

  return {
    get state() {
      return state;
    },
    get progress() {
      return progress;
    },
    get folders() {
      if (!isKnown) return [];
      return [...watches].flatMap(([base, { name, watch }]): AnalysedFolder[] => {
        const { latest } = watch.live;
        return latest === null ? [] : [{ name, base, analysis: latest }];
      });
    },
    current: async (uri) => {
      const [, found] = [...watches].find(([base]) => isBelow(uri, base)) ?? [];
      return isKnown && found !== undefined ? found.watch.live.current() : null;
    },
    scan,
    stop: () => {
      running?.cancel();
    },
    onDidChange: changed.event,
    dispose: () => {
      running?.cancel();
      unwatch();
      subscriptions.dispose();
    },
  };
}

/** A folder of the workspace that lies in another one is looked through, and paid, with that one. */
function outermostFolders(): readonly vscode.WorkspaceFolder[] {
  const all = vscode.workspace.workspaceFolders ?? [];
  return all.filter(
    ({ uri }) => !all.some((other) => isBelow(uri.toString(), other.uri.toString())),
  );
}
