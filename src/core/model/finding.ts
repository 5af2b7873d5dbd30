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
}
