/**
 * What a change costs: the public contract of `diff --format json`, extended only by adding. Money is the expected month in
 * `currency`; null = not known, never 0. `file` and `line` are those after the change, of removed deployments those before it.
 */
export interface Review {
  readonly version: 1;
  readonly currency: string;
  readonly base: ReviewSide;
  readonly head: ReviewSide;
  readonly deployments: readonly ReviewedDeployment[];
  /** Dearer first; empty where nobody names a team. */
  readonly byTeam: readonly ReviewedGroup[];
  readonly totals: Difference & {
    /** After over before, minus 1; null where one is not known or the base costs nothing. */
    readonly share: number | null;
    /** True where a part of one side has no price: the figures are the least it costs. */
    readonly lowerBound: boolean;
    /** What makes the difference, over the deployments whose difference is known. */
    readonly causes: Causes;
  };
  readonly findings: {
    readonly introduced: readonly ReviewedFinding[];
    readonly resolved: readonly ReviewedFinding[];
  };
  /** Which edited lines moved the total; null where the base has no text (a snapshot), or there are too many. */
  readonly lines: readonly ChangedLines[] | null;
}

/** One of the two versions. */
interface ReviewSide {
  /** As the caller named it: `main`, `before.json`, `working tree`. */
  readonly name: string;
  readonly prices: { readonly asOf: string; readonly id: string };
  /** Version of the product that made the estimates; null where a snapshot does not say. */
  readonly productVersion: string | null;
}

/** A difference by what makes it; the three add up to it. */
export interface Causes {
  readonly configuration: number;
  /** Other prices, and what another version of the product estimates in another way. */
  readonly prices: number;
  /** Of the two together, where it cannot be told how much of it is which. */
  readonly undivided: number;
}

export interface Difference {
  readonly before: number | null;
  readonly after: number | null;
  readonly delta: number | null;
}

export interface ReviewedDeployment extends Difference {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly team: string | null;
  readonly environment: string | null;
  readonly change: 'added' | 'removed' | 'changed' | 'same';
  /** What it was called, or where it was, before; null where that is the same. */
  readonly renamedFrom: {
    readonly id: string;
    readonly name: string;
    readonly file: string;
  } | null;
  /** Why the month moved: its configuration or assumptions, the prices, or both; null where it did not. */
  readonly cause: 'configuration' | 'prices' | 'both' | null;
  /** What of the difference other prices make; 0 at the same prices, null where it cannot be told. */
  readonly fromPrices: number | null;
  /** What of the deployment itself is another value. */
  readonly changed: readonly ChangedField[];
  readonly components: readonly (Difference & {
    readonly name: string;
    readonly category: string;
  })[];
  readonly unit: {
    readonly perMillionTokens: Difference;
    readonly perThousandRequests: Difference;
  };
  readonly performance: {
    readonly ttftMs: Difference;
    readonly tpotMs: Difference;
    readonly utilization: Difference;
  };
  readonly fits: { readonly before: boolean | null; readonly after: boolean | null };
  readonly meetsSlo: { readonly before: boolean | null; readonly after: boolean | null };
  readonly lowerBound: boolean;
}

export interface ChangedField {
  /** `replicas`, `instance type`, `request rate`. */
  readonly field: string;
  readonly before: string | number | null;
  readonly after: string | number | null;
}

export interface ReviewedGroup extends Difference {
  /** Null = those that nobody names. */
  readonly name: string | null;
}

export interface ReviewedFinding {
  readonly code: string;
  readonly severity: 'information' | 'warning' | 'error';
  readonly message: string;
  readonly file: string;
  readonly line: number;
  /** Name of its deployment; null for findings on files and groups. */
  readonly deployment: string | null;
}

/** A run of edited lines, and what the total moved when it was applied after those that stand before it. */
export interface ChangedLines {
  readonly file: string;
  /** First of them after the change; of removed lines, the line that now stands in their place. */
  readonly line: number;
  readonly added: number;
  readonly removed: number;
  /** The first line that matters, without indentation: as added, else as removed. */
  readonly text: string;
  /** That it is a file that came or went; null for an edit of one that is on both sides. */
  readonly whole: 'added' | 'removed' | null;
  readonly delta: number;
  /** Names of the deployments whose month moved. */
  readonly deployments: readonly string[];
}
