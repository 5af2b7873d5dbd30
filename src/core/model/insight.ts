import type { ApiPrice } from './catalog.ts';
import type { PurchaseOption } from './deployment.ts';
import type { MainUnit, NamedInput } from './estimate.ts';
import type { OperatingPoint } from './performance.ts';
import type { Range } from './sourced.ts';

/** What is calculated on an estimate when somebody looks closer; nothing of it is needed to price a file. */

/** One figure opened to its formula and inputs. */
export interface Explanation {
  /** `monthly`, `perMillionTokens`, `weights`: stable, for machines. */
  readonly figure: string;
  readonly title: string;
  /** Null = not known. Money in USD. */
  readonly value: number | null;
  readonly unit: string;
  readonly formula: string;
  readonly inputs: readonly NamedInput[];
}

/** How far one input moves the expected month. */
export interface Sensitivity {
  readonly input: NamedInput;
  /** What was tried: `−20%`, `+20%`, `3 replicas`. */
  readonly low: SensitivityPoint;
  readonly high: SensitivityPoint;
  /** The larger of the two changes, as a share of the expected month; ≥ 0. */
  readonly effect: number;
}

export interface SensitivityPoint {
  readonly value: string | number;
  /** Expected USD per month; null = cannot be priced. */
  readonly monthly: number | null;
}

/** A deployment against a hosted offer of the same or a comparable model. */
export interface BreakEven {
  readonly offer: ApiPrice;
  /** `comparable`: another model of about the same size; its quality is not compared. */
  readonly match: 'same' | 'comparable';
  /** Catalogue id of the hosted model. */
  readonly model: string;
  /** USD per million tokens at the mix of input and output of the workload. */
  readonly perMillionTokens: number;
  /** USD a month for the traffic that the deployment serves. */
  readonly monthly: number;
  /** Requests a month at which both cost the same, the deployment being as it is now. */
  readonly requestsPerMonth: number;
  /** Input and output tokens a month at that point. */
  readonly tokensPerMonth: number;
  /** That point over what the running replicas serve at capacity; above 1 they cannot reach it. Null = speed not known. */
  readonly shareOfCapacity: number | null;
}

/** How a replica may be paid for: the ways to buy its machine, an endpoint of a platform, a hosted model by the token. */
export type WayOfSelling = PurchaseOption | 'managed' | 'hosted';

/** The same replicas, or for `hosted` the same traffic, sold in one way. */
export interface Alternative {
  readonly way: WayOfSelling;
  /** True for the way the deployment is priced as it is. */
  readonly isCurrent: boolean;
  /** The machine, `ml.g6.xlarge`, or the hosted model as its provider names it. */
  readonly offer: string;
  /** Cloud, platform or provider that sells it. */
  readonly seller: string;
  /** Null for hosted models. */
  readonly region: string | null;
  /** Expected USD per month. */
  readonly monthly: number;
  /** True when something else in that month has no price. */
  readonly lowerBound: boolean;
  readonly unit: MainUnit | null;
}

/** Electricity and carbon of the running replicas. */
export interface EnergyUse {
  readonly kWhPerMonth: number;
  /** Null where no grid intensity is given. */
  readonly kgCO2ePerMonth: number | null;
  readonly formula: string;
  readonly inputs: readonly NamedInput[];
}

/** What a scaling policy would make of the same week. USD per month; null = not known. */
export interface ScalingOutcome {
  /** `none` = as many replicas as the busiest moment needs, always. */
  readonly policy: 'none' | 'conservative' | 'balanced' | 'aggressive';
  readonly replicas: Range;
  readonly monthly: number | null;
  /** Part of the compute that the demand does not need. */
  readonly idleMonthly: number | null;
  /** Share of requests that wait for a start, are late or dropped, 0–1. */
  readonly missedShare: number | null;
  readonly coldStartsPerMonth: number | null;
}

/** What callers see at one load: means, and what the percentile of the workload sees. Milliseconds. */
export interface LoadedPoint extends OperatingPoint {
  readonly percentile: {
    readonly ttftMs: number;
    readonly tpotMs: number;
    /** From request to last token. */
    readonly e2eMs: number;
  };
}

/** What arrives at one replica, and where on its curve that is. */
export interface LoadOnCurve {
  readonly requestsPerSecond: number;
  /** Null where hardly anything arrives, or more than can be served. */
  readonly point: LoadedPoint | null;
  /** More arrives than can be served: queues only grow. */
  readonly overloaded: boolean;
}

/** What a replica does and what its callers see, from a lone request to more than it is planned for. */
export interface LoadCurve {
  /** In rising order of concurrency; those below are among them. */
  readonly points: readonly LoadedPoint[];
  /** At the mean of the week. */
  readonly now: LoadOnCurve;
  /** In the hour in which most arrives at each replica; null where the week is as good as even. */
  readonly busiest: LoadOnCurve | null;
  /** The highest load at which the limits hold, or that batch work and work without limits is planned with; null where they hold at none. */
  readonly capacity: LoadedPoint | null;
  /** Requests at once that memory and engine allow. */
  readonly maxConcurrency: number;
}
