import { renderCsv } from './csv.ts';
import { renderFocus } from './focus/renderFocus.ts';
import type { FocusOptions } from './focus/row.ts';
import { renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import type { HeldLimit } from './junit/limitCase.ts';
import { renderReportJunit } from './junit/reportJunit.ts';
import { renderMarkdown } from './markdown.ts';
import type { Report } from './reportModel.ts';
import { renderSarif, type RuleDescription } from './sarif.ts';
import { renderText, type Paint } from './text.ts';

/** Formats a report can be had in. */
export const reportFormats = [
  'text',
  'markdown',
  'json',
  'csv',
  'html',
  'sarif',
  'junit',
  'focus',
] as const;

export type ReportFormat = (typeof reportFormats)[number];

/** Whether the format shows what a close look at each deployment finds; the others are summaries. */
export function showsInsight(format: ReportFormat): boolean {
  return format === 'json' || format === 'html';
}

export interface RenderOptions {
  /** For `sarif`. */
  readonly rules?: readonly RuleDescription[];
  /** For `text`; plain when absent. */
  readonly paint?: Paint;
  /** For `focus`. */
  readonly focus?: FocusOptions;
  /** For `markdown`: the URL of a line of a file, with `{file}` and `{line}`; relative to the repository when absent. */
  readonly links?: string | undefined;
  /** The limit of the caller, where there is one: a case of `junit`; `markdown` and `html` say it where it is exceeded. */
  readonly limit?: HeldLimit | null;
}

/** The report in one of its formats; ends with a line break. */
export function renderReport(
  report: Report,
  format: ReportFormat,
  { rules = [], paint, focus, links, limit = null }: RenderOptions = {},
): string {
  switch (format) {
    case 'text':
      return renderText(report, paint);
    case 'markdown':
      return renderMarkdown(withReason(report, limit), links);
    case 'json':
      return renderJson(report);
    case 'csv':
      return renderCsv(report);
    case 'html':
      return renderHtml(withReason(report, limit));
    case 'sarif':
      return renderSarif(report, rules);
    case 'focus':
      return renderFocus(report, focus);
    case 'junit':
      return renderReportJunit(report, limit);
  }
}

/** What people read says first why a check refuses it. */
function withReason(report: Report, limit: HeldLimit | null): Report {
  if (limit?.isExceeded !== true) return report;
  return { ...report, remarks: [limit.words, ...report.remarks] };
}
