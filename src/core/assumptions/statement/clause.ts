/** One field that a clause states, by its path in an assumptions file. */
export type StatedField = readonly [path: string, value: unknown];

/** One thing that can be said, in the ways people write it. */
export interface Clause {
  /** Sticky and blind to case; each ends where a word ends. */
  readonly patterns: readonly RegExp[];
  /** Words of it that a misspelt one may be meant to be. */
  readonly words: readonly string[];
  /** What it states, or why that cannot be taken: a sentence. */
  readonly read: (parts: Parts) => readonly StatedField[] | string;
}

/** The named parts that were matched; absent = not written. */
export type Parts = Readonly<Record<string, string | undefined>>;

/**
 * A clause from patterns, one for each order of words, in which `NUMBER`, or `NUMBER:name`, stands for a number as people write it: `1,200`, `1.2M`,
 * `3k`. Blanks of the pattern stand for blanks that may be left out.
 */
export function clause(
  patterns: string | readonly string[],
  words: readonly string[],
  read: Clause['read'],
): Clause {
  return { patterns: [patterns].flat().map(compiled), words, read };
}

/** A few at most: patterns with many optional parts try each way to share out a long run of them. */
const blanks = '\\s{0,3}';

function compiled(pattern: string): RegExp {
  const source = pattern
    .replaceAll(' ', blanks)
    .replace(/NUMBER(?::(\w+))?/g, (_, name = 'n') => numberPattern(String(name)));
  return new RegExp(`(?:${source})(?![\\w%])`, 'iy');
}

function numberPattern(name: string): string {
  const digits = '(?:\\d{1,3}(?:,\\d{3})+|\\d[\\d_]*)(?:\\.\\d+)?|\\.\\d+';
  return `(?<${name}>${digits})${blanks}(?<${name}Thousands>(?:k|m|mn|b|bn|thousand|million|billion)(?![a-z]))?`;
}

/** The number that a clause holds. NaN where it holds none. */
export function numberIn(parts: Parts, name = 'n'): number {
  const digits = parts[name]?.replaceAll(/[,_]/g, '');
  const thousands = parts[`${name}Thousands`]?.[0]?.toLowerCase();
  const factors: Readonly<Record<string, number>> = { k: 1e3, t: 1e3, m: 1e6, b: 1e9 };
  return digits === undefined ? Number.NaN : tidy(Number(digits) * (factors[thousands ?? ''] ?? 1));
}

/** Without the tail that binary fractions leave: 0.3 × 10 and not 3.0000000000000004. */
export function tidy(value: number): number {
  return Number(value.toPrecision(15));
}
