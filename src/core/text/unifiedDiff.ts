import { shortestEdit, type LineChange } from './shortestEdit.ts';

const CONTEXT = 3;

/**
 * The change of one file in the unified format that `patch` and `git apply` read; empty when nothing changed.
 * `before` is null for a file that does not exist yet.
 */
export function unifiedDiff(file: string, before: string | null, after: string): string {
  if (before === after) return '';
  const changes = shortestEdit(linesOf(before ?? ''), linesOf(after));
  const head = `--- ${before === null ? '/dev/null' : `a/${file}`}\n+++ b/${file}\n`;
  return head + hunksOf(changes).map(hunkText).join('');
}

/** Lines with their ends, so that a last line without one and changes of line endings are seen. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

interface Hunk {
  readonly oldStart: number;
  readonly newStart: number;
  readonly changes: readonly LineChange[];
}

/** Groups changes that stand closer than two contexts, with the lines around them. */
function hunksOf(changes: readonly LineChange[]): readonly Hunk[] {
  const wanted = new Set<number>();
  for (const [index, { kind }] of changes.entries()) {
    if (kind === ' ') continue;
    for (let near = index - CONTEXT; near <= index + CONTEXT; near++) wanted.add(near);
  }
  const hunks: { oldStart: number; newStart: number; changes: LineChange[] }[] = [];
  let oldLine = 1;
  let newLine = 1;
  let open = false;
  for (const [index, change] of changes.entries()) {
    if (wanted.has(index)) {
      if (!open) hunks.push({ oldStart: oldLine, newStart: newLine, changes: [] });
      hunks.at(-1)?.changes.push(change);
    }
    open = wanted.has(index);
    if (change.kind !== '+') oldLine++;
    if (change.kind !== '-') newLine++;
  }
  return hunks;
}

function hunkText({ oldStart, newStart, changes }: Hunk): string {
  const oldCount = changes.filter(({ kind }) => kind !== '+').length;
  const newCount = changes.filter(({ kind }) => kind !== '-').length;
  const body = changes.map(({ kind, line }) =>
    line.endsWith('\n') ? `${kind}${line}` : `${kind}${line}\n\\ No newline at end of file\n`,
  );
  return `@@ -${place(oldStart, oldCount)} +${place(newStart, newCount)} @@\n${body.join('')}`;
}

/** An empty side is named by the line before it. */
function place(start: number, count: number): string {
  if (count === 0) return `${start - 1},0`;
  return count === 1 ? String(start) : `${start},${count}`;
}
