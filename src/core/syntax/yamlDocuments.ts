import type { Span } from '../text/span.ts';

const byteOrderMark = '\uFEFF';

/**
 * The documents of a YAML stream, found by the markers at column 0 alone: YAML ends every construct there, even an
 * open quote, so no parsing is needed. A span runs from behind its `---` to the next marker. Comments and directives
 * before the first `---` belong to no document; a stream without any document has one that is empty.
 */
export function splitDocuments(text: string): Span[] {
  const first = text.startsWith(byteOrderMark) ? byteOrderMark.length : 0;
  const documents: Span[] = [];
  let start = first;
  let isExplicit = false;

  const close = (end: number): void => {
    if (isExplicit || hasContent(text.slice(start, end))) documents.push({ start, end });
  };

  for (const { offset, kind } of markers(text, first)) {
    close(offset);
    start = offset + 3;
    isExplicit = kind === 'start';
  }
  close(text.length);
  return documents.length > 0 ? documents : [{ start: first, end: text.length }];
}

function markers(text: string, first: number): { offset: number; kind: 'start' | 'end' }[] {
  const found: { offset: number; kind: 'start' | 'end' }[] = [];
  const marker = /(---|\.\.\.)(?=[ \t\r\n]|$)/g;
  for (let match = marker.exec(text); match !== null; match = marker.exec(text)) {
    const before = text[match.index - 1];
    if (match.index === first || before === '\n' || before === '\r') {
      found.push({ offset: match.index, kind: match[1] === '---' ? 'start' : 'end' });
    }
  }
  return found;
}

/** False for blank lines, comments and `%` directives. */
function hasContent(text: string): boolean {
  return /^(?!%)[^\S\r\n\u2028\u2029]*[^\s#]/m.test(text);
}
