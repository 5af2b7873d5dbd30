import type { Within } from '../cost/within.ts';
import type { GroupBudget } from '../model/budget.ts';
import type { Phase, Supply } from '../model/deployment.ts';
import type { CostCategory, MainUnit } from '../model/estimate.ts';
import type { Consequence, Finding, FixEffect } from '../model/finding.ts';
import type { Confidence, WorkUnit } from '../model/performance.ts';
import type { Range } from '../model/sourced.ts';
import type { AutoscalingReport, ColdStartReport, WorkloadReport } from './demandReport.ts';
import type { InsightReport } from './insightReport.ts';
import type { AssumptionReport } from './originReport.ts';
import type { RepositoryReport } from './repositoryReport.ts';

/**
 * What all report formats render and `--format json` prints as it is: a public contract, extended only by adding.
 * Money is a month of 730 hours in `currency`; what is not known is null, never 0. `file` is relative to the base of
 * the report with `/`; `line` and `column` count from 1; `start` and `end` are UTF-16 offsets into the file.
 */
export interface Report {
  readonly version: 1;
  readonly currency: string;
  /** Units of `currency` for one US dollar, and the day of that rate (null for USD itself). */
  readonly exchangeRate: { readonly perUsd: number; readonly asOf: string | null };
  /** The day the report was made for. */
  readonly date: string;
  readonly prices: {
    /** Newest day of any price that is known. */
    readonly asOf: string;
    readonly id: string;
    /** Oldest day of a price that weighs in this report; null where none does. */
    readonly usedAsOf: string | null;
  };
  /** Version of the product: another one may estimate the same config in another way. */
  readonly productVersion: string;
  readonly deployments: readonly DeploymentReport[];
  readonly totals: TotalsReport;
  /** Totals by team and by environment, dearest first; the name null holds those that nobody names. */
  readonly byTeam: readonly GroupReport[];
  readonly byEnvironment: readonly GroupReport[];
  /** Services whose traffic is split over variants that run at once: canaries, A/B tests. */
  readonly trafficSplits: readonly TrafficSplitReport[];
  /** Budgets of several deployments together; those of one deployment are findings when they are exceeded. */
  readonly budgets: readonly BudgetReport[];
  /** Shares of the four categories in the expected total, beside those serving usually has. */
  readonly categories: readonly CategoryReport[];
  /** Findings that belong to a file or to several deployments together. */
  readonly findings: readonly FindingReport[];
  /** What is not looked for, since comments or the assumptions file say so. */
  readonly suppressed: readonly SuppressedReport[];
  /** Good practice, item by item, answered from the configs and the assumptions alone. */
  readonly checklist: readonly ChecklistReport[];
  readonly skipped: readonly SkippedReport[];
  /** The repositories that the files come from, as far as somebody says; their deployments name them. */
  readonly repositories: readonly RepositoryReport[];
  /** What has to be known of a report that was made of others, a sentence each. */
  readonly remarks: readonly string[];
}

export interface GroupReport {
  readonly name: string | null;
  /** How many of the deployments are its. */
  readonly deployments: number;
  readonly min: number | null;
  readonly expected: number | null;
  readonly max: number | null;
  readonly lowerBound: boolean;
}

export interface BudgetReport {
  readonly holdsFor: GroupBudget['holdsFor'];
  /** Of the team or environment; null for all deployments below the file that states it. */
  readonly name: string | null;
  /** Which figure of the month is held against it. */
  readonly basis: GroupBudget['basis'];
  readonly budget: number;
  readonly cost: number;
  readonly isExceeded: boolean;
  /** True when something of it is unpriced: it costs at least that. */
  readonly lowerBound: boolean;
  /** How many deployments it is of. */
  readonly deployments: number;
  /** Where it is stated. */
  readonly file: string;
  readonly line: number;
}

export interface TrafficSplitReport {
  /** Id that the variants have in common. */
  readonly service: string;
  readonly variants: readonly {
    readonly id: string;
    readonly trafficShare: number;
    /** Expected month; null = not known. */
    readonly monthly: number | null;
  }[];
  /** Expected month while all variants run; null when one of them has no price. */
  readonly monthly: number | null;
  /** What of it is paid for all variants but the one with most of the traffic: the price of running them at once. */
  readonly beside: number | null;
}

