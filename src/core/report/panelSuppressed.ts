import type { PanelContext } from './panelContext.ts';
import type { PanelModel } from './panelSchema.ts';
import { suppressedTexts } from './suppressedReport.ts';

/** What is not looked for, a line for each code and place that says so. */
export function panelSuppressed(context: PanelContext): PanelModel['suppressed'] {
  const all = context.analysis.deployments.flatMap(({ deployment, suppressed }) =>
    suppressed.map((one) => ({
      ...one,
      name: deployment.name,
      file: one.uri,
      line: context.line(one.uri, one.span.start),
    })),
  );
  return suppressedTexts(all).map(({ text, of }) => ({
    text,
    place: context.place(of.uri, of.span),
  }));
}
