import { exportFormats } from '../core/index.ts';
import type { ReportFormat } from '../core/report/render.ts';

/** The format that a file of this name is expected to have; text where there is no file, or its name does not say. */
export function formatOfFile(out: string | undefined): ReportFormat {
  return exportFormats.find(({ extension }) => out?.endsWith(`.${extension}`))?.id ?? 'text';
}
