import type { Span } from '../text/span.ts';

/** Where a value comes from, so that every figure can be opened to its inputs. */
export type Origin =
  /** Written in a config file of the user. */
  | { readonly kind: 'config'; readonly uri: string; readonly span: Span }
  /** Written in `.servingcost.yaml`, or in a comment of a config that says what it has to serve. */
  | { readonly kind: 'assumptions'; readonly uri: string; readonly span: Span }
  /** Measured in production from `from` to `to` (UTC); `source` names what measured it. Written in an assumptions file. */
  | {
      readonly kind: 'measured';
      readonly uri: string;
      readonly span: Span;
      readonly source: string;
      readonly from: string;
      readonly to: string;
    }
  /** Set in the editor's settings or by a command-line option; `name` is that setting. */
  | { readonly kind: 'setting'; readonly name: string }
  /** A fact of the catalogue, with its source and the day it was true (`YYYY-MM-DD`, or as far as it is known). */
  | {
      readonly kind: 'catalog';
      readonly entry: string;
      readonly source: string;
      readonly asOf: string;
    }
  /** A named default of the product; `reason` says why this one, and cites its source where it has one. */
  | { readonly kind: 'default'; readonly name: string; readonly reason: string }
  /** Calculated; `formula` in words or symbols, readable by a person. */
  | { readonly kind: 'derived'; readonly formula: string };

/** A value and where it came from. */
export interface Sourced<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** min – expected – max of one figure, in the unit of that figure. */
export interface Range {
  readonly min: number;
  readonly expected: number;
  readonly max: number;
}
