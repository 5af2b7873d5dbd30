import type { Catalog } from '../../model/catalog.ts';
import type { InstanceSupplement } from '../compact/instances.ts';
import type { AcceleratorsFile } from '../schema.ts';

/** What lists of prices are read against. */
export interface RefreshContext {
  /** The prices in use, by which it is told what machines are and which prices cannot be true. */
  readonly catalog: Catalog;
  /** Hand-kept tables of `data/supplement`. */
  readonly supplement: InstanceSupplement & {
    /** `price-sources.tsv`: ids of sources in tables of the project's own. */
    readonly sources: string;
  };
  /** Accelerators by whose names those of lists are found. */
  readonly accelerators: AcceleratorsFile['accelerators'];
}
