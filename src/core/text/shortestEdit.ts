/** A line that stays (` `), goes (`-`) or comes (`+`). */
export interface LineChange {
  readonly kind: ' ' | '-' | '+';
  readonly line: string;
}

/**
 * The shortest list of changes from one list of lines to another (E. Myers, An O(ND) Difference Algorithm, 1986). Time
 * and memory grow with the number of changed lines, not with the length of the lists.
 */
export function shortestEdit(
  before: readonly string[],
  after: readonly string[],
): readonly LineChange[] {
  const trace = furthestPaths(before, after);
  const changes: LineChange[] = [];
  let x = before.length;
  let y = after.length;
  for (let steps = trace.length - 1; steps >= 0; steps--) {
    const reached = trace[steps] ?? new Map<number, number>();
    const diagonal = x - y;
    const down = steps > 0 && comesFromAbove(reached, diagonal, steps);
    const fromDiagonal = down ? diagonal + 1 : diagonal - 1;
    const fromX = steps === 0 ? 0 : (reached.get(fromDiagonal) ?? 0);
    const fromY = steps === 0 ? 0 : fromX - fromDiagonal;
    while (x > fromX && y > fromY) {
      x--;
      y--;
      changes.push({ kind: ' ', line: before[x] ?? '' });
    }
    if (steps === 0) break;
    if (down) changes.push({ kind: '+', line: after[--y] ?? '' });
    else changes.push({ kind: '-', line: before[--x] ?? '' });
  }
  return changes.reverse();
}

/** For each number of changes, how far along `before` every diagonal had come before it. */
function furthestPaths(
  before: readonly string[],
  after: readonly string[],
): readonly ReadonlyMap<number, number>[] {
  let reached = new Map<number, number>();
  const trace: ReadonlyMap<number, number>[] = [];
  for (let steps = 0; steps <= before.length + after.length; steps++) {
    trace.push(reached);
    const next = new Map(reached);
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      let x = 0;
      if (steps > 0) {
        x = comesFromAbove(reached, diagonal, steps)
          ? (reached.get(diagonal + 1) ?? 0)
          : (reached.get(diagonal - 1) ?? 0) + 1;
      }
      let y = x - diagonal;
      while (x < before.length && y < after.length && before[x] === after[y]) {
        x++;
        y++;
      }
      next.set(diagonal, x);
      if (x >= before.length && y >= after.length) return trace;
    }
    reached = next;
  }
  return trace;
}

/** True when the furthest path to a diagonal ends with a line that comes rather than one that goes. */
function comesFromAbove(
  reached: ReadonlyMap<number, number>,
  diagonal: number,
  steps: number,
): boolean {
  if (diagonal === -steps) return true;
  if (diagonal === steps) return false;
  return (reached.get(diagonal - 1) ?? -1) < (reached.get(diagonal + 1) ?? -1);
}
