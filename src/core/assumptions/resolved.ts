import type { Provider, PurchaseOption } from '../model/deployment.ts';
import type { FindingLevel } from '../model/finding.ts';
import type { Sourced } from '../model/sourced.ts';
import type { Workload } from '../model/workload.ts';
import type { MeasuredBenchmark, MeasuredBill, MeasuredProduction } from './measuredSchema.ts';
import type { Span } from '../text/span.ts';
import type { ComponentAssumptions } from './resolveComponents.ts';
import type { PurchaseTerms } from './resolvePurchase.ts';

/** Demand as far as it is stated. Without a rate, the estimate takes the one the deployment is sized for. */
export type AssumedWorkload = Omit<Workload, 'requestsPerSecond'> & {
  readonly requestsPerSecond: Sourced<number> | null;
};

/** What counts for one deployment where its config is silent, each value with its origin. */
export interface ResolvedAssumptions {
  readonly workload: AssumedWorkload;
  readonly coldStart: ColdStartAssumptions;
  readonly provider: Sourced<Provider> | null;
  readonly region: Sourced<string> | null;
  readonly accelerator: Sourced<string> | null;
  readonly instanceType: Sourced<string> | null;
  readonly purchase: Sourced<PurchaseOption> | null;
  /** Model that stands for one the config does not name, or the catalogue does not know. */
  readonly model: Sourced<string> | null;
  /** Replicas that run on average, as measured. */
  readonly replicas: Sourced<number> | null;
  /** Negotiated discount on on-demand prices, 0–1; `any` holds for providers without their own. */
  readonly discount: Readonly<Partial<Record<Provider | 'any', Sourced<number>>>>;
  /** USD per hour by instance type: prices the user states. */
  readonly prices: Readonly<Record<string, Sourced<number>>>;
  /** Hours a month the deployment runs: the month’s, or those of its schedule. */
  readonly hoursPerMonth: Sourced<number>;
  /** Hours a month in which what does not follow the schedule is paid: load balancers, control planes, commitments. */
  readonly calendarHours: Sourced<number>;
  readonly terms: PurchaseTerms;
  /** Days after which list prices count as old. */
  readonly maxPriceAgeDays: Sourced<number>;
  /** Measured share of the node or server, 0–1; null = the share it requests counts. */
  readonly nodeShare: Sourced<number> | null;
  /** Share of its server that a model carries when several run on it, 0–1; null = all of it. */
  readonly serverShare: Sourced<number> | null;
  readonly team: Sourced<string> | null;
  readonly environment: Sourced<string> | null;
  readonly owner: Sourced<string> | null;
  readonly energy: EnergyAssumptions;
  readonly components: ComponentAssumptions;
  /** What was measured of it, to compare the estimate with; the demand among it is in the workload already. */
  readonly measured: Measured;
  readonly ignored: readonly IgnoredFinding[];
  /** Levels by finding code, from the assumptions file alone. */
  readonly levels: Readonly<Record<string, FindingLevel>>;
}

/** Each null where nothing of its kind was measured. */
export interface Measured {
  readonly production: Placed<MeasuredProduction> | null;
  readonly benchmark: Placed<MeasuredBenchmark> | null;
  readonly bill: Placed<MeasuredBill> | null;
}

/** What an assumptions file says, and where. */
interface Placed<T> {
  readonly values: T;
  readonly uri: string;
  readonly span: Span;
}

/** Null = not stated. */
interface EnergyAssumptions {
  /** g CO2e per kWh. */
  readonly gramsPerKWh: Sourced<number> | null;
  readonly powerUsageEffectiveness: Sourced<number> | null;
}

/** Parts of a cold start as they are stated; null = the default. Seconds, GB, MB/s. */
export interface ColdStartAssumptions {
  readonly seconds: Sourced<number> | null;
  readonly nodeSeconds: Sourced<number> | null;
  readonly imageGB: Sourced<number> | null;
  readonly imageMBPerSecond: Sourced<number> | null;
  readonly modelMBPerSecond: Sourced<number> | null;
  readonly engineSeconds: Sourced<number> | null;
}

interface IgnoredFinding {
  readonly code: string;
  readonly reason: string;
  /** Last day (`YYYY-MM-DD`) on which it is ignored; null = always. */
  readonly until: string | null;
  /** Where that is written. */
  readonly uri: string;
  readonly span: Span;
}
