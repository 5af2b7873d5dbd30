import type { AutoscalingEstimate, ColdStart } from './autoscaling.ts';
import type { AcceleratorFacts, PricedInstance } from './catalog.ts';
import type { ModelFacts } from './modelFacts.ts';
import type { PurchaseOption } from './deployment.ts';
import type { MemoryEstimate, PerformanceEstimate, Precision } from './performance.ts';
import type { Origin, Range, Sourced } from './sourced.ts';
import type { Workload } from './workload.ts';

export type CostCategory = 'compute' | 'network' | 'storage' | 'management';

/** One line of the bill. USD; null = not known, which makes the total a lower bound. */
export interface CostComponent {
  readonly name: string;
  readonly category: CostCategory;
  /** Who is paid for it, as the price list names them: `aws`, `openai`; `own` = nobody outside. Absent = not known. */
  readonly provider?: string;
  /** Expected quantity a month, in `unit`; null = unknown. */
  readonly quantity: number | null;
  readonly unit: string;
  readonly unitPrice: number | null;
  readonly monthly: Range | null;
  readonly formula: string;
  readonly inputs: readonly NamedInput[];
  /** Shares of this line that are worth a word; they are in it, not beside it. */
  readonly parts?: readonly CostPart[];
}

/** A part of a component: what of the compute stands idle. */
export interface CostPart {
  readonly name: string;
  /** USD of the expected month. */
  readonly monthly: number;
  readonly formula: string;
}

/** An input of a figure and where it came from. */
export interface NamedInput {
  readonly name: string;
  readonly value: string | number;
  readonly unit: string;
  readonly origin: Origin;
}

/** Unit costs in USD on the allocation basis: what is paid divided by what is served. Null = not known. */
export interface UnitCosts {
  /** Input and output; null for workers that do one of them only. */
  readonly perMillionTokens: number | null;
  readonly perMillionInputTokens: number | null;
  readonly perMillionOutputTokens: number | null;
  readonly perThousandRequests: number | null;
  /** Each of the three only where requests are counted in it: see `WorkUnit`. */
  readonly perImage: number | null;
  readonly perAudioHour: number | null;
  readonly perThousandPredictions: number | null;
  /** USD per million tokens (input and output) when every replica runs at capacity. */
  readonly perMillionTokensAtCapacity: number | null;
}

/** The unit costs that stand for what is served. */
export type UnitName =
  | 'perImage'
  | 'perAudioHour'
  | 'perThousandPredictions'
  | 'perMillionTokens'
  | 'perMillionInputTokens'
  | 'perMillionOutputTokens'
  | 'perThousandRequests';

/** The unit cost that fits what is served. */
export interface MainUnit {
  readonly name: UnitName;
  /** USD; at least and at most are the expected cost where the month is one figure. */
  readonly cost: Range;
}

/** The least and the most each unit cost may come to. */
export interface UnitBounds {
  readonly min: UnitCosts;
  readonly max: UnitCosts;
}

/** What a replica runs on, after all evidence and defaults. */
export interface ChosenHardware {
  /** Null on CPU. */
  readonly accelerator: AcceleratorFacts | null;
  readonly instance: PricedInstance | null;
  /** Where the accelerator (or on CPU the instance) came from. */
  readonly origin: Origin;
  readonly purchase: Sourced<PurchaseOption>;
  /** USD per hour for the whole instance at the purchase option; null = no price known. */
  readonly pricePerHour: number | null;
  /**
   * Share of the instance one replica takes, 0–1, or nodes it takes whole (≥ 1). Without an instance: its pods, as if
   * each took a node.
   */
  readonly nodeShare: number;
}

/** Who the cost is reported to; each null when nobody says. */
export interface Attribution {
  readonly team: Sourced<string> | null;
  readonly environment: Sourced<string> | null;
  readonly owner: Sourced<string> | null;
}

/** One way to settle an accelerator that the config does not name. */
export interface AcceleratorCandidate {
  readonly accelerator: string;
  readonly instance: PricedInstance;
  readonly monthly: Range | null;
  readonly fits: boolean;
  readonly meetsSlo: boolean;
}

/** What a deployment costs and does. Everything in USD per month of 730 h unless it says otherwise. */
export interface CostEstimate {
  readonly deploymentId: string;
  readonly attribution: Attribution;
  /** The demand that is priced; where nobody states a rate, the one the deployment is sized for. */
  readonly workload: Workload;
  /** Hours a month that are priced. */
  readonly hoursPerMonth: number;
  /** Requests that are answered in them; those that the replicas cannot keep up with are left out. */
  readonly requestsPerMonth: number;
  readonly components: readonly CostComponent[];
  /** Sum of the known components; null when nothing could be priced. */
  readonly monthly: Range | null;
  /** True when something is unpriced: every shown total reads "≥". */
  readonly lowerBound: boolean;
  /** What is missing, one phrase each. */
  readonly missing: readonly string[];
  readonly byCategory: Readonly<Record<CostCategory, number>>;
  /** The same month if every replica paid for whole nodes; null when no node is known or it makes no difference. */
  readonly wholeNodeMonthly: Range | null;

  /** Replicas that run: at least, on average, at most. */
  readonly replicas: Range;
  readonly hardware: ChosenHardware | null;
  /** Filled when the config asks for accelerators without naming one: cheapest first. */
  readonly candidates: readonly AcceleratorCandidate[];

  readonly model: ModelFacts | null;
  /** Quantization method id in effect, and where that was read. */
  readonly quantization: Sourced<string> | null;
  readonly kvPrecision: Precision | null;
  readonly tensorParallel: number;

  readonly memory: MemoryEstimate | null;
  readonly performance: PerformanceEstimate | null;
  /** Busy share of the running replicas at the expected demand, 0–1 (above 1: overloaded). */
  readonly utilization: number | null;
  /** Latency at the expected demand per replica. */
  readonly ttftMs: number | null;
  readonly tpotMs: number | null;
  /** Null when the workload states no SLO or performance is not known. */
  readonly meetsSlo: boolean | null;

  /** The week of demand played through; null where a replica's speed is not known. */
  readonly autoscaling: AutoscalingEstimate | null;
  /** What starting a replica takes. */
  readonly coldStart: ColdStart;

  readonly unit: UnitCosts;
  /** Null where the month is one figure. */
  readonly unitBounds: UnitBounds | null;
  /** Every input that was assumed rather than read from the config, the weightiest first. */
  readonly assumptions: readonly NamedInput[];
}