export interface CategoryReport {
  readonly category: CostCategory;
  /** Expected month; 0 where nothing of it is priced. */
  readonly expected: number;
  /** Share of the expected total, 0–1; null without a total. */
  readonly share: number | null;
  readonly usual: { readonly from: number; readonly to: number };
  /** Why it is not within the usual band; null when it is. */
  readonly remark: string | null;
}

export interface DeploymentReport {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly format: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly team: string | null;
  readonly environment: string | null;
  readonly owner: string | null;
  /** Name of one of the report's repositories; null where nobody names it. */
  readonly repository: string | null;
  /** The part of each request that its workers do; null = all of it. */
  readonly phase: Phase | null;
  /** Share of its service's traffic, 0–1; null = all of it. */
  readonly trafficShare: number | null;
  readonly engine: string | null;
  readonly model: {
    readonly id: string | null;
    readonly parameters: number | null;
    readonly activeParameters: number | null;
    readonly weightPrecision: string | null;
    readonly kvPrecision: string | null;
  };
  /** Per replica; null on CPU; a null name where the config asks for accelerators without naming one. */
  readonly accelerator: { readonly name: string | null; readonly count: number } | null;
  /** In words, over all replicas: `4 × A100-SXM-80`; `1 GPU, not named`. */
  readonly hardware: string;
  readonly tensorParallel: number;
  readonly instanceType: string | null;
  readonly provider: string | null;
  readonly region: string | null;
  readonly purchase: string | null;
  /** How the capacity is sold. */
  readonly supply: Supply['kind'];
  readonly replicas: Range;
  readonly monthly: MonthlyReport;
  readonly unit: UnitReport;
  readonly workload: WorkloadReport;
  /** Null where the speed of a replica is not known. */
  readonly autoscaling: AutoscalingReport | null;
  readonly coldStart: ColdStartReport;
  readonly performance: PerformanceReport;
  readonly memory: MemoryReport;
  readonly assumptions: readonly AssumptionReport[];
  readonly findings: readonly FindingReport[];
  readonly notProposed: readonly NotProposedReport[];
  readonly components: readonly ComponentReport[];
  readonly candidates: readonly CandidateReport[];
  /** What is not in the total, one phrase each. */
  readonly missing: readonly string[];
  readonly notes: readonly NoteReport[];
  /** Null in formats that do not show it. */
  readonly insight: InsightReport | null;
}

export interface MonthlyReport {
  readonly min: number | null;
  readonly expected: number | null;
  readonly max: number | null;
  readonly compute: number | null;
  readonly network: number | null;
  readonly storage: number | null;
  readonly management: number | null;
  /** True when something is unpriced: the figures are the least it costs. */
  readonly lowerBound: boolean;
  /** Expected, if every replica paid for whole nodes; null where that makes no difference or is not known. */
  readonly wholeNode: number | null;
}

export interface UnitReport {
  readonly perMillionTokens: number | null;
  readonly perMillionInputTokens: number | null;
  readonly perMillionOutputTokens: number | null;
  readonly perThousandRequests: number | null;
  /** Each of the three only where requests are counted in it. */
  readonly perImage: number | null;
  readonly perAudioHour: number | null;
  readonly perThousandPredictions: number | null;
  /** The one of them that fits what is served, at least, as expected and at most; null = none is known. */
  readonly main: MainUnit | null;
  readonly perMillionTokensAtCapacity: number | null;
}

