import { formatMonthly } from '../report/format.ts';
import type { Subject } from './rule.ts';

/** A sentence, with the space before it: ` $2,690/mo is paid while it restarts.`; empty where the month is not known. */
export function paidText(
  { estimate, currency }: Pick<Subject, 'estimate' | 'currency'>,
  when = 'while it restarts',
): string {
  const { monthly } = estimate;
  return monthly === null ? '' : ` ${formatMonthly(monthly.expected, currency)} is paid ${when}.`;
}
