import type { ChangedDeployment } from './commitCost.ts';

/**
 * What the configs cost, commit by commit, at one set of prices: the public contract of `history --format json`, extended only
 * by adding. Money is a month in `currency`; null = not known, never 0.
 */
export interface History {
  readonly version: 1;
  readonly currency: string;
  readonly exchangeRate: { readonly perUsd: number; readonly asOf: string | null };
  /** Day on which all of it was priced, `YYYY-MM-DD`. */
  readonly date: string;
  /** The prices of all commits: a difference is one of the configs. */
  readonly prices: { readonly asOf: string; readonly id: string };
  /** True where the clone does not have the commits before the oldest one. */
  readonly shallow: boolean;
  /** The newest first; only those that touch files which can matter. */
  readonly commits: readonly HistoryCommit[];
}

export interface CommitName {
  /** The whole name of the commit. */
  readonly commit: string;
  /** What it is compared with; null for the first commit, and where it is not in the clone. */
  readonly parent: string | null;
  /** When its author wrote it: ISO 8601, UTC; empty where the commit has no date that can be told. */
  readonly date: string;
  /** First line of its message, as it was written: hostile text. */
  readonly subject: string;
}

export interface HistoryCommit extends CommitName {
  /** Those that were read; null where nothing was, and something could not be. */
  readonly deployments: number | null;
  readonly monthly: {
    readonly min: number | null;
    readonly expected: number | null;
    readonly max: number | null;
    /** True where something has no price or could not be read. */
    readonly lowerBound: boolean;
  };
  /** Of the expected month, from the parent to the commit. */
  readonly delta: number | null;
  /** Deployments that came, went, were renamed, or cost something else. */
  readonly changed: readonly ChangedDeployment[];
  /** Configs that could not be read; `file` is null for the commit as a whole. */
  readonly unread: readonly { readonly file: string | null; readonly reason: string }[];
}
