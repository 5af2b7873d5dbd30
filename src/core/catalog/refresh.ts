import attachable from '../../../data/supplement/attachable.tsv?raw';
import accelerators from '../../../data/supplement/instance-accelerators.tsv?raw';
import notes from '../../../data/supplement/price-notes.tsv?raw';
import sources from '../../../data/supplement/price-sources.tsv?raw';
import { compactInstances } from './compact/instances.ts';
import { decodeFile } from './decode.ts';
import { acceleratorsFile } from './schema.ts';
import type { CatalogText } from './text.ts';

export interface Refreshed {
  /** The catalogue with the new prices; the one that was given when the table holds none. */
  readonly text: CatalogText;
  /** What could not be used, one sentence each. */
  readonly problems: readonly string[];
}

/**
 * A catalogue with the instance prices of a newer table (columns of `prices/instances.tsv`, tab-separated). All other
 * facts stay as they are. Pure: whoever calls it reads the table and keeps the result.
 */
export function refreshPrices(current: CatalogText, table: string): Refreshed {
  const problems: string[] = [];
  const known = decodeFile(
    acceleratorsFile,
    { json: current.accelerators, checked: current.checked },
    { citations: [], accelerators: [] },
  );
  const supplement = { accelerators, notes, attachable, sources };
  const { text, types } = compactInstances(table, supplement, known.accelerators, problems);
  if (types === 0) {
    return { text: current, problems: [...problems, 'the table holds no price: nothing changed'] };
  }
  return { text: { ...current, checked: false, instances: text }, problems };
}
