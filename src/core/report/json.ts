import type { Report } from './reportModel.ts';

/** The report as it is; the contract for machines. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
