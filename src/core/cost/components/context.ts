import type { ResolvedAssumptions } from '../../assumptions/resolved.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { ModelFacts } from '../../model/modelFacts.ts';
import type { Deployment, PurchaseOption } from '../../model/deployment.ts';
import type { NamedInput } from '../../model/estimate.ts';
import type { Range } from '../../model/sourced.ts';
import type { Workload } from '../../model/workload.ts';
import type { Week } from '../autoscaling/week.ts';
import type { HardwareOption } from '../offer.ts';
import type { Site } from '../site.ts';

/** What components are calculated from. */
export interface ComponentContext {
  readonly deployment: Deployment;
  readonly assumptions: ResolvedAssumptions;
  readonly catalog: Catalog;
  readonly site: Site;
  /** Null when the hardware is not known. */
  readonly option: HardwareOption | null;
  /** Why there is no price, when there is none. */
  readonly unpriced: string | null;
  readonly replicas: Range;
  readonly workload: Workload;
  /** Requests/s that are answered. */
  readonly servedPerSecond: number;
  readonly model: ModelFacts | null;
  readonly purchase: PurchaseOption;
  /** The week of demand played through; null = not known. */
  readonly week: Week | null;
  readonly coldStartSeconds: number;
  /** Seconds a request takes from arrival to its last token; null = not known. */
  readonly secondsPerRequest: number | null;
  /** One copy of the weights as they are stored; null = not known. */
  readonly weightsGiB: number | null;
}

export function requestsInput(context: ComponentContext): NamedInput {
  return {
    name: 'requests',
    value: requestsPerMonth(context),
    unit: 'requests/month',
    origin: { kind: 'derived', formula: 'requests answered a second × 3,600 × hours' },
  };
}

/** Requests answered in a month. */
export function requestsPerMonth(context: ComponentContext): number {
  return context.servedPerSecond * 3600 * context.assumptions.hoursPerMonth.value;
}

/** A figure that is the same at least, on average, and at most. */
export function constant(value: number): Range {
  return { min: value, expected: value, max: value };
}

export function scale(range: Range, factor: number): Range {
  return { min: range.min * factor, expected: range.expected * factor, max: range.max * factor };
}
