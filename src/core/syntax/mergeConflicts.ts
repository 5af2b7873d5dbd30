import type { Span } from '../text/span.ts';

/**
 * The stretches that git left undecided, each from its `<<<<<<<` line to its `>>>>>>>` line; one that never ends runs
 * to the end of the text, one that never began is the closing line alone.
 */
export function findMergeConflicts(text: string): Span[] {
  if (!text.includes('<<<<<<< ') && !text.includes('>>>>>>> ')) return [];
  const conflicts: Span[] = [];
  const marker = /(?:<{7}|>{7}) [^\r\n]*/g;
  let open: number | null = null;
  for (let match = marker.exec(text); match !== null; match = marker.exec(text)) {
    const before = text[match.index - 1];
    if (match.index > 0 && before !== '\n' && before !== '\r') continue;
    if (match[0].startsWith('<')) {
      open ??= match.index;
    } else {
      conflicts.push({ start: open ?? match.index, end: match.index + match[0].length });
      open = null;
    }
  }
  if (open !== null) conflicts.push({ start: open, end: text.length });
  return conflicts;
}
