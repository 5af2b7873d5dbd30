import { applyEdits } from './applyEdits.ts';
import type { TextEdit } from './edit.ts';

/** A stretch of the final text: taken from the original (`start` to `end`) or written by an edit. */
type Piece =
  | { readonly start: number; readonly end: number; readonly newText: null }
  | { readonly newText: string };

/**
 * Edits that do to `text` what `first` and then `second` do, `second` referring to the text that `first` leaves. So
 * changes can be made one after the other, each read from the text before it, and still be handed over as one.
 *
 * @throws RangeError when one of the two lists conflicts in itself.
 */
export function composeEdits(
  text: string,
  first: readonly TextEdit[],
  second: readonly TextEdit[],
): TextEdit[] {
  // Both lists are checked here, the pieces below rely on it.
  applyEdits(applyEdits(text, first), second);
  const original: Piece[] = [{ start: 0, end: text.length, newText: null }];
  return toEdits(text.length, editPieces(editPieces(original, first), second));
}

function editPieces(pieces: readonly Piece[], edits: readonly TextEdit[]): Piece[] {
  const ordered = [...edits].sort(
    (a, b) =>
      a.span.start - b.span.start ||
      Number(a.span.end > a.span.start) - Number(b.span.end > b.span.start),
  );
  const result: Piece[] = [];
  let at = 0;
  for (const { span, newText } of ordered) {
    result.push(...cut(pieces, at, span.start), { newText });
    at = span.end;
  }
  return [...result, ...cut(pieces, at, Infinity)];
}

/** The pieces between two offsets of the text that they make up. */
function cut(pieces: readonly Piece[], start: number, end: number): Piece[] {
  const result: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const length = piece.newText === null ? piece.end - piece.start : piece.newText.length;
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, length);
    if (from < to) {
      result.push(
        piece.newText === null
          ? { start: piece.start + from, end: piece.start + to, newText: null }
          : { newText: piece.newText.slice(from, to) },
      );
    }
    at += length;
  }
  return result;
}

function toEdits(length: number, pieces: readonly Piece[]): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let newText = '';
  const end: Piece = { start: length, end: length, newText: null };
  for (const piece of [...pieces, end]) {
    if (piece.newText !== null) {
      newText += piece.newText;
      continue;
    }
    if (piece.start > at || newText !== '') {
      edits.push({ span: { start: at, end: piece.start }, newText });
    }
    newText = '';
    at = piece.end;
  }
  return edits;
}
