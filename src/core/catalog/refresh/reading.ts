import type { Provider } from '../../model/deployment.ts';
import type { InstanceRow } from '../compact/instanceRow.ts';
import type { RefreshContext } from './refreshContext.ts';

/** A file of prices, and what is known of it beside its text. */
export interface PriceFile {
  /** Path or address, as a reader should see it. */
  readonly name: string;
  /** Day of prices that state none: when the file was written or fetched. `YYYY-MM-DD`. */
  readonly day: string;
  /** Cloud of prices that name none, where somebody stated it. */
  readonly provider: Provider | null;
}

/** What a file of prices says. */
export interface PriceReading {
  /** What kind of list it is, in words: `AWS price list`. */
  readonly kind: string;
  /** A price book is somebody's own: it counts before public lists. */
  readonly isBook: boolean;
  readonly rows: readonly InstanceRow[];
  /** Tables of the project's own that are not about machines, as text. */
  readonly table?: { readonly name: 'managed' | 'ancillary' | 'api'; readonly text: string };
  readonly leftOut: readonly LeftOut[];
  /** Address of the page after this one, where the list has pages. */
  readonly next?: string;
}

/** What was not taken, counted by its reason. */
export interface LeftOut {
  readonly reason: string;
  readonly count: number;
  /** The first few. */
  readonly examples: readonly string[];
}

/** A file that nothing is taken from, and why. */
export interface RefusedPrices {
  readonly refused: string;
  /** True for a file that is none of the lists, rather than a broken one: among others it does no harm. */
  readonly isOther?: true;
}

/** Takes the text of a file piece by piece. Never throws. */
export interface PriceReader {
  push(text: string): void;
  end(): PriceReading | RefusedPrices;
}

/** How a kind of list is read. */
export type MakeReader = (file: PriceFile, context: RefreshContext) => PriceReader;
