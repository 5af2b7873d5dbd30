import type { Finding } from '../model/finding.ts';
import type { PanelContext } from './panelContext.ts';
import type { PanelFinding } from './panelSchema.ts';

/** A finding in words, with its place. */
export function panelFinding(
  { code, level, message, uri, span }: Finding,
  context: PanelContext,
): PanelFinding {
  return { code, level, message, place: context.place(uri, span) };
}
