import type { TextEdit } from '../text/edit.ts';

export type Written = { readonly edits: readonly TextEdit[] } | { readonly refused: string };

/** A file of comments alone: the content goes behind them. */
export function behind(text: string, written: Written): Written {
  if ('refused' in written) return written;
  const isOpenLine = text !== '' && !text.endsWith('\n');
  return {
    edits: written.edits.map(({ newText }) => ({
      span: { start: text.length, end: text.length },
      newText: (isOpenLine ? '\n' : '') + newText,
    })),
  };
}
