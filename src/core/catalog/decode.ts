import type * as z from 'zod';
import type { Cited } from '../model/cited.ts';

/** The text of one compact file. */
export interface PartText {
  readonly json: string;
  /** True for files that were checked when they were built: those that ship. */
  readonly checked: boolean;
}

/**
 * A compact file as its schema says, or `empty` when the text is not that: a damaged file leaves facts unknown, it throws
 * nothing. `catalogProblems` says what is wrong with it. Checking takes several times as long as parsing, so files that
 * were checked at build time are only parsed.
 */
export function decodeFile<T>(schema: () => z.ZodType<T>, text: PartText, empty: T): T {
  try {
    const value: unknown = JSON.parse(text.json);
    if (text.checked) return value as T;
    const result = schema().safeParse(value);
    return result.success ? result.data : empty;
  } catch {
    return empty;
  }
}

/** The citation at an index of a file's list. */
export function cited(citations: readonly (readonly [string, string])[], index: number): Cited {
  const [source, asOf] = citations[index] ?? ['source not stated', 'undated'];
  return { source, asOf };
}
