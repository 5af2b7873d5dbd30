import type { Span } from '../text/span.ts';
import { nodeAt } from './access.ts';
import { languageOf } from './languages.ts';
import type { SyntaxDocument } from './tree.ts';
import { isFirstOnLine, lineEnd, lineStart } from './yamlPlace.ts';

/** A comment of a config. */
export interface Comment {
  /** What it says, without the sign that starts it. */
  readonly text: string;
  /** From the sign to the end of the line, or to the sign that ends it. */
  readonly span: Span;
  /** True when nothing else stands on its line. */
  readonly ownLine: boolean;
}

/** What of a parsed file is looked at. */
interface CommentedFile {
  readonly source: { readonly uri: string; readonly text: string };
  readonly documents: readonly SyntaxDocument[];
}

/**
 * The comments of a file that begin with `mark`, in every syntax that has comments. A value that holds the same words is
 * none, but a line of a script or a config inside a value of several lines is. Costs a search for the mark where there is
 * none of them.
 */
export function commentsWith(
  mark: string,
  { source: { uri, text }, documents }: CommentedFile,
): readonly Comment[] {
  const found: Comment[] = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
    const sign = signBefore(text, at, commentSigns(uri));
    if (sign === null || isInValue(text, sign.at, documents)) continue;
    const line = text.slice(at, lineEnd(text, at)).trimEnd();
    const closing = sign.sign === '/*' ? line.indexOf('*/') : -1;
    const words = closing < 0 ? line : line.slice(0, closing);
    const end = at + (closing < 0 ? line.length : closing + 2);
    found.push({
      text: words.trimEnd(),
      span: { start: sign.at, end },
      ownLine: isFirstOnLine(text, sign.at),
    });
  }
  return found;
}

/** What comments start with in a file, by its name; empty where there are none. */
export function commentSigns(uri: string): readonly string[] {
  return languageOf(uri)?.commentSigns ?? [];
}

/** True for a line without anything but blanks and a comment. */
export function isCommentLine(line: string, signs: readonly string[]): boolean {
  const start = line.trimStart();
  return signs.some((sign) => start.startsWith(sign));
}

/** The sign right before a place, with nothing but blanks between; it begins a line or follows a blank. */
function signBefore(
  text: string,
  at: number,
  signs: readonly string[],
): { readonly sign: string; readonly at: number } | null {
  const before = text.slice(lineStart(text, at), at).trimEnd();
  const sign = signs.find((each) => before.endsWith(each));
  if (sign === undefined) return null;
  const ahead = before.slice(0, -sign.length);
  if (ahead !== '' && !/[\s,;{[(]$/.test(ahead)) return null;
  return { sign, at: lineStart(text, at) + ahead.length };
}

function isInValue(text: string, at: number, documents: readonly SyntaxDocument[]): boolean {
  const document = documents.find(({ span }) => span.start <= at && at < span.end);
  const node = nodeAt(document?.root, at)?.node;
  if (node?.kind !== 'scalar' || at < node.span.start || at >= node.span.end) return false;
  return !/[\r\n]/.test(text.slice(node.span.start, node.span.end).trim());
}
