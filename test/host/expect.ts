// Assertions for the suites inside VS Code: node:assert does not exist in the web worker.

/** Fails with both values shown unless they are equal as JSON. */
export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  const [shown, wanted] = [actual, expected].map((value) => JSON.stringify(value, null, 1));
  if (shown !== wanted) throw new Error(`${what}: expected ${wanted ?? ''}, got ${shown ?? ''}`);
}

/** Fails with the message unless the condition holds. */
export function expectThat(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** Reads again and again until the value is accepted, and returns it; fails with the last value after the time. */
export async function eventually<T>(
  what: string,
  read: () => T | PromiseLike<T>,
  accept: (value: T) => boolean,
  milliseconds = 15_000,
): Promise<T> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const value = await read();
    if (accept(value)) return value;
    if (Date.now() > deadline) {
      throw new Error(`${what}: not within ${milliseconds} ms; last: ${JSON.stringify(value)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
