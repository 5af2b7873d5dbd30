import type { Proposal } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile } from '../model/document.ts';
import { fileAt } from '../model/fileIndex.ts';
import { commentSigns } from '../syntax/comments.ts';
import { parseFile } from '../syntax/parse.ts';
import { lineStart } from '../syntax/yamlPlace.ts';
import { applyEdits } from '../text/applyEdits.ts';

/**
 * Edits that put a comment above a deployment, at its margin and with the line breaks of its file. Refused in a syntax
 * without comments, and where a comment there would not be read as one.
 *
 * @param isRead Whether the edited file reads a comment at that place as what it says.
 */
export function commentAbove(
  deployment: Deployment,
  words: string,
  files: readonly ParsedFile[],
  isRead: (edited: ParsedFile, start: number) => boolean,
): Proposal {
  const file = fileAt(files, deployment.uri);
  const [sign] = commentSigns(deployment.uri);
  if (file === undefined || sign === undefined) return { refused: 'Its syntax has no comments.' };
  const { text } = file.source;
  const start = lineStart(text, Math.min(deployment.span.start, deployment.nameSpan.start));
  const indent = /[ \t]*/y;
  indent.lastIndex = start;
  const margin = indent.exec(text)?.[0] ?? '';
  const lineBreak = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const edits = [{ span: { start, end: start }, newText: `${margin}${sign} ${words}${lineBreak}` }];
  const edited = parseFile({ ...file.source, text: applyEdits(text, edits) });
  return isRead(edited, start + margin.length) && edited.problems.length <= file.problems.length
    ? { edits: [{ uri: deployment.uri, edits }] }
    : { refused: 'A comment above it would not be read as one.' };
}
