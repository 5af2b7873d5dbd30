import type { InlayHint, Range } from 'vscode-languageserver-types';
import type { Analysis } from '../analysis.ts';
import type { Span } from '../text/span.ts';
import { lineFacts, type LineFact, type LineFactKind } from './lineFacts.ts';
import { sourcesOf } from './sources.ts';

export interface InlayHintOptions {
  /** Kinds to show; all when absent. */
  readonly kinds?: ReadonlySet<LineFactKind>;
  /** Deployments to show them for; all when absent. */
  readonly deployments?: ReadonlySet<string>;
}

/** At most one hint a line, behind the value: what this very line costs or does. `range` is what the editor shows. */
export function getInlayHints(
  analysis: Analysis,
  uri: string,
  range: Range,
  { kinds, deployments }: InlayHintOptions = {},
): InlayHint[] {
  const sources = sourcesOf(analysis);
  const byLine = new Map<number, { fact: LineFact; hint: InlayHint; agreed: boolean }>();
  for (const one of analysis.deployments) {
    if (deployments !== undefined && !deployments.has(one.deployment.id)) continue;
    for (const fact of lineFacts(one, uri, analysis.environment.currency)) {
      if (kinds !== undefined && !kinds.has(fact.kind)) continue;
      const text = sources.document(uri)?.text ?? '';
      const position = sources.position(uri, endOfValue(text, fact.span));
      const known = byLine.get(position.line);
      if (known === undefined) {
        const hint = { position, label: fact.label, tooltip: fact.tooltip, paddingLeft: true };
        byLine.set(position.line, { fact, hint, agreed: true });
      } else if (known.fact.deploymentId !== fact.deploymentId && known.fact.label !== fact.label) {
        // A shared line that means different things to two deployments has no single answer.
        known.agreed = false;
      }
    }
  }
  return [...byLine.values()]
    .filter(({ agreed, hint }) => agreed && isInside(hint.position.line, range))
    .map(({ hint }) => hint);
}

/** Behind the value, and the quote that closes it; of a value of several lines behind the first, where its finding stands. */
function endOfValue(text: string, { start, end }: Span): number {
  const lineBreak = /[\r\n]/.exec(text.slice(start, end))?.index;
  if (lineBreak !== undefined) return start + lineBreak;
  return text[end] === '"' || text[end] === "'" ? end + 1 : end;
}

/** True when the editor asked for this line. */
export function isInside(line: number, range: Range): boolean {
  return range.start.line <= line && line <= range.end.line;
}
