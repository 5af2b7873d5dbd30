import type { Origin } from '../model/sourced.ts';
import { formatTimeRange } from '../report/format.ts';
import type { Span } from '../text/span.ts';

/** Names a place of a file for a reader: `line 41`, `pool.yaml, line 12`. */
export type PlaceName = (uri: string, span: Span) => string;

/** Where a value came from, in one phrase: `default: a short answer`, `line 41`, `p4de.24xlarge, 2026-07-20`. */
export function originText(origin: Origin, placeName: PlaceName): string {
  switch (origin.kind) {
    case 'config':
    case 'assumptions':
      return placeName(origin.uri, origin.span);
    case 'measured':
      return `measured ${formatTimeRange(origin)}, ${origin.source}`;
    case 'setting':
      return `setting ${origin.name}`;
    case 'catalog':
      return `${origin.entry}, ${origin.asOf}`;
    case 'default':
      return `default: ${origin.reason}`;
    case 'derived':
      return origin.formula;
  }
}
