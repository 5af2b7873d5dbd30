import { ignoreComments, ignoreCommentText } from '../assumptions/ignoreComments.ts';
import type { Proposal } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile } from '../model/document.ts';
import { fileAt } from '../model/fileIndex.ts';
import { commentSigns } from '../syntax/comments.ts';
import { parseFile } from '../syntax/parse.ts';
import { lineStart } from '../syntax/yamlPlace.ts';
import { applyEdits } from '../text/applyEdits.ts';

/**
 * Edits that note in the config itself, as a comment above the deployment, that a finding is not wanted for it. Refused in
 * a syntax without comments, and where a comment there would not be read as one.
 *
 * @param reason May begin with `until 2027-01-31`.
 */
export function ignoreInFileEdits(
  deployment: Deployment,
  code: string,
  reason: string,
  files: readonly ParsedFile[],
): Proposal {
  const file = fileAt(files, deployment.uri);
  const [sign] = commentSigns(deployment.uri);
  if (file === undefined || sign === undefined) return { refused: 'Its syntax has no comments.' };
  const { text } = file.source;
  const words = reason.replace(/\s+/g, ' ').trim();
  const start = lineStart(text, Math.min(deployment.span.start, deployment.nameSpan.start));
  const indent = /[ \t]*/y;
  indent.lastIndex = start;
  const margin = indent.exec(text)?.[0] ?? '';
  const lineBreak = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const newText = `${margin}${sign} ${ignoreCommentText(code, words)}${lineBreak}`;
  const edits = [{ span: { start, end: start }, newText }];
  const edited = parseFile({ ...file.source, text: applyEdits(text, edits) });
  const isRead = ignoreComments(edited).some(
    (comment) =>
      comment.span.start === start + margin.length &&
      comment.codes.includes(code) &&
      comment.mistake === null,
  );
  return isRead && edited.problems.length <= file.problems.length
    ? { edits: [{ uri: deployment.uri, edits }] }
    : { refused: 'A comment above it would not be read as one.' };
}