export interface PerformanceReport {
  /** Capacity of all expected replicas together. */
  readonly requestsPerSecond: number | null;
  /** Null also where nothing is written token by token. */
  readonly outputTokensPerSecond: number | null;
  /** Capacity in what requests are counted in: tokens in and out, images, seconds of audio, predictions. */
  readonly work: { readonly unit: WorkUnit; readonly perSecond: number } | null;
  /** To the first token, null for decode workers; to the whole answer where nothing is written token by token. */
  readonly ttftMs: number | null;
  readonly tpotMs: number | null;
  /** In which the KV cache of a prompt gets from a prefill to a decode worker; null for whole requests. */
  readonly kvTransferMs: number | null;
  readonly utilization: number | null;
  readonly maxConcurrency: number | null;
  readonly meetsSlo: boolean | null;
  readonly confidence: Confidence | null;
  /** Where 80% of comparable measurements lie. */
  readonly within: {
    readonly requestsPerSecond: Within;
    readonly ttftMs: Within | null;
    readonly tpotMs: Within | null;
  } | null;
}

export interface MemoryReport {
  readonly weightsGiB: number | null;
  readonly kvCacheGiB: number | null;
  readonly availableGiB: number | null;
  readonly fits: boolean | null;
  readonly overheadGiB: number | null;
  readonly shortfallGiB: number | null;
}

export interface ComponentReport {
  readonly name: string;
  readonly category: CostCategory;
  /** Who is paid for it, as the price list names them; `own` = nobody outside, null = not known. */
  readonly provider: string | null;
  readonly quantity: number | null;
  readonly unit: string;
  readonly unitPrice: number | null;
  readonly monthly: Range | null;
  readonly formula: string;
  readonly inputs: readonly AssumptionReport[];
  /** Parts of the expected month that are in it: idle, starting. */
  readonly parts: readonly { readonly name: string; readonly monthly: number }[];
}

export interface CandidateReport {
  readonly accelerator: string;
  readonly instanceType: string;
  readonly provider: string;
  readonly region: string;
  readonly monthly: Range | null;
  readonly fits: boolean;
  readonly meetsSlo: boolean;
}

export interface FindingReport {
  readonly code: string;
  readonly severity: Finding['level'];
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly start: number;
  readonly end: number;
  /** The preferred fix; null when a person must act. */
  readonly fix: FixReport | null;
  readonly alternatives: readonly FixReport[];
  readonly tradeOffs: readonly string[];
  /** What following it takes; null where nothing of a deployment is changed. */
  readonly consequence: Consequence | null;
}

/** Advice that would save and is not given. */
interface NotProposedReport {
  readonly code: string;
  readonly reason: string;
}

export interface FixReport {
  readonly id: string;
  readonly title: string;
  /** Fall of the expected total of the same report; negative when it rises. */
  readonly monthlySaving: number | null;
  readonly safe: boolean;
  readonly needs: string | null;
  /** Before and after, measured on the edited text; money in the currency of the report. */
  readonly effect: FixEffect | null;
  readonly edits: readonly EditReport[];
}

export interface EditReport {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
  /** True when the file does not exist yet. */
  readonly create: boolean;
}

export interface TotalsReport {
  readonly min: number | null;
  readonly expected: number | null;
  readonly max: number | null;
  /** All preferred savings applied together and priced once. */
  readonly jointSaving: number | null;
  readonly lowerBound: boolean;
}

interface NoteReport {
  readonly code: string;
  readonly message: string;
  readonly line: number;
}

/** One item of the checklist. */
export interface ChecklistReport {
  /** Stable: `autoscaling`. */
  readonly id: string;
  readonly title: string;
  /** How many deployments each answer holds for. */
  readonly done: number;
  readonly missing: number;
  readonly notApplicable: number;
  readonly answers: readonly {
    /** Id and name of the deployment. */
    readonly deployment: string;
    readonly name: string;
    readonly status: 'done' | 'missing' | 'not-applicable';
    /** What is there, what is missing, or why it is not asked. */
    readonly note: string;
    /** Where that is written, or would be. */
    readonly file: string;
    readonly line: number;
  }[];
}

/** A code that is not looked for in a deployment. */
export interface SuppressedReport {
  readonly code: string;
  /** Id and name of the deployment. */
  readonly deployment: string;
  readonly name: string;
  readonly reason: string | null;
  /** Last day on which it counts, `YYYY-MM-DD`; null = always. */
  readonly until: string | null;
  /** Where that is said. */
  readonly file: string;
  readonly line: number;
}

export interface SkippedReport {
  readonly file: string;
  readonly reason: string;
  readonly line: number | null;
}
