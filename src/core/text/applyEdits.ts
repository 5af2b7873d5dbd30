import type { FileEdit, TextEdit } from './edit.ts';

/**
 * The text after all edits. Spans refer to the text before any of them; several insertions at one place keep their
 * order, and an insertion at the start of a replaced span comes before the replacement.
 *
 * @throws RangeError when two edits conflict or one lies outside the text: ask `findConflict` first where edits of
 * different origin meet.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = inOrder(edits);
  let result = '';
  let done = 0;
  for (const { span, newText } of ordered) {
    if (span.start < done || span.end < span.start || span.end > text.length) {
      throw new RangeError(`Edit ${span.start}..${span.end} conflicts or lies outside the text.`);
    }
    result += text.slice(done, span.start) + newText;
    done = span.end;
  }
  return result + text.slice(done);
}

/** The first two edits that cannot both be applied, or null. Insertions conflict only inside a replaced span. */
export function findConflict(edits: readonly TextEdit[]): readonly [TextEdit, TextEdit] | null {
  let widest: TextEdit | null = null;
  for (const edit of inOrder(edits)) {
    if (widest !== null && edit.span.start < widest.span.end) return [widest, edit];
    if (widest === null || edit.span.end >= widest.span.end) widest = edit;
  }
  return null;
}

/**
 * The edits of several changes as one list for each file, in the order the files first appear. Replacements that two
 * changes agree on are kept once. Null when the changes conflict.
 */
export function mergeFileEdits(changes: readonly (readonly FileEdit[])[]): FileEdit[] | null {
  const byFile = new Map<string, { create: boolean; edits: TextEdit[] }>();
  for (const file of changes.flat()) {
    const known = byFile.get(file.uri);
    const merged = known ?? { create: false, edits: [] };
    if (known === undefined) byFile.set(file.uri, merged);
    merged.create ||= file.create === true;
    for (const edit of file.edits) {
      if (!merged.edits.some((other) => isSameReplacement(other, edit))) merged.edits.push(edit);
    }
  }
  const files = [...byFile].map(([uri, { create, edits }]) => ({
    uri,
    ...(create ? { create } : {}),
    edits: inOrder(edits),
  }));
  return files.some((file) => findConflict(file.edits) !== null) ? null : files;
}

/** By place; at one place insertions first, each group in the order given (the sort is stable). */
function inOrder(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort(
    (a, b) => a.span.start - b.span.start || Number(!isInsertion(a)) - Number(!isInsertion(b)),
  );
}

function isInsertion(edit: TextEdit): boolean {
  return edit.span.start === edit.span.end;
}

function isSameReplacement(a: TextEdit, b: TextEdit): boolean {
  return (
    !isInsertion(a) &&
    a.span.start === b.span.start &&
    a.span.end === b.span.end &&
    a.newText === b.newText
  );
}
