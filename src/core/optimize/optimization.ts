import type { Change } from '../model/change.ts';
import type { Provider, PurchaseOption } from '../model/deployment.ts';
import type { FileEdit } from '../text/edit.ts';
import type { Assumed } from '../advice/machineTerms.ts';

/** What a plan may use; null = no limit. Filled from policies and options. */
export interface Constraints {
  /** Catalogue ids. */
  readonly allowedAccelerators: readonly string[] | null;
  readonly allowedRegions: readonly string[] | null;
  /** Accelerators that may run at once, all replicas together, by catalogue id; what is not listed has no limit. */
  readonly quota: Readonly<Record<string, number>>;
  /** Replicas beyond one that have to be there; null = one where there are two or more today, else none. */
  readonly spareReplicas: number | null;
}

export const noConstraints: Constraints = {
  allowedAccelerators: null,
  allowedRegions: null,
  quota: {},
  spareReplicas: null,
};

/** How far the search goes. */
export interface SearchOptions {
  /** `same`: where the deployment runs; `all`: every region of the provider that policy allows. */
  readonly regions: 'same' | 'all';
  /** `all`: the other clouds too, each in one region; only for what clouds sell alike, never another platform. */
  readonly providers: 'same' | 'all';
  /** Options beside today's. Spot is only taken where a lost replica is survived; commitments bind for years. */
  readonly purchases: readonly PurchaseOption[];
  /** True where other pods fill what a plan leaves of machines that are not there today. */
  readonly sharedNodes: boolean;
  readonly constraints: Constraints;
  /** Limits in milliseconds beside those that are stated: the tighter one counts. Null = none. */
  readonly limits: { readonly ttftMs: number | null; readonly tpotMs: number | null };
}

export const defaultSearch: SearchOptions = {
  regions: 'same',
  providers: 'same',
  purchases: ['spot'],
  sharedNodes: false,
  constraints: noConstraints,
  limits: { ttftMs: null, tpotMs: null },
};

/** Why a combination is no plan. */
export type DropReason =
  | 'memory'
  | 'precision'
  | 'accuracy'
  | 'slo'
  | 'availability'
  | 'policy'
  | 'quota'
  | 'empty-nodes'
  | 'not-writable'
  | 'no-price';

/** One way to run the deployment. USD per month, milliseconds, requests/s. */
export interface PlanFigures {
  readonly accelerator: string | null;
  /** Per replica. */
  readonly acceleratorCount: number;
  readonly instance: string | null;
  readonly provider: Provider;
  readonly region: string;
  readonly purchase: PurchaseOption;
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  readonly dataParallel: number;
  readonly expertParallel: boolean;
  readonly quantization: string | null;
  readonly kvPrecision: string | null;
  /** Null = the engine's default. */
  readonly maxSequences: number | null;
  readonly replicas: { readonly min: number; readonly expected: number; readonly max: number };
  readonly monthly: number;
  readonly ttftMs: number | null;
  readonly tpotMs: number | null;
  /** From request to last token; what the front of cost and latency is drawn over. */
  readonly latencyMs: number | null;
  /** What all replicas serve within the limits. */
  readonly requestsPerSecond: number | null;
}

export interface Plan extends PlanFigures {
  readonly changes: readonly Change[];
  /** What is set in `.servingcost.yaml` beside the config. */
  readonly assumed: readonly Assumed[];
  readonly edits: readonly FileEdit[];
  /** Fall of the expected total when the edits are applied, measured by pricing the edited text; null = not known. */
  readonly monthlySaving: number | null;
  /** What a person must do besides. */
  readonly needs: readonly string[];
  readonly tradeOffs: readonly string[];
}

/** How the search went. */
export interface SearchCounts {
  /** Combinations of the space. */
  readonly considered: number;
  /** Those that were priced in full. */
  readonly priced: number;
  /** Those that could not be better than one that was priced. */
  readonly pruned: number;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
}

export interface Optimization {
  readonly deploymentId: string;
  readonly name: string;
  /** Null where today's setup serves nothing that could be compared. */
  readonly today: PlanFigures | null;
  /** Mean requests/s that every plan has to serve, and the busiest moment of the week. */
  readonly demand: { readonly mean: number; readonly peak: number; readonly stated: boolean };
  /** Milliseconds at `percentile` that every plan has to hold; all null where no latency limit is stated. */
  readonly limits: {
    readonly ttftMs: number | null;
    readonly tpotMs: number | null;
    readonly e2eMs: number | null;
    readonly percentile: number;
  };
  /** The cheapest plan that holds; null when nothing is cheaper than today. */
  readonly plan: Plan | null;
  /** No other plan is cheaper and as fast; cheapest first. */
  readonly byLatency: readonly Plan[];
  /** No other plan is cheaper and serves as much; cheapest first. */
  readonly byThroughput: readonly Plan[];
  readonly counts: SearchCounts;
}
