import * as vscode from 'vscode';
import {
  getReview,
  snapshotOf,
  type Analysis,
  type Review,
  type Snapshot,
} from '../../core/index.ts';
import type { SourceDocument } from '../../core/model/document.ts';
import type { Disposable } from '../disposable.ts';
import type { Engine } from '../engine.ts';
import { baseDocuments, type CommitTexts } from './baseDocuments.ts';
import { resolveBase, shownName, type ReviewBase } from './baseOf.ts';
import { getGit, type Repository } from './gitApi.ts';

/** Which files are reviewed together. */
interface ReviewScope {
  readonly key: string;
  /** The folder that file names are relative to. */
  readonly base: vscode.Uri;
  covers(uri: string): boolean;
}

/** A change under review: what it costs, and which lines moved it. */
interface Reviewed {
  readonly review: Review;
  /** Names of files in the review are relative to it; a URI. */
  readonly base: string;
}

interface ReviewedTexts extends Reviewed {
  /** The texts of the base. */
  readonly before: readonly SourceDocument[];
}

/** Lines are priced only for who shows them. */
interface KnownReview {
  readonly plain: Promise<ReviewedTexts | null>;
  withLines?: Promise<Reviewed | null>;
}

/** What the work tree is compared with, and what that gives. Off until a person switches it on. */
export interface Reviews extends Disposable {
  readonly chosen: ReviewBase | null;
  choose(base: ReviewBase | null): void;
  /** Another base, or another commit or index of the repository. */
  readonly onDidChange: vscode.Event<void>;
  /** Null while it is off, and where there is no repository or no such commit. `withLines` takes longer. */
  of(analysis: Analysis, scope: ReviewScope, withLines: boolean): Promise<Reviewed | null>;
  repositoryOf(uri: vscode.Uri): Promise<Repository | null>;
}

const stateKey = 'review.base';

/** Runs of edited lines up to which each is priced by itself: an editor does not wait for more. */
const mostRuns = 60;

interface BaseSide {
  readonly commit: string;
  readonly documents: readonly SourceDocument[];
  readonly snapshot: Snapshot;
}

export function createReviews(engine: Engine, state: vscode.Memento): Reviews {
  const changed = new vscode.EventEmitter<void>();
  const texts: CommitTexts = new Map();
  const sides = new Map<string, { readonly of: string; readonly side: Promise<BaseSide | null> }>();
  const known = new WeakMap<Analysis, Map<string, KnownReview>>();
  /** The latest analysis of a scope whose lines somebody wants: those of earlier ones are worth nothing any more. */
  const asked = new Map<string, Analysis>();
  const watched = new Map<Repository, vscode.Disposable>();
  let chosen = readBase(state.get(stateKey));
  const tellChosen = (): void => {
    void vscode.commands.executeCommand('setContext', 'servingCost.reviewing', chosen !== null);
  };
  tellChosen();
  let generation = 0;

  function invalidate(): void {
    generation++;
    sides.clear();
    changed.fire();
  }

  async function repositoryOf(uri: vscode.Uri): Promise<Repository | null> {
    const repository = (await getGit())?.getRepository(uri) ?? null;
    if (repository !== null && !watched.has(repository)) {
      watched.set(
        repository,
        repository.state.onDidChange(() => {
          if (chosen !== null) invalidate();
        }),
      );
    }
    return repository;
  }

  async function baseSide(analysis: Analysis, scope: ReviewScope): Promise<BaseSide | null> {
    const repository = await repositoryOf(scope.base);
    if (repository === null || chosen === null) return null;
    const commit = await resolveBase(repository, chosen);
    if (commit === null) return null;
    const documents = await baseDocuments(
      analysis,
      repository,
      commit,
      (uri) => scope.covers(uri),
      texts,
    );
    // What is the same text as now is priced already: most files of most changes.
    const before = await engine.analyze(documents, scope.base, () => false);
    if (before === null) return null;
    return { commit, documents, snapshot: snapshotOf(before, scope.base.toString()) };
  }

  async function review(analysis: Analysis, scope: ReviewScope): Promise<ReviewedTexts | null> {
    if (chosen === null) return null;
    const uris = analysis.files.map(({ file }) => file.source.uri);
    // Texts that are typed change what is there now, not what was there before.
    const dirty = vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).length;
    const of = JSON.stringify([generation, dirty, uris]);
    const remembered = sides.get(scope.key);
    const side = remembered?.of === of ? remembered.side : baseSide(analysis, scope);
    sides.set(scope.key, { of, side });
    const before = await side;
    if (before === null) return null;
    const base = scope.base.toString();
    return {
      base,
      review: getReview(
        { name: shownName(chosen), snapshot: before.snapshot },
        { name: 'work tree', snapshot: snapshotOf(analysis, base) },
      ),
      before: before.documents,
    };
  }

  async function addLines(
    analysis: Analysis,
    scope: ReviewScope,
    plain: Promise<ReviewedTexts | null>,
  ): Promise<Reviewed | null> {
    const reviewed = await plain;
    if (reviewed === null) return null;
    const { review, base, before } = reviewed;
    const after = analysis.files.map(({ file }) => file.source);
    const of = generation;
    asked.set(scope.key, analysis);
    const lines = await engine.changedLines(
      { before, after },
      analysis.environment,
      { base, most: mostRuns },
      () => generation !== of || asked.get(scope.key) !== analysis,
    );
    return { base, review: { ...review, lines } };
  }

  return {
    get chosen() {
      return chosen;
    },
    choose: (base) => {
      chosen = base;
      tellChosen();
      void state.update(stateKey, base);
      invalidate();
    },
    onDidChange: changed.event,
    of: (analysis, scope, withLines) => {
      const key = JSON.stringify([generation, scope.key]);
      const ofAnalysis = known.get(analysis) ?? new Map<string, KnownReview>();
      known.set(analysis, ofAnalysis);
      const one = ofAnalysis.get(key) ?? { plain: review(analysis, scope) };
      ofAnalysis.set(key, one);
      if (!withLines) return one.plain;
      return (one.withLines ??= addLines(analysis, scope, one.plain));
    },
    repositoryOf,
    dispose: () => {
      changed.dispose();
      for (const subscription of watched.values()) subscription.dispose();
    },
  };
}

/** What was kept for this workspace, if it still is a base. */
function readBase(kept: unknown): ReviewBase | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const { ref, fromMergeBase } = kept as Partial<Record<keyof ReviewBase, unknown>>;
  return typeof ref === 'string' && typeof fromMergeBase === 'boolean'
    ? { ref, fromMergeBase }
    : null;
}
