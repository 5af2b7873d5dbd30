import type { Change } from './change.ts';
import type { FileEdit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';

export type FindingLevel = 'off' | 'information' | 'warning' | 'error';

/** Something the advice layer has to say about a deployment (or a file). */
export interface Finding {
  /** Stable and public; also the name of the rule's file: `quantize`, `does-not-fit`. */
  readonly code: string;
  readonly level: Exclude<FindingLevel, 'off'>;
  readonly deploymentId: string | null;
  readonly uri: string;
  /** The value that should change, not the block. */
  readonly span: Span;
  /** What, how much, why; one or two sentences. */
  readonly message: string;
  /** Preferred first. Empty when a person must act. */
  readonly fixes: readonly Fix[];
  /** What the change costs in return, in words: accuracy, latency, interruption. */
  readonly tradeOffs: readonly string[];
  /** Null where nothing of a deployment is changed. */
  readonly consequence: Consequence | null;
}

/** What following advice takes and may do, in words that can be compared. */
export interface Consequence {
  /** That something users notice gets worse. */
  readonly risk: 'none' | 'low' | 'medium' | 'high';
  /** Until it is done and checked, by somebody who knows the deployment. */
  readonly effort: 'minutes' | 'hours' | 'days';
  /** While it is rolled out. */
  readonly downtime: 'none' | 'rolling restart' | 'restart';
  /** Whether undoing the edit undoes it all. */
  readonly reversible: boolean;
}

/** Advice that would save and is not given, and why: `p95 TTFT would be 1.9 s, limit 1.0 s`. */
export interface HeldBack {
  readonly code: string;
  readonly reason: string;
}

/** A kind of finding that somebody does not want for a deployment: it is not looked for. */
export interface Suppressed {
  readonly code: string;
  readonly deploymentId: string;
  /** Null where a comment gives none. */
  readonly reason: string | null;
  /** Last day on which it counts, `YYYY-MM-DD`; null = always. */
  readonly until: string | null;
  /** Where that is said: a comment of the config, or an entry of the assumptions file. */
  readonly uri: string;
  readonly span: Span;
}

/** A figure before and after a fix; null = not known. */
export interface BeforeAfter {
  readonly before: number | null;
  readonly after: number | null;
}

/** What a fix does to its deployment, measured on the edited text. */
export interface FixEffect {
  /** USD per month, expected. */
  readonly monthly: BeforeAfter;
  readonly ttftMs: BeforeAfter;
  readonly tpotMs: BeforeAfter;
  /** Share of requests answered late or not at all, 0–1. */
  readonly missedShare: BeforeAfter;
}

/** Edits to the user's own files. */
export interface Fix {
  /** Unique in one analysis and stable over re-analysis: `<deployment id>:<code>:<variant>`. */
  readonly id: string;
  /** A verb phrase without the saving: "Quantize to FP8". */
  readonly title: string;
  readonly edits: readonly FileEdit[];
  /**
   * USD per month by which the expected total falls, measured by pricing the edited files again; negative when it
   * rises; null when one of the two totals is not known.
   */
  readonly monthlySaving: number | null;
  /** True when nothing but cost changes for the worse or needs a person: may be part of "apply all safe fixes". */
  readonly safe: boolean;
  /** What a person must do besides the edit; null = nothing. */
  readonly needs: string | null;
  /** What the edits carry out; null for edits that are no change of the deployment (an assumption). */
  readonly changes: readonly Change[] | null;
  /** Null where no deployment is changed. */
  readonly effect: FixEffect | null;
}
