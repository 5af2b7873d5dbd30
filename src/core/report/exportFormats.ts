import { ruleDescriptions } from '../advice/ruleDescriptions.ts';
import type { Analysis } from '../analysis.ts';
import { relativePath } from './relativePath.ts';
import { renderReport, showsInsight, type ReportFormat } from './render.ts';
import { getReport } from './report.ts';

/** A format that a report is saved in. */
export interface ExportFormat {
  readonly id: Exclude<ReportFormat, 'text' | 'focus' | 'junit'>;
  readonly title: string;
  /** What it is good for. */
  readonly description: string;
  /** Of the file's name, without the dot. */
  readonly extension: string;
}

/** In the order in which they are offered. */
export const exportFormats: readonly ExportFormat[] = [
  {
    id: 'html',
    title: 'HTML',
    description: 'one page to read, mail and print, with the inputs of every figure',
    extension: 'html',
  },
  {
    id: 'markdown',
    title: 'Markdown',
    description: 'a summary for pull requests, wikis and documents',
    extension: 'md',
  },
  {
    id: 'csv',
    title: 'CSV',
    description: 'one row a deployment, for spreadsheets',
    extension: 'csv',
  },
  {
    id: 'json',
    title: 'JSON',
    description: 'everything, for programs',
    extension: 'json',
  },
  {
    id: 'sarif',
    title: 'SARIF',
    description: 'the findings, for code scanning',
    extension: 'sarif',
  },
];

/** What is saved besides the analysis. */
export interface ExportOptions {
  /** URI of the folder that file names are relative to. */
  readonly base: string;
  /** Files that were not read, and why. */
  readonly unread: readonly { readonly uri: string; readonly reason: string }[];
}

/** The text of the file: what the command line writes in that format for the same files. */
export function exportReport(
  analysis: Analysis,
  format: ReportFormat,
  { base, unread }: ExportOptions,
): string {
  const skipped = unread.map(({ uri, reason }) => ({
    file: relativePath(uri, base),
    reason,
    line: null,
  }));
  const report = getReport(analysis, { base, skipped, insight: showsInsight(format) });
  return renderReport(report, format, { rules: ruleDescriptions });
}

/** A name that every file system takes: `serving-cost-llama-70b-chat.html` for the scope `llama-70b-chat`. */
export function reportFileName(scope: string, { extension }: ExportFormat): string {
  const words = scope
    .replace(/\.[a-z]{1,10}$/i, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${['serving-cost', words].filter((part) => part !== '').join('-')}.${extension}`;
}
