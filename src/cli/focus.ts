import { withoutRow } from '../core/index.ts';
import type { FocusOptions } from '../core/report/focus/row.ts';
import { billingMonth } from '../core/report/focus/month.ts';
import type { Report } from '../core/report/reportModel.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

/** Options of the rows of FOCUS. */
export const focusOptions = {
  month: { type: 'string' },
  'billing-account': { type: 'string' },
} as const;

export const focusUsage = `  --month YYYY-MM      the billing month of focus; that of the report by default
  --billing-account ID the billing account of focus; serving-cost-estimates by default`;

/** @throws UsageError for what is no month. */
export function readFocusOptions(flags: {
  readonly month?: string | undefined;
  readonly 'billing-account'?: string | undefined;
}): FocusOptions {
  const { month, 'billing-account': billingAccount } = flags;
  if (month !== undefined && (!/^\d{4}-\d{2}$/.test(month) || billingMonth(month) === null)) {
    throw new UsageError(`--month ${month}: expected a year and a month, such as 2026-07.`);
  }
  if (billingAccount?.trim() === '') {
    throw new UsageError('--billing-account: expected the id of an account.');
  }
  return {
    ...(month === undefined ? {} : { month }),
    ...(billingAccount === undefined ? {} : { billingAccount }),
  };
}

/** Deployments told one by one; more are counted. */
const MOST_TOLD = 20;

/** Says what has no row, since it has no price: a row of FOCUS cannot say that a cost is not known. */
export function tellWithoutRow(report: Report, terminal: Terminal): void {
  const open = withoutRow(report);
  for (const { deployment, components } of open.slice(0, MOST_TOLD)) {
    const { file, line, name } = deployment;
    terminal.warn(
      `${file}:${line}: ${name}: no row for ${components.join(', ')}: no price is known.`,
    );
  }
  if (open.length > MOST_TOLD) {
    terminal.warn(
      `and ${open.length - MOST_TOLD} more deployments with components without a price.`,
    );
  }
}
