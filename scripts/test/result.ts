/** What one suite of tests came to. */
export interface SuiteResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
  /** One text per failure, and what else helps to understand it. */
  readonly details: readonly string[];
}

/** A suite that could not run to its end counts as one failure, never as nothing. */
export function crashed(name: string, seconds: number, error: unknown): SuiteResult {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { name, passed: 0, failed: 1, skipped: 0, seconds, details: [text] };
}

/** The one closing line: `N passed, N failed`, and `, N skipped` where there are any. */
export function closingLine(results: readonly SuiteResult[]): string {
  const sum = (key: 'passed' | 'failed' | 'skipped'): number =>
    results.reduce((total, result) => total + result[key], 0);
  const skipped = sum('skipped');
  const line = `${sum('passed')} passed, ${sum('failed')} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}
