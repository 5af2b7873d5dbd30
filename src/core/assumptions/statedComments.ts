import type { ParsedFile } from '../model/document.ts';
import type { StatedComment } from '../model/statedComment.ts';
import { commentsWith } from '../syntax/comments.ts';
import { commentMark, speaksOfFindings } from './mark.ts';
import { readStatement, type StatementMistake } from './statement/readStatement.ts';

/** A comment on what a deployment has to serve, as it is read. */
export interface WorkloadComment extends StatedComment {
  /** Each at the very words that are not understood, as places of the file. */
  readonly mistakes: readonly StatementMistake[];
  /** False where nothing at all is stated. */
  readonly statesAnything: boolean;
}

const none: readonly WorkloadComment[] = [];
const readings = new WeakMap<ParsedFile, readonly WorkloadComment[]>();

/** In front of words that count for every deployment of the file. */
const everywhere = /^(?:whole file|file|all)\s*:\s*/i;

/** The comments of a config on what has to be served, in their order; remembered as long as the file is. */
export function workloadComments(file: ParsedFile): readonly WorkloadComment[] {
  const known = readings.get(file);
  if (known !== undefined) return known;
  const { uri, text } = file.source;
  const found = commentsWith(commentMark, file).flatMap((comment): readonly WorkloadComment[] => {
    const after = comment.text.slice(commentMark.length);
    const words = after.trim();
    if (speaksOfFindings(words)) return [];
    const scope = everywhere.exec(words)?.[0] ?? '';
    const said = words.slice(scope.length);
    const start =
      text.indexOf(commentMark, comment.span.start) +
      commentMark.length +
      (after.length - after.trimStart().length) +
      scope.length;
    const { values, mistakes } = readStatement(said);
    return [
      {
        uri,
        span: comment.span,
        wholeFile: scope !== '',
        values,
        statesAnything: said !== '',
        mistakes: mistakes.map(({ span, ...mistake }) => ({
          ...mistake,
          span: { start: start + span.start, end: start + span.end },
        })),
      },
    ];
  });
  const comments = found.length === 0 ? none : found;
  readings.set(file, comments);
  return comments;
}
