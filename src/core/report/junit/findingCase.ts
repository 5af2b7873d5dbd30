import type { FindingReport } from '../reportModel.ts';
import type { JunitCase } from './junit.ts';

/** A finding as a test case: errors fail, everything else passes with its words. */
export function findingCase(
  {
    code,
    severity,
    message,
    file,
    line,
  }: Pick<FindingReport, 'code' | 'severity' | 'message' | 'file' | 'line'>,
  className: string,
): JunitCase {
  const isError = severity === 'error';
  return {
    name: code,
    className,
    file,
    line,
    outcome: isError ? 'failed' : 'passed',
    type: code,
    words: isError ? message : `${severity}: ${message}`,
  };
}
