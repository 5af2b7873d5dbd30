import type { Output } from './output.ts';

/**
 * Runs the body of a surface. A mistake of ours is logged with its stack and becomes "nothing to show": it never
 * reaches the person's editor.
 */
export async function guarded<T>(
  output: Output,
  name: string,
  body: () => Promise<T | null>,
): Promise<T | null> {
  try {
    return await body();
  } catch (error) {
    output.error(name, error);
    return null;
  }
}
