import type { Currency } from '../model/environment.ts';
import { formatInput } from './format.ts';
import type { AssumptionReport } from './originReport.ts';

/** `output tokens = 250 (default: …)`. */
export function inputText(
  { field, value, unit, from }: AssumptionReport,
  currency: Currency,
): string {
  return `${field} = ${formatInput(value, unit, currency)} (${from})`;
}
