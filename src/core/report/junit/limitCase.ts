import type { JunitCase } from './junit.ts';

/** A limit that the caller set, and how it was held. */
export interface HeldLimit {
  readonly isExceeded: boolean;
  readonly words: string;
}

/** `--fail-over` as a test case; none where no limit is set. */
export function limitCases(limit: HeldLimit | null): readonly JunitCase[] {
  if (limit === null) return [];
  const { isExceeded, words } = limit;
  return [
    {
      name: 'limit of the call',
      className: 'budgets',
      file: null,
      line: null,
      outcome: isExceeded ? 'failed' : 'passed',
      type: 'fail-over',
      words,
    },
  ];
}
