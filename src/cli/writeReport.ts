import { renderReport, ruleDescriptions, type Report } from '../core/index.ts';
import type { FocusOptions } from '../core/report/focus/row.ts';
import type { ReportFormat } from '../core/report/render.ts';
import { tellWithoutRow } from './focus.ts';
import { holdTotal, tellBroken, tellLimit } from './limits.ts';
import { writeOutputs, type Output } from './outputs.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

export interface ReportWriting {
  readonly focus: FocusOptions;
  /** The report that rows of focus are made of, where it is another. */
  readonly rows?: Report;
  /** The template of `--links`; undefined = links are relative. */
  readonly links?: string | undefined;
  /** USD a month that the total may be; null = there is no limit. */
  readonly limit: number | null;
}

/**
 * Writes a report where it is wanted; the exit status: 1 when a policy is broken or the total is above the limit.
 * @throws UsageError when a file cannot be written.
 */
export async function writeReport(
  report: Report,
  outputs: readonly Output<ReportFormat>[],
  { focus, rows = report, links, limit }: ReportWriting,
  terminal: Terminal,
): Promise<number> {
  const held = limit === null ? null : holdTotal(report, limit, terminal);
  await writeOutputs(
    outputs,
    (format, paint) =>
      rendered(format === 'focus' ? rows : report, format, {
        rules: ruleDescriptions,
        focus,
        links,
        limit: held,
        ...(paint === undefined ? {} : { paint }),
      }),
    terminal,
  );
  if (outputs.some(({ format }) => format === 'focus')) tellWithoutRow(report, terminal);
  const broken = tellBroken(
    [...report.findings, ...report.deployments.flatMap(({ findings }) => findings)],
    terminal,
  );
  return Math.max(broken, tellLimit(held, terminal));
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
