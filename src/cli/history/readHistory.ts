import type { CostedCommit } from '../../core/index.ts';
import type { Currency, Environment } from '../../core/model/environment.ts';
import type { Progress } from '../progress.ts';
import type { WantedPaths } from '../wantedPaths.ts';
import { createBlobs } from './blobs.ts';
import { createCommitCosts, type NamedTree } from './commitCosts.ts';
import { isoDate, listCommits, writtenCommits, type ListedCommit } from './commits.ts';
import type { CostCache } from './costCache.ts';
import { createTrees, notHere, nothing, type Trees } from './trees.ts';

export interface HistoryRequest {
  /** Top of the repository. */
  readonly top: string;
  readonly wanted: WantedPaths;
  /** URI of the folder that file names are relative to. */
  readonly base: string;
  readonly environment: Environment;
  /** Seconds since 1970 that a commit was written at least and at most. */
  readonly since: number;
  readonly until: number;
  /** Commits at most, the newest. */
  readonly maxCount: number;
  readonly allParents: boolean;
}

interface ReadHistory {
  /** The newest first. */
  readonly commits: readonly CostedCommit[];
  /** What the newest configs show money in. */
  readonly currency: Currency;
  /** True where the clone does not have the commits before the oldest one. */
  readonly shallow: boolean;
}

/** Commits whose files are looked at, at once. */
const atOnce = 500;

/** Commits after which what was worked out is written down: a run that is stopped loses no more. */
const betweenSaves = 200;

/** Commits that touch files which matter, each with what it costs. */
export function readHistory(
  request: HistoryRequest,
  cache: CostCache,
  progress: Progress,
): ReadHistory {
  const { top, wanted, base, environment } = request;
  const blobs = createBlobs(top);
  const trees = createTrees(top, wanted, blobs);
  progress.update('Reading the history');
  const listed = listCommits(top, request.allParents);
  const named = namesIn(trees, cache);
  const touching = commitsThatMatter(listed, request, named, progress);
  const costs = createCommitCosts({ top, base, environment, trees, blobs, cache });
  const isReached = touching.length < request.maxCount;
  const ends = listed
    .filter(({ parents, authored }) => parents.length === 0 && authored >= request.since)
    .map(({ id }) => id);
  const written = writtenCommits(top, [...touching.map(({ commit }) => commit.id), ...ends]);
  const isCutAt = (id: string): boolean => written.get(id)?.hasParents === true;
  const save = (): void => {
    // What is not in the clone now may be in it next time.
    if (!blobs.lacks()) cache.save();
  };
  const commits = touching.map(({ commit, now, before }, index): CostedCommit => {
    const { id, authored, parents } = commit;
    if (index % 10 === 0) {
      progress.update(`Pricing commit ${index + 1} of ${touching.length}`);
    }
    const isCut = parents.length === 0 && isCutAt(id);
    const cost = costs.of(now, isCut ? undefined : before);
    if (index % betweenSaves === betweenSaves - 1) save();
    return {
      commit: id,
      parent: parents[0] ?? null,
      date: isoDate(authored),
      subject: written.get(id)?.subject ?? '',
      cost,
    };
  });
  const [head] = listed;
  const currency =
    head === undefined
      ? environment.currency
      : costs.currencyOf({ tree: head.tree, name: named([head.tree]).get(head.tree) ?? nothing });
  save();
  progress.done();
  return { commits, currency, shallow: isReached && ends.some(isCutAt) };
}

type Names = (trees: readonly string[]) => ReadonlyMap<string, string>;

/** Names of what matters in trees, as far as they are not known from before. */
function namesIn(trees: Trees, { names }: CostCache): Names {
  return (ids) => {
    const found = new Map<string, string>();
    const unknown = ids.filter((id) => {
      const name = names.get(id);
      if (name !== undefined) found.set(id, name);
      return name === undefined;
    });
    for (const [id, name] of trees.namesOf([...new Set(unknown)])) {
      found.set(id, name);
      if (name !== notHere) names.set(id, name);
    }
    return found;
  };
}

interface Touching {
  readonly commit: ListedCommit;
  readonly now: NamedTree;
  /** Null for a commit without a parent. */
  readonly before: NamedTree | null;
}

/** The newest commits of the time that was asked for in which other files matter than in their parents. */
function commitsThatMatter(
  listed: readonly ListedCommit[],
  { since, until, maxCount }: HistoryRequest,
  named: Names,
  progress: Progress,
): readonly Touching[] {
  const treeOf = new Map(listed.map(({ id, tree }) => [id, tree]));
  const asked = listed.filter(({ authored }) => authored >= since && authored <= until);
  const found: Touching[] = [];
  for (let at = 0; at < asked.length && found.length < maxCount; at += atOnce) {
    progress.update(`Looking at commit ${at + 1} of ${asked.length}`);
    const some = asked.slice(at, at + atOnce).map((commit) => ({
      commit,
      parent: treeOf.get(commit.parents[0] ?? '') ?? null,
    }));
    const names = named(
      some.flatMap(({ commit, parent }) => [commit.tree, ...(parent === null ? [] : [parent])]),
    );
    const nameOf = (tree: string): NamedTree => ({ tree, name: names.get(tree) ?? notHere });
    for (const { commit, parent } of some) {
      const now = nameOf(commit.tree);
      const before = parent === null ? null : nameOf(parent);
      if (now.name !== (before?.name ?? nothing)) found.push({ commit, now, before });
    }
  }
  return found.slice(0, maxCount);
}
