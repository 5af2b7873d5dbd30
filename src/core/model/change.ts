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
  | { readonly kind: 'set-replicas'; readonly min?: number; readonly max?: number };

/** Edits that carry out a change, or the reason why this config cannot express it. */
export type Proposal = { readonly edits: readonly FileEdit[] } | { readonly refused: string };
