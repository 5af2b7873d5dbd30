import { shortestEdit, type LineChange } from '../text/shortestEdit.ts';

/** A run of lines that were edited together, between lines that stayed. */
export interface Hunk {
  /** Lines of the text before it, from 0. */
  readonly start: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
  /** First of its lines in the text after all hunks, from 1. */
  readonly line: number;
}

/** Texts with more lines than this are compared as one run: the comparison would take longer than it is worth. */
const mostChanged = 4000;

/** The runs of lines that lead from one text to the other, in their order; null = the file is not there. */
export function hunksBetween(before: string | null, after: string | null): readonly Hunk[] {
  const old = linesOf(before ?? '');
  const now = linesOf(after ?? '');
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  ) {
    end++;
  }
  const removed = old.slice(start, old.length - end);
  const added = now.slice(start, now.length - end);
  if (removed.length === 0 && added.length === 0) return [];
  const isPlain = removed.length === 0 || added.length === 0;
  if (isPlain || removed.length + added.length > mostChanged) {
    return [{ start, removed, added, line: start + 1 }];
  }
  return runs(shortestEdit(removed, added), start);
}

function runs(changes: readonly LineChange[], start: number): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let oldLine = start;
  let newLine = start;
  for (let at = 0; at < changes.length;) {
    const removed: string[] = [];
    const added: string[] = [];
    const first = { start: oldLine, line: newLine + 1 };
    for (; at < changes.length && changes[at]?.kind !== ' '; at++) {
      const change = changes[at];
      if (change?.kind === '-') removed.push(change.line);
      else if (change !== undefined) added.push(change.line);
    }
    if (removed.length + added.length > 0) hunks.push({ ...first, removed, added });
    oldLine += removed.length;
    newLine += added.length;
    for (; at < changes.length && changes[at]?.kind === ' '; at++) {
      oldLine++;
      newLine++;
    }
  }
  return hunks;
}

/** The text before them after the first `count` of its hunks. */
export function withHunks(before: string | null, hunks: readonly Hunk[], count: number): string {
  const lines = [...linesOf(before ?? '')];
  // From the end: what stands before a hunk keeps its place.
  for (const { start, removed, added } of hunks.slice(0, count).reverse()) {
    lines.splice(start, removed.length, ...added);
  }
  return lines.join('');
}

/** Lines with their ends, so that nothing is lost. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
