import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile } from '../model/document.ts';
import { commentSigns, isCommentLine } from '../syntax/comments.ts';
import { lineEnd, lineStart } from '../syntax/yamlPlace.ts';
import { spanContains, type Span } from '../text/span.ts';

/** The innermost deployments that a comment stands in or above. */
export function owners(
  { span: { start } }: { readonly span: Span },
  file: ParsedFile,
  deployments: readonly Deployment[],
): readonly Deployment[] {
  const around = deployments.filter((one) =>
    regionsOf(one, file).some((region) => spanContains(region, start)),
  );
  const size = ({ span }: Deployment): number => span.end - span.start;
  const least = Math.min(...around.map(size));
  return around.filter((one) => size(one) === least);
}

/**
 * Where comments on a deployment stand: from the comments above it to the end of its last line, and so with the line that
 * names it. Comments at the head of a document belong to what comes first in it, whatever blank lines lie between.
 */
function regionsOf({ span, nameSpan }: Deployment, file: ParsedFile): readonly Span[] {
  const { text, uri } = file.source;
  const signs = commentSigns(uri);
  return [span, nameSpan].map(({ start, end }) => ({
    start: startOfComments(text, start, signs),
    end: lineEnd(text, Math.max(start, end)),
  }));
}

/** Where the comments right above a line begin; the start of the line when there are none. */
export function startOfComments(text: string, offset: number, signs: readonly string[]): number {
  const own = lineStart(text, offset);
  let start = own;
  let direct = own;
  let isDirect = true;
  while (start > 0) {
    const above = lineStart(
      text,
      Math.max(0, start - (text.startsWith('\r\n', start - 2) ? 2 : 1)),
    );
    const line = text.slice(above, lineEnd(text, above));
    if (above >= start) return 0;
    if (/^---(?:\s|$)/.test(line)) return start;
    const isBlank = line.trim() === '';
    if (!isBlank && !isCommentLine(line, signs)) return direct;
    if (isBlank) isDirect = false;
    if (isDirect) direct = above;
    start = above;
  }
  return start;
}
