import type { Report, Review } from '../core/index.ts';
import { formatMonthly, formatMonthlyDifference, shownIn } from '../core/report/format.ts';
import type { HeldLimit } from '../core/report/junit/limitCase.ts';
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

/** The expected total held against a limit in US dollars, whatever currency the report is in. */
export function holdTotal(
  { totals, currency, exchangeRate }: Pick<Report, 'totals' | 'currency' | 'exchangeRate'>,
  limit: number,
  terminal: Terminal,
): HeldLimit {
  const shown = shownIn(currency);
  if (totals.expected === null || totals.lowerBound) {
    terminal.warn('Not everything could be priced: the total is a lower bound.');
  }
  const expected = formatMonthly(totals.expected ?? 0, shown, totals.lowerBound);
  return held(
    `The month is expected to cost ${expected}`,
    totals.expected,
    limit * exchangeRate.perUsd,
    shown,
  );
}

/** The change of the expected total held against a limit in US dollars, whatever currency the review is in. */
export function holdChange(
  { totals, currency }: Review,
  { exchangeRate }: Pick<Report, 'exchangeRate'>,
  limit: number,
  terminal: Terminal,
): HeldLimit {
  const shown = shownIn(currency);
  if (totals.delta === null || totals.lowerBound) {
    terminal.warn('Not everything could be priced: the difference may be larger.');
  }
  const change = formatMonthlyDifference(totals.delta, shown);
  return held(`The month changes by ${change}`, totals.delta, limit * exchangeRate.perUsd, shown);
}

/** Whether `amount`, null = not known, is above what is allowed, and in words; both in `currency`. */
function held(
  what: string,
  amount: number | null,
  allowed: number,
  currency: ReturnType<typeof shownIn>,
): HeldLimit {
  const isExceeded = (amount ?? 0) > allowed;
  const words = `${what}, ${isExceeded ? 'above' : 'within'} the limit of ${formatMonthly(allowed, currency)}.`;
  return { isExceeded, words };
}

/** Says that a limit is exceeded; the exit status. */
export function tellLimit(limit: HeldLimit | null, terminal: Terminal): number {
  if (limit?.isExceeded !== true) return 0;
  terminal.warn(limit.words);
  return 1;
}

/** Reasons told one by one; more are counted. */
const MOST_REASONS = 20;

export interface Told {
  readonly code: string;
  readonly severity: 'information' | 'warning' | 'error';
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

export function isBrokenPolicy({ code, severity }: Pick<Told, 'code' | 'severity'>): boolean {
  return code.startsWith('policy-') && severity === 'error';
}
