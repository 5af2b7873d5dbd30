import type { TextEdit } from '../../text/edit.ts';

/** A text as parts of the original and what was written between them. */
type Piece =
  | { readonly kind: 'kept'; readonly start: number; readonly end: number }
  | { readonly kind: 'new'; readonly text: string };

/** An edited text that still knows which of its parts the original had. */
export interface EditedText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

export function unedited(text: string): EditedText {
  return { text, pieces: [{ kind: 'kept', start: 0, end: text.length }] };
}

/**
 * The text after further edits, whose spans refer to the text as it is now. Edits must not overlap; insertions at one
 * place keep their order.
 */
export function edited({ text, pieces }: EditedText, edits: readonly TextEdit[]): EditedText {
  const sorted = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.index - b.index)
    .map(({ edit }) => edit);
  const result: Piece[] = [];
  let newText = '';
  let done = 0;
  for (const { span, newText: inserted } of sorted) {
    result.push(...between(pieces, done, span.start), { kind: 'new', text: inserted });
    newText += text.slice(done, span.start) + inserted;
    done = span.end;
  }
  result.push(...between(pieces, done, text.length));
  return { text: newText + text.slice(done), pieces: result };
}

function between(pieces: readonly Piece[], start: number, end: number): Piece[] {
  const result: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const length = piece.kind === 'kept' ? piece.end - piece.start : piece.text.length;
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, length);
    if (from < to) {
      result.push(
        piece.kind === 'kept'
          ? { kind: 'kept', start: piece.start + from, end: piece.start + to }
          : { kind: 'new', text: piece.text.slice(from, to) },
      );
    }
    at += length;
  }
  return result;
}

/** All edits so far as edits of the original, in order and without overlap. */
export function editsOf({ pieces }: EditedText, originalLength: number): TextEdit[] {
  const edits: TextEdit[] = [];
  let done = 0;
  let newText = '';
  const flush = (until: number): void => {
    if (newText !== '' || until > done) edits.push({ span: { start: done, end: until }, newText });
    newText = '';
  };
  for (const piece of pieces) {
    if (piece.kind === 'new') {
      newText += piece.text;
      continue;
    }
    flush(piece.start);
    done = piece.end;
  }
  flush(originalLength);
  return edits;
}
