import type { Assumed } from '../assumptions/assumedField.ts';
import type { Policies } from '../assumptions/policies.ts';
import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { MeasuredLoad } from '../cost/speedAt.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Change, Proposal } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Currency } from '../model/environment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Consequence, FindingLevel } from '../model/finding.ts';
import type { OperatingPoint } from '../model/performance.ts';
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
  /** What following it takes, unless a draft says otherwise. */
  readonly consequence: Consequence;
  /**
   * `all` for a rule that looks at the other deployments too: it is asked anew whenever one of them changes. Absent: the
   * deployment alone decides.
   */
  readonly scope?: 'all';
  /** Never throws. Cheap when there is nothing to say. */
  check(subject: Subject): readonly Advice[];
}

/** What a rule says: something to do, or why it proposes nothing where one would expect it. */
export type Advice = FindingDraft | HeldBackDraft;

/**
 * A proposal that would save and is not made. The reason is a phrase that goes on from "not proposed: " — `p95 TTFT would
 * be 1.9 s, limit 1.0 s`.
 */
export interface HeldBackDraft {
  readonly kind: 'held-back';
  readonly reason: string;
}

/** One deployment as a rule sees it. */
export interface Subject {
  readonly deployment: Deployment;
  readonly workload: Workload;
  readonly estimate: CostEstimate;
  /** What counts where the config is silent, each value with its origin. */
  readonly assumptions: ResolvedAssumptions;
  readonly catalog: Catalog;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** What the organisation holds it to, the nearest file first; mostly none. */
  readonly policies: readonly Policies[];
  /** In which messages state money. */
  readonly currency: Currency;
  /**
   * Prices the deployment as `changes` would make it, without text. For searching among many changes; what is shown
   * comes from pricing the edited text.
   */
  consider(changes: readonly Change[]): CostEstimate;
  /**
   * Prices another deployment in the place of this one, under its assumptions and for the traffic that is priced now: one
   * that only exists to be compared with.
   */
  suppose(deployment: Deployment): CostEstimate;
  /** The changes as edits of the user's files, or why they cannot be written there. */
  propose(changes: readonly Change[]): Proposal;
  /** The other deployments of the analysis; empty for rules without the scope `all`. */
  others(): readonly Subject[];
  /**
   * Edits that set a field of this deployment, or several with their names, in the nearest `.servingcost.yaml`, creating
   * it when there is none.
   */
  assume(path: readonly string[], value: Assumed): Proposal;
  /** Edits that take a field of this deployment out of the nearest `.servingcost.yaml`; refused where it is not stated there. */
  forget(path: readonly string[]): Proposal;
  /** What one of its replicas does under a load that somebody measured; null where nothing can be said about the speed. */
  speedAt(load: MeasuredLoad): OperatingPoint | null;
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
  /** Fixes stay in the order given; absent = those of a saving are sorted, the largest first. */
  readonly inOrder?: true;
  /** Where a finding deserves another level than its rule's; settings still go before it. */
  readonly level?: Rule['level'];
  readonly consequence?: Consequence;
  /** A saving has nothing to say without a verified fix; a problem is said in any case. */
  readonly kind: 'saving' | 'problem';
}

export interface FixDraft {
  /** Tells fixes of one finding apart: `fp8`, `count-4`. */
  readonly variant: string;
  readonly title: string;
  readonly edits: readonly FileEdit[];
  /** What the edits carry out; null for edits that are no change of the deployment (an assumption). */
  readonly changes: readonly Change[] | null;
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
