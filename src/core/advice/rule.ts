import type { Catalog } from '../model/catalog.ts';
import type { Change, Proposal } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Currency } from '../model/environment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { FindingLevel } from '../model/finding.ts';
import type { Workload } from '../model/workload.ts';
import type { FileEdit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';

/** One kind of advice. A rule lives in `rules/<code>.ts` and is listed in `rules.ts`. */
export interface Rule {
  /** Stable and public: shown in the Problems panel, used in settings and `ignore` lists. */
  readonly code: string;
  readonly title: string;
  /** Level unless settings or the assumptions file say otherwise. */
  readonly level: Exclude<FindingLevel, 'off'>;
  /** For the rule's page: what it looks for, what it proposes, when it holds back. */
  readonly explanation: string;
  /** Never throws. Cheap when there is nothing to say. */
  check(subject: Subject): readonly FindingDraft[];
}

/** One deployment as a rule sees it. */
export interface Subject {
  readonly deployment: Deployment;
  readonly workload: Workload;
  readonly estimate: CostEstimate;
  readonly catalog: Catalog;
  /** In which messages state money. */
  readonly currency: Currency;
  /**
   * Prices the deployment as `changes` would make it, without text. For searching among many changes; what is shown
   * comes from pricing the edited text.
   */
  consider(changes: readonly Change[]): CostEstimate;
  /** The changes as edits of the user's files, or why they cannot be written there. */
  propose(changes: readonly Change[]): Proposal;
  /** Edits that set a field of this deployment in the nearest `.servingcost.yaml`, creating it when there is none. */
  assume(path: readonly string[], value: string | number): Proposal;
}

/** What a rule found, before its fixes are verified. */
export interface FindingDraft {
  readonly uri: string;
  /** The value that should change. */
  readonly span: Span;
  /** Given the verified preferred fix, or null when there is none. */
  message(trial: Trial | null): string;
  readonly tradeOffs: readonly string[];
  readonly fixes: readonly FixDraft[];
  /** Where a finding deserves another level than its rule's; settings still go before it. */
  readonly level?: Rule['level'];
  /** A saving has nothing to say without a verified fix; a problem is said in any case. */
  readonly kind: 'saving' | 'problem';
}

export interface FixDraft {
  /** Tells fixes of one finding apart: `fp8`, `count-4`. */
  readonly variant: string;
  readonly title: string;
  readonly edits: readonly FileEdit[];
  readonly safe: boolean;
  readonly needs: string | null;
  /** Whether the edited and re-priced deployment is what the fix promises. */
  accepts(trial: Trial): boolean;
}

/** The deployment after an edit was applied in memory, parsed and priced again. */
export interface Trial {
  readonly estimate: CostEstimate;
  /** Fall of the expected total over all deployments, USD per month; null when a total is not known. */
  readonly monthlySaving: number | null;
}
