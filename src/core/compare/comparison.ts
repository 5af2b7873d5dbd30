import type { PurchaseOption, Provider } from '../model/deployment.ts';
import type { Change } from '../model/change.ts';
import type { MainUnit } from '../model/estimate.ts';
import type { Range } from '../model/sourced.ts';

/** Which machines are compared, and how they are bought. */
export interface InstanceScope {
  /** `same`: where the deployment runs; `all`: the other clouds too, each in its main region. */
  readonly providers: 'same' | 'all';
  /** Region of the deployment’s own cloud; null = where it runs today. */
  readonly region: string | null;
  /** Null = as today. */
  readonly purchase: (typeof listedPurchases)[number] | null;
}

export const defaultScope: InstanceScope = { providers: 'same', region: null, purchase: null };

/** What is to be said of a row before its price: `holds` is what a plan may be made of. */
export type Verdict =
  | 'holds'
  | 'misses-slo'
  /** More requests are turned away, or given up, than may be. */
  | 'loses-requests'
  | 'does-not-fit'
  /** The accelerator lacks the arithmetic of the precision that is served. */
  | 'no-arithmetic'
  /** Priced by a share of machines of which too much would stand empty. */
  | 'empty-nodes'
  | 'not-allowed'
  | 'unpriced'
  /** Priced, but nothing says how fast it would be, so that nothing says how many are needed. */
  | 'speed-not-known';

/** Ways to buy a machine of which the hour is listed. */
export const listedPurchases = ['on-demand', 'spot', 'reserved-1y', 'reserved-3y'] as const;

/** USD for an hour of the whole machine; null = not sold so, or not known. */
export type HourlyPrices = Readonly<Record<(typeof listedPurchases)[number], number | null>>;

/** What a row costs and does; the demand is that of the deployment today. */
export interface InstanceFigures {
  /** USD per month, whole: everything beside compute is in it. */
  readonly monthly: Range;
  /** True when something in that month has no price. */
  readonly lowerBound: boolean;
  /** The same if whole nodes are paid; null when that makes no difference. */
  readonly wholeNodeMonthly: Range | null;
  readonly replicas: Range;
  readonly unit: MainUnit | null;
  /** USD; null = not known, or not counted in tokens. */
  readonly perMillionTokens: number | null;
  /** USD; null = not known. */
  readonly perRequest: number | null;
  /** At the expected demand. Milliseconds. */
  readonly ttftMs: number | null;
  readonly tpotMs: number | null;
  /** From request to last token: what the front of cost and latency is drawn over. */
  readonly requestMs: number | null;
  /** What one replica serves within the limits. */
  readonly requestsPerSecondPerReplica: number | null;
  readonly outputTokensPerSecondPerReplica: number | null;
  /** What all replicas serve within the limits: what the front of cost and throughput is drawn over. */
  readonly requestsPerSecond: number | null;
  readonly utilization: number | null;
  readonly meetsSlo: boolean | null;
}

/** One machine type with so many of its accelerators for a replica, in one region. */
export interface InstanceRow {
  /** Says which row it is among those of its comparison. */
  readonly key: string;
  /** Cloud or platform that sells it. */
  readonly seller: string;
  readonly provider: Provider;
  readonly region: string;
  /** Null where it is not known on what the deployment runs today. */
  readonly instance: string | null;
  /** Null = the source does not say. */
  readonly vcpus: number | null;
  readonly memoryGiB: number | null;
  /** Null on CPU. */
  readonly accelerator: string | null;
  /** Accelerators of one replica; 0 on CPU. */
  readonly count: number;
  /** Accelerators of the machine. */
  readonly ofMachine: number;
  readonly purchase: PurchaseOption;
  readonly hourly: HourlyPrices;
  /** Source and day of the price; empty where there is none. */
  readonly source: string;
  readonly asOf: string;
  /** What a reader should know about that price; mostly empty. */
  readonly note: string;
  /** The deployment as it is. */
  readonly isCurrent: boolean;
  readonly verdict: Verdict;
  /** Why, in a phrase, where the verdict does not say it by itself. */
  readonly reason: string | null;
  /** Null = not known. */
  readonly fits: boolean | null;
  /** GiB that are missing per accelerator when it does not fit. */
  readonly shortfallGiB: number;
  /** Null when it has no price, or the model does not fit. */
  readonly figures: InstanceFigures | null;
  /**
   * False where another machine with as many of the same accelerators (on CPU: of the same family) is sold at the same place and
   * comes to less.
   */
  readonly isBestOfKind: boolean;
  /** What is different besides the machine: its number of accelerators, parallelism, replicas. */
  readonly besides: readonly Change[];
}

/** Machines that could not be compared, by reason. */
export interface LeftOut {
  readonly instance: string;
  readonly provider: Provider;
  readonly region: string;
  readonly reason: string;
}

/** One deployment on every machine it could run on. */
export interface InstanceComparison {
  readonly deploymentId: string;
  readonly name: string;
  readonly scope: InstanceScope;
  /** Where its own cloud has machines, for choosing one. */
  readonly regions: readonly string[];
  /** Today’s first, then as the price list has them. */
  readonly rows: readonly InstanceRow[];
  /** Key of the cheapest row that holds everything; null when none does. */
  readonly cheapest: string | null;
  /** Keys of rows that hold everything and that no other such row beats in cost and latency; cheapest first. */
  readonly byLatency: readonly string[];
  /** The same for cost and throughput. */
  readonly byThroughput: readonly string[];
  readonly left: readonly LeftOut[];
  /** Mean requests/s that every row has to serve, and the busiest moment; null where nothing says them. */
  readonly demand: {
    readonly mean: number;
    readonly peak: number;
    readonly stated: boolean;
  } | null;
  /** False where nothing names what it runs on: the row of today is then the one that is taken for it. */
  readonly isSettled: boolean;
  /** False where no latency limit is stated: then none can be missed. */
  readonly hasObjective: boolean;
}

/** Why there is nothing to compare, in a sentence. */
export interface NotCompared {
  readonly reason: string;
}
