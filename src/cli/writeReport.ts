import { resolve } from 'node:path';
import { renderReport, ruleDescriptions, type Report } from '../core/index.ts';
import type { FocusOptions } from '../core/report/focus/row.ts';
import { formatMonthly, shownIn } from '../core/report/format.ts';
import type { ReportFormat } from '../core/report/render.ts';
import { paintAnsi } from './colors.ts';
import { tellWithoutRow } from './focus.ts';
import { tellBroken } from './limits.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';
import { writeWholeFile } from './writeFile.ts';

export interface Output {
  readonly format: ReportFormat;
  /** The file of `--out`; undefined = standard output. */
  readonly out: string | undefined;
  readonly focus: FocusOptions;
}

/** Writes a report where it is wanted. @throws UsageError when the file cannot be written. */
export async function writeReport(
  report: Report,
  { format, out, focus }: Output,
  terminal: Terminal,
): Promise<void> {
  const colors = terminal.colors && out === undefined;
  const text = rendered(report, format, {
    rules: ruleDescriptions,
    focus,
    ...(colors ? { paint: paintAnsi } : {}),
  });
  if (out === undefined) await terminal.write(text);
  else writeWholeFile(resolve(terminal.cwd, out), text, out);
  if (format === 'focus') tellWithoutRow(report, terminal);
}

/** @throws UsageError where there is more of it than one text can hold: half a gigabyte. */
function rendered(...[report, format, options]: Parameters<typeof renderReport>): string {
  try {
    return renderReport(report, format, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const { length } = report.deployments;
    throw new UsageError(
      `A report of ${length} deployments is too large for ${format}. Report on fewer at a time, or as csv.`,
    );
  }
}

/** The exit status of a report: 1 when a policy is broken or the total is above `limit` (USD a month; null = none). */
export function statusOf(report: Report, limit: number | null, terminal: Terminal): number {
  const broken = tellBroken(
    [...report.findings, ...report.deployments.flatMap(({ findings }) => findings)],
    terminal,
  );
  return Math.max(broken, limit === null ? 0 : checkLimit(report, limit, terminal));
}

/** The limit is in US dollars, whatever currency the report is in. */
function checkLimit(
  { totals, currency, exchangeRate }: Report,
  limit: number,
  terminal: Terminal,
): number {
  const shown = shownIn(currency);
  if (totals.expected === null || totals.lowerBound) {
    terminal.warn('Not everything could be priced: the total is a lower bound.');
  }
  const allowed = limit * exchangeRate.perUsd;
  if ((totals.expected ?? 0) <= allowed) return 0;
  const expected = formatMonthly(totals.expected ?? 0, shown, totals.lowerBound);
  terminal.warn(`Expected are ${expected}, above the limit of ${formatMonthly(allowed, shown)}.`);
  return 1;
}
