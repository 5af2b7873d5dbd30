import * as vscode from 'vscode';
import {
  commitCost,
  createAnalysisCache,
  getHistory,
  getPanelHistory,
  noConfigs,
  subjectOf,
  unreadHistory,
  type Analysis,
  type CostedCommit,
  type PricedConfigs,
} from '../../core/index.ts';
import type { AnalysisCache } from '../../core/analysis/cache.ts';
import type { Currency, Environment } from '../../core/model/environment.ts';
import type { ToPanel } from '../../core/report/protocol.ts';
import type { Disposable } from '../disposable.ts';
import type { Engine } from '../engine.ts';
import { baseDocuments } from '../review/baseDocuments.ts';
import type { Repository } from '../review/gitApi.ts';
import type { Reviews } from '../review/reviews.ts';
import type { Scope } from '../scope.ts';
import { commitWalk, type CommitWalk, type Step } from './commitWalk.ts';
import { seenFiles } from './seenFiles.ts';

/** Rows that are read at once, and commits that are looked at for them at most. */
const rowsAtOnce = 50;
const commitsAtOnce = 500;

/** Between two messages on how far it has come. Milliseconds. */
const betweenWords = 250;

/** Answers the page of the history. Nothing is read before it is asked. */
export interface HistoryPage extends Disposable {
  /** Tells the page whether there is a history to be read, and what of it was read. */
  offer(): Promise<void>;
  /** Reads the newest commits of those before HEAD, with `more` older ones too, also after it was stopped. */
  ask(analysis: Analysis, more: boolean): Promise<void>;
  /** Reads no further until more is asked for. */
  stop(): void;
  /** Nobody looks: what was begun goes on when the page asks again. */
  pause(): void;
  /** True for a commit that the page shows: nothing else is reviewed for it. */
  shows(commit: string): boolean;
}

/** What was read of one history, as long as neither HEAD nor the settings change. */
interface Reading {
  /** HEAD and the settings. */
  readonly of: string;
  readonly environment: Environment;
  readonly walk: CommitWalk;
  readonly rows: CostedCommit[];
  wanted: { readonly rows: number; readonly commits: number };
  looked: number;
  isStopped: boolean;
  /** What the configs cost after the next step. */
  state: PricedConfigs | null;
  /** A step that was begun. */
  step: Step | null;
  currency: Currency;
  isCut: boolean;
  isDone: boolean;
}

export function createHistoryPage(
  { engine, reviews }: { readonly engine: Engine; readonly reviews: Reviews },
  scope: Scope,
  post: (message: ToPanel) => void,
): HistoryPage {
  const base = scope.base.toString();
  let cache: AnalysisCache | null = null;
  let reading: Reading | null = null;
  /** One question is answered after the other. */
  let answering: Promise<void> = Promise.resolve();
  let isAsked = false;
  /** Another one ends what is being done. */
  let turn = 0;
  let isClosed = false;

  async function repository(): Promise<Repository | null> {
    return vscode.workspace.isTrusted ? reviews.repositoryOf(scope.base) : null;
  }

  function tell(progress: string | null): void {
    if (reading === null) {
      post({ type: 'history', history: { ...unreadHistory, progress } });
      return;
    }
    const { rows, environment, currency, isCut, isDone } = reading;
    const history = getHistory(rows, environment, { currency, shallow: isCut });
    post({ type: 'history', history: getPanelHistory(history, { hasMore: !isDone, progress }) });
  }

  async function begin(analysis: Analysis, git: Repository, head: string): Promise<Reading> {
    const environment = engine.environment(scope.base);
    const isSeen = seenFiles(scope.base, (uri) => scope.covers(uri));
    const documents = await baseDocuments(
      analysis,
      git,
      head,
      (uri) => isSeen(vscode.Uri.parse(uri)),
      new Map(),
    );
    return {
      of: keyOf(head, environment),
      environment,
      walk: commitWalk(git, head, documents, isSeen),
      rows: [],
      wanted: { rows: rowsAtOnce, commits: commitsAtOnce },
      looked: 0,
      isStopped: false,
      state: null,
      step: null,
      currency: environment.currency,
      isCut: false,
      isDone: false,
    };
  }

  /** Goes on with a reading until it has what is wanted of it, or `isOver`. */
  async function read(one: Reading, isOver: () => boolean): Promise<void> {
    let told = 0;
    while (!one.isDone && one.rows.length < one.wanted.rows && one.looked < one.wanted.commits) {
      if (performance.now() - told > betweenWords) {
        told = performance.now();
        tell(`Reading commit ${one.looked + 1}…`);
      }
      one.step ??= await one.walk.next();
      if (isOver()) return;
      if (one.step === null) {
        one.isDone = true;
        return;
      }
      if (one.step.isTouched && !(await price(one, one.step, isOver))) return;
      one.looked++;
      one.step = null;
    }
  }

  /** False when it was ended. */
  async function price(one: Reading, step: Step, isOver: () => boolean): Promise<boolean> {
    const { environment } = one;
    const priced = (configs: Step['now']): Promise<PricedConfigs | null> =>
      engine.priceConfigs(configs, environment, base, (cache ??= createAnalysisCache()), isOver);
    const now = one.state ?? (await priced(step.now));
    if (now === null) return false;
    one.state = now;
    if (one.rows.length === 0) one.currency = now.currency;
    const before =
      step.before === undefined
        ? undefined
        : step.before === null
          ? noConfigs(environment.currency)
          : await priced(step.before);
    if (before === null) return false;
    const { commit } = step;
    one.rows.push({
      commit: commit.hash,
      parent: commit.parents[0] ?? null,
      date: isoDate(commit.authorDate),
      subject: subjectOf(commit.message),
      cost: commitCost(now, before ?? null),
    });
    one.isCut ||= before === undefined;
    one.state = before ?? null;
    return true;
  }

  async function answer(analysis: Analysis, more: boolean): Promise<void> {
    const own = ++turn;
    const git = await repository();
    const head = git?.state.HEAD?.commit;
    if (git === null || head === undefined || isClosed) {
      post({ type: 'history', history: null });
      return;
    }
    if (reading?.of !== keyOf(head, engine.environment(scope.base))) {
      reading = null;
      tell('Reading the newest commit…');
      reading = await begin(analysis, git, head);
    }
    if (more) {
      reading.isStopped = false;
      reading.wanted = {
        rows: reading.rows.length + rowsAtOnce,
        commits: reading.looked + commitsAtOnce,
      };
    }
    try {
      if (!reading.isStopped) await read(reading, () => own !== turn);
    } finally {
      tell(null);
    }
  }

  return {
    offer: async () => {
      if ((await repository()) === null) post({ type: 'history', history: null });
      else tell(null);
    },
    ask: (analysis, more) => {
      // The page asks with every new report; what is under way answers that.
      if (isAsked && !more) return Promise.resolve();
      isAsked = true;
      const asked = answering.then(() => answer(analysis, more));
      answering = asked
        .catch(() => undefined)
        .finally(() => {
          isAsked = false;
        });
      return asked;
    },
    stop: () => {
      turn++;
      if (reading !== null) reading.isStopped = true;
    },
    pause: () => {
      turn++;
    },
    shows: (commit) => reading?.rows.some((row) => row.commit === commit) === true,
    dispose: () => {
      isClosed = true;
      turn++;
      reading = null;
      cache = null;
    },
  };
}

/** What a history depends on besides the commits themselves. */
function keyOf(head: string, { currency, defaults, catalog }: Environment): string {
  return JSON.stringify([head, currency, defaults, catalog.priceId]);
}

function isoDate(date: Date | undefined): string {
  return date === undefined || Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
