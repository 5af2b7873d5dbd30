import type * as z from 'zod';
import type { Cited } from '../model/catalog.ts';

/**
 * A compact file as its schema says, or `empty` when the text is not that: a damaged file leaves facts unknown, it throws
 * nothing. `catalogProblems` says what is wrong with it.
 */
export function decodeFile<T>(schema: z.ZodType<T>, text: string, empty: T): T {
  try {
    const result = schema.safeParse(JSON.parse(text));
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
