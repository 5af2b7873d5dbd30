export interface ShiftedLine {
  readonly line: number;
  /** True when the line reads differently now. */
  readonly changed: boolean;
}

/**
 * Where a line of `before` (from 0) lies in `after`, two states of one text of which a single stretch of lines was
 * replaced: typing, pasting, deleting. Null for a line that was removed.
 */
export function createLineShift(
  before: string,
  after: string,
): (line: number) => ShiftedLine | null {
  const old = before.split(/\r\n|\n|\r/);
  const now = after.split(/\r\n|\n|\r/);
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const replacing = now.length - tail - head;
  return (line) => {
    if (line < head) return { line, changed: false };
    if (line >= old.length - tail) {
      return { line: line + now.length - old.length, changed: false };
    }
    if (replacing === 0) return null;
    return { line: head + Math.min(line - head, replacing - 1), changed: true };
  };
}
