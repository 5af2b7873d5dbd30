import type { Analysis } from '../analysis.ts';
import type { CostCategory } from '../model/estimate.ts';
import type { Span } from '../text/span.ts';
import type { PanelPlace } from './panelSchema.ts';
import { reportContext, type ReportContext } from './reportContext.ts';

/** What the parts of the panel's model share. */
export interface PanelContext extends ReportContext {
  readonly analysis: Analysis;
  place(uri: string, span: Span): PanelPlace;
}

export const categoryLabels: Readonly<Record<CostCategory, string>> = {
  compute: 'Compute',
  network: 'Network and I/O',
  storage: 'Storage',
  management: 'Management',
};

/** `base` is the URI of the folder that file names are relative to. */
export function panelContext(analysis: Analysis, base: string): PanelContext {
  const report = reportContext(analysis, base);
  return {
    ...report,
    analysis,
    place: (uri, span) => ({
      label: `${report.file(uri)}:${report.line(uri, span.start)}`,
      uri,
      start: span.start,
      end: span.end,
    }),
  };
}
