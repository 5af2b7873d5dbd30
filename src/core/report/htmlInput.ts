import type { Currency } from '../model/environment.ts';
import { formatInput } from './format.ts';
import type { AssumptionReport } from './originReport.ts';

/** `output tokens = 250 (default: …)`. */
export function inputText(
  { field, value, unit, from, source }: AssumptionReport,
  currency: Currency,
): string {
  const basis = source === null ? from : `${from}; ${source}`;
  return `${field} = ${formatInput(value, unit, currency)} (${basis})`;
}
