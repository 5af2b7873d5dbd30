import type { Provider, PurchaseOption } from '../model/deployment.ts';
import type { FindingLevel } from '../model/finding.ts';
import type { Sourced } from '../model/sourced.ts';
import type { Workload } from '../model/workload.ts';

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
  /** Replicas that run on average, as measured. */
  readonly replicas: Sourced<number> | null;
  /** Negotiated discount on on-demand prices, 0–1; `any` holds for providers without their own. */
  readonly discount: Readonly<Partial<Record<Provider | 'any', Sourced<number>>>>;
  /** USD per hour by instance type: prices the user states. */
  readonly prices: Readonly<Record<string, Sourced<number>>>;
  readonly hoursPerMonth: Sourced<number>;
  readonly energy: EnergyAssumptions;
  readonly components: ComponentAssumptions;
  readonly ignored: readonly IgnoredFinding[];
  /** Levels by finding code, from the assumptions file alone. */
  readonly levels: Readonly<Record<string, FindingLevel>>;
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

export interface ComponentAssumptions {
  readonly egress: {
    readonly enabled: boolean;
    readonly bytesPerToken: Sourced<number>;
    readonly bytesPerRequest: Sourced<number> | null;
  };
  readonly loadBalancer: { readonly enabled: boolean; readonly share: Sourced<number> };
  readonly volumes: { readonly enabled: boolean };
  readonly controlPlane: { readonly enabled: boolean; readonly share: Sourced<number> };
  readonly logs: { readonly enabled: boolean; readonly bytesPerRequest: Sourced<number> };
}

/** Null = not stated. */
interface EnergyAssumptions {
  /** g CO2e per kWh. */
  readonly gramsPerKWh: Sourced<number> | null;
  readonly powerUsageEffectiveness: Sourced<number> | null;
}

export interface IgnoredFinding {
  readonly code: string;
  readonly reason: string;
  /** Last day (`YYYY-MM-DD`) on which it is ignored; null = always. */
  readonly until: string | null;
}
