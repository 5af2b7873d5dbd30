import type { SourceDocument } from '../model/document.ts';
import { hunksBetween, type Hunk } from './hunks.ts';

/** A file that differs, and the runs of lines that lead from one text to the other. */
export interface ChangedFile {
  /** Of the file after the change; of one that is gone, before it. */
  readonly uri: string;
  /** Where it was before; null where it was there already, or nowhere. */
  readonly movedFrom: string | null;
  /** Null = not there. */
  readonly before: string | null;
  readonly after: string | null;
  readonly hunks: readonly Hunk[];
}

/** Share of lines that a file has in common with one that is gone, from which on it is taken for the same file. */
const alike = 0.5;

/** The files that differ, in order of their URIs. A file that is gone and one that is new are the same when most lines are. */
export function changedFiles(
  before: readonly SourceDocument[],
  after: readonly SourceDocument[],
): readonly ChangedFile[] {
  const old = new Map(before.map(({ uri, text }) => [uri, text]));
  const now = new Map(after.map(({ uri, text }) => [uri, text]));
  const gone = new Set([...old.keys()].filter((uri) => !now.has(uri)).sort());
  const moved = new Map<string, string>();
  for (const [uri, text] of [...now].filter(([name]) => !old.has(name)).sort(byName)) {
    const from = [...gone]
      .map((name) => ({ name, likeness: likeness(old.get(name) ?? '', text) }))
      .filter((candidate) => candidate.likeness >= alike)
      .sort((a, b) => b.likeness - a.likeness)[0];
    if (from === undefined) continue;
    moved.set(uri, from.name);
    gone.delete(from.name);
  }
  return [...now.keys(), ...gone].sort().flatMap((uri): ChangedFile[] => {
    const movedFrom = moved.get(uri) ?? null;
    const from = old.get(movedFrom ?? uri) ?? null;
    const to = now.get(uri) ?? null;
    const hunks = hunksBetween(from, to);
    if (hunks.length === 0 && movedFrom === null) return [];
    return [{ uri, movedFrom, before: from, after: to, hunks }];
  });
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}

/** Lines in common over the lines of the longer text, wherever they stand; 1 for the same text. */
function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const counts = new Map<string, number>();
  for (const line of a.split('\n')) counts.set(line, (counts.get(line) ?? 0) + 1);
  const lines = b.split('\n');
  let common = 0;
  for (const line of lines) {
    const left = counts.get(line) ?? 0;
    if (left === 0) continue;
    counts.set(line, left - 1);
    common++;
  }
  return common / Math.max(lines.length, a.split('\n').length);
}
