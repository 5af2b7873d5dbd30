import type { Notation } from './notation.ts';
import type { PlainTextEdit } from './plainEdit.ts';
import type { SequenceNode } from './tree.ts';
import type { YamlValue } from './yamlWrite.ts';

/**
 * Adds single values behind the last item of a bracketed list, on lines of their own where that one has one. Comments
 * stay with the items that they stand behind.
 */
export function appendPlainItems(
  notation: Notation,
  text: string,
  { items, span }: SequenceNode,
  values: readonly YamlValue[],
): PlainTextEdit {
  const single = values.filter((value) => typeof value !== 'object');
  if (
    !notation.bracketedLists ||
    single.length < values.length ||
    !text.startsWith('[', span.start)
  ) {
    return { refused: 'Lists of this syntax are not changed.' };
  }
  const written = single.map((value) => notation.scalar(value, 'double-quoted'));
  const last = items.at(-1);
  if (last && text.startsWith('<<', last.span.start)) {
    return { refused: 'Nothing is added behind a text of several lines.' };
  }
  const insert = (offset: number, newText: string) => ({
    span: { start: offset, end: offset },
    newText,
  });
  if (!last) return { edits: [insert(span.start + 1, written.join(', '))] };
  const lineStart =
    Math.max(
      text.lastIndexOf('\n', last.span.start - 1),
      text.lastIndexOf('\r', last.span.start - 1),
    ) + 1;
  const indent = text.slice(lineStart, last.span.start);
  if (indent.trim() !== '') {
    return { edits: [insert(last.span.end, written.map((each) => `, ${each}`).join(''))] };
  }
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = written.map((each) => lineBreak + indent + each).join(',');
  const [, comma = '', comment = ''] =
    /^[ \t]*(,?)([ \t]*(?:(?:#|\/\/)[^\r\n]*|\/\*(?:[^*\r\n]|\*(?!\/))*\*\/[ \t]*(?=[\r\n]))?)/.exec(
      text.slice(last.span.end, span.end),
    ) ?? [];
  if (comment.trim() === '') {
    return { edits: [insert(last.span.end, `,${lines}`)] };
  }
  const end = text.indexOf(comment, last.span.end) + comment.length;
  return {
    edits: [...(comma === '' ? [insert(last.span.end, ',')] : []), insert(end, lines + comma)],
  };
}
