import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

/** The amount of `--fail-over`, USD a month; null when it is not given. */
export function readLimit(value: string | undefined): number | null {
  if (value === undefined) return null;
  const limit = Number(value.replace(/^\$/, ''));
  if (value.trim() === '' || !Number.isFinite(limit) || limit < 0) {
    throw new UsageError(`--fail-over ${value}: expected US dollars a month, such as 5000.`);
  }
  return limit;
}

/** Reasons told one by one; more are counted. */
const MOST_REASONS = 20;

export interface Told {
  readonly code: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Policies whose severity is error are what CI is asked to refuse: they are told, and the exit status is 1. */
export function tellBroken(findings: readonly Told[], terminal: Terminal): number {
  const broken = findings.filter(isBrokenPolicy);
  for (const { code, file, line, message } of broken.slice(0, MOST_REASONS)) {
    terminal.warn(`${file}:${line}: ${code}: ${message}`);
  }
  if (broken.length > MOST_REASONS) {
    terminal.warn(`and ${broken.length - MOST_REASONS} more that break a policy.`);
  }
  return broken.length === 0 ? 0 : 1;
}

function isBrokenPolicy({ code, severity }: Told): boolean {
  return code.startsWith('policy-') && severity === 'error';
}
