import type { FileEdit } from '../text/edit.ts';
import type { EngineSettingName, Provider } from './deployment.ts';

/** What advice wants done, in the product's words; each format knows how to write it into its own files. */
export type Change =
  /** Set an engine flag; `null` removes it. Values in the engine's own spelling. */
  | {
      readonly kind: 'set-engine-setting';
      readonly setting: EngineSettingName;
      readonly value: string | number | boolean | null;
    }
  | { readonly kind: 'set-model'; readonly id: string }
  | { readonly kind: 'use-spot'; readonly provider: Provider }
  /** Name the accelerator (node selector) for a request that does not. */
  | { readonly kind: 'name-accelerator'; readonly accelerator: string; readonly provider: Provider }
  | { readonly kind: 'set-accelerator-count'; readonly count: number }
  | { readonly kind: 'set-replicas'; readonly min?: number; readonly max?: number }
  /** Name the cloud instance type each pod or instance lands on. */
  | {
      readonly kind: 'set-instance-type';
      readonly instanceType: string;
      readonly provider: Provider;
    }
  | { readonly kind: 'set-region'; readonly region: string }
  /**
   * Let the number of replicas follow the load: the bounds and target of the autoscaler that is there, or a new one. The
   * target is in the unit of the metric that the autoscaler has, of a new one in requests in flight per replica; null
   * leaves or takes the format's own.
   */
  | {
      readonly kind: 'autoscale';
      readonly min: number;
      readonly max: number;
      readonly target: number | null;
      /** Where its metric counts requests that wait, count those in flight instead; the target is one of these then. */
      readonly countInFlight?: true;
      /** For a new autoscaler: the same target for formats that count something else. */
      readonly load?: ReplicaLoad;
    }
  /** Run on slices of an accelerator instead of whole ones: `nvidia.com/mig-1g.10gb`. */
  | { readonly kind: 'use-slice'; readonly profile: string; readonly count: number }
  /** Answer repeated requests from a cache in front of the model. */
  | {
      readonly kind: 'cache-responses';
      readonly mode: 'exact' | 'semantic';
      /** Seconds an answer is kept. */
      readonly keptFor: number;
    }
  /**
   * Send a share of the requests that a gateway gets for this model's name to another model, 0–1; its other models keep
   * what is left in proportion.
   */
  | {
      readonly kind: 'route-share';
      /** As the gateway writes it; null = the provider of this model. */
      readonly provider: string | null;
      readonly model: string;
      readonly share: number;
    };

/** What one replica takes before another one is wanted. */
export interface ReplicaLoad {
  readonly requestsPerSecond: number;
  /** Share of what it can do at most, 0–1. */
  readonly busyShare: number;
}

/** Edits that carry out a change, or the reason why this config cannot express it. */
export type Proposal = { readonly edits: readonly FileEdit[] } | { readonly refused: string };
