import type { Origin } from '../model/sourced.ts';

/** Where a value came from, for machines (`origin`) and for people (`from`). */
export interface OriginReport {
  readonly origin: Origin['kind'];
  readonly from: string;
  readonly file: string | null;
  readonly line: number | null;
  /** Day the price or fact was true, for what is from the catalogue. */
  readonly asOf: string | null;
  /** Only of what was measured: by whom, and the time range (UTC). */
  readonly measured?: { readonly source: string; readonly from: string; readonly to: string };
}

export interface AssumptionReport extends OriginReport {
  readonly field: string;
  readonly value: string | number;
  readonly unit: string;
}
