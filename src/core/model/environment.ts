import type { Catalog } from './catalog.ts';
import type { SourceDocument } from './document.ts';
import type { Provider } from './deployment.ts';
import type { FindingLevel } from './finding.ts';
import type { Sourced } from './sourced.ts';

/** Everything an analysis depends on besides the documents. Same documents, same environment: same bytes out. */
export interface Environment {
  readonly catalog: Catalog;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly currency: Currency;
  /** Workspace or user settings; each null when not set. */
  readonly defaults: {
    readonly provider: Sourced<Provider> | null;
    readonly region: Sourced<string> | null;
    readonly accelerator: Sourced<string> | null;
  };
  /** Levels per finding code that override a rule's own; from settings. */
  readonly levels: Readonly<Record<string, FindingLevel>>;
  /** An assumptions file that is used instead of the nearest `.servingcost.yaml` (`--assumptions FILE`). */
  readonly assumptions: SourceDocument | null;
  /** A file of measurements that count beside the assumptions (`--measured FILE`); absent = none. */
  readonly measurements?: SourceDocument | null;
}

export interface Currency {
  /** ISO 4217. */
  readonly code: string;
  /** Units of the currency for one US dollar. */
  readonly perUsd: number;
  /** Day of the rate; null for USD itself. */
  readonly asOf: string | null;
}
