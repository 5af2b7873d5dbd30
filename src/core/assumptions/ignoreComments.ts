import type { ParsedFile } from '../model/document.ts';
import { commentsWith, type Comment } from '../syntax/comments.ts';
import type { Span } from '../text/span.ts';
import { commentMark, speaksOfFindings } from './mark.ts';

/** A comment that says which findings are not wanted: `serving-cost: ignore[spot] until 2027-01-31 stateful sessions`. */
export interface IgnoreComment {
  /** `file` for `ignore-file`, which counts for everything in its file. */
  readonly scope: 'file' | 'place';
  /** Codes of findings, as written. */
  readonly codes: readonly string[];
  /** Last day on which it counts, `YYYY-MM-DD`; null = always. */
  readonly until: string | null;
  /** Null where none is given. */
  readonly reason: string | null;
  readonly uri: string;
  readonly span: Span;
  readonly ownLine: boolean;
  /** What is wrong with it, a sentence; it then counts for nothing. */
  readonly mistake: string | null;
}

const none: readonly IgnoreComment[] = [];
const readings = new WeakMap<ParsedFile, readonly IgnoreComment[]>();

/** The comments of a config about findings, in their order; remembered as long as the file is. */
export function ignoreComments(file: ParsedFile): readonly IgnoreComment[] {
  const known = readings.get(file);
  if (known !== undefined) return known;
  const found = commentsWith(commentMark, file)
    .filter(({ text }) => speaksOfFindings(text.slice(commentMark.length).trim()))
    .map((comment) => readComment(comment, file.source.uri));
  const comments = found.length === 0 ? none : found;
  readings.set(file, comments);
  return comments;
}

/** The words of such a comment, without the sign that starts it. */
export function ignoreCommentText(code: string, reason: string): string {
  return `${commentMark} ignore[${code}] ${reason}`;
}

/** A reason as people type it: with `until 2027-01-31` in front it ends on that day. */
export function readReason(text: string): {
  readonly until: string | null;
  readonly reason: string;
} {
  const [, until = null, rest = text] =
    /^until\s+(\d{4}-\d{2}-\d{2})\b(.*)$/s.exec(text.trim()) ?? [];
  return { until, reason: rest.replace(/^[\s:,–—-]+/, '').trim() };
}

function readComment({ text, span, ownLine }: Comment, uri: string): IgnoreComment {
  const words = text.slice(commentMark.length).trim();
  const parts = /^(?<kind>ignore(?:-file)?)\s*\[(?<codes>[^\]]*)\](?<rest>.*)$/s.exec(
    words,
  )?.groups;
  const codes = (parts?.codes ?? '')
    .split(',')
    .map((code) => code.trim())
    .filter((code) => code !== '');
  const { until, reason } = readReason(parts?.rest ?? '');
  return {
    scope: parts?.kind === 'ignore-file' ? 'file' : 'place',
    codes,
    until,
    reason: reason === '' ? null : reason,
    uri,
    span,
    ownLine,
    mistake:
      codes.length === 0
        ? 'This says nothing: serving-cost: ignore[spot] until 2027-01-31 and a reason would.'
        : mistakeIn(until, reason),
  };
}

function mistakeIn(until: string | null, reason: string): string | null {
  if (until === null) {
    return /^until\b\s*(?:\d|$)/.test(reason)
      ? 'The day is not readable: a day is written like 2027-01-31.'
      : null;
  }
  const [, month = 0, day = 0] = until.split('-').map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
    ? null
    : `${until} is no day of a calendar.`;
}
