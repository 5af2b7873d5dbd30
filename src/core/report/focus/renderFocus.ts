import { csvText } from '../csvText.ts';
import type { Report } from '../reportModel.ts';
import { customColumns, focusColumns } from './columns.ts';
import { focusRows, type FocusOptions } from './row.ts';

/**
 * Rows of FOCUS (https://focus.finops.org), one for each cost component and month, as RFC 4180. They are estimates:
 * `BilledCost` is 0, `EffectiveCost` the expected month. What has no price has no row (`withoutRow`).
 */
export function renderFocus(report: Report, options: FocusOptions = {}): string {
  const columns = { ...focusColumns, ...customColumns };
  const rows = focusRows(report, options).map((row) =>
    Object.values(columns).map((cell) => cell(row)),
  );
  return csvText([Object.keys(columns), ...rows]);
}
