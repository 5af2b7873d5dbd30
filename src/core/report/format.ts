import type { Currency } from '../model/environment.ts';
import type { MainUnit, UnitName } from '../model/estimate.ts';
import type { WorkUnit } from '../model/performance.ts';
import type { Range } from '../model/sourced.ts';

/**
 * The one place where numbers become text. Amounts come in as US dollars and are shown in `currency`. The locale is
 * fixed, so that the same value reads the same in editor, terminal and CI.
 */
const LOCALE = 'en-US';

/** Stands for a figure that is not known; never a zero. */
export const UNKNOWN = '—';

/** Money that already is in the currency it is shown in, as in a report. */
export const shownIn = (code: string): Currency => ({ code, perUsd: 1, asOf: null });

/** Making an `Intl.NumberFormat` takes longer than using it a hundred times; there are few different ones. */
const formats = new Map<string, Intl.NumberFormat>();

/** `decimals` null = as many as the currency is paid in. */
function numberFormat(decimals: number | null, currency?: string): Intl.NumberFormat {
  const key = `${currency ?? ''} ${decimals}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(LOCALE, {
      ...(decimals === null
        ? {}
        : { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
      ...(currency === undefined ? {} : { style: 'currency', currency }),
    });
    formats.set(key, format);
  }
  return format;
}

/** `1,234.50`. A minus is U+2212; no "-0". */
function fixedPoint(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return UNKNOWN;
  const text = numberFormat(decimals).format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

function symbol(code: string): string {
  if (!/^[A-Z]{3}$/.test(code)) return `${code} `;
  const sign = numberFormat(0, code).format(0).replace('0', '');
  return sign.replace('\u00a0', ' ');
}

function withSymbol(amount: string, currency: Currency): string {
  if (amount === UNKNOWN) return UNKNOWN;
  const sign = symbol(currency.code);
  return amount.startsWith('−') ? `−${sign}${amount.slice(1)}` : `${sign}${amount}`;
}

/** Decimals that show `significant` digits of a number below 1, two at least and eight at most. */
function smallDecimals(value: number, significant: number): number {
  if (value === 0) return 2;
  const digits = significant - 1 - Math.floor(Math.log10(Math.abs(value)));
  return Math.min(8, Math.max(2, digits));
}

/** An estimate is not known to the dollar: three significant digits from 1,000 up, whole units from 10 up. */
function estimateText(exact: number): string {
  // A report holds its figures without noise: both must round to the same side.
  const amount = withoutNoise(exact);
  const size = Math.abs(amount);
  if (size >= 999.5) return fixedPoint(Number(amount.toPrecision(3)), 0);
  if (size >= 9.995 || size < 5e-9) return fixedPoint(amount, 0);
  return fixedPoint(amount, size >= 1 ? 2 : smallDecimals(amount, 2));
}

/** An estimate: `$5,970`, `$12`, `$0.42`. */
export function formatMoney(usd: number, currency: Currency): string {
  return withSymbol(estimateText(usd * currency.perUsd), currency);
}

/** True for currencies that are not paid in fractions: yen, won. */
function isWhole({ code }: Currency): boolean {
  return /^[A-Z]{3}$/.test(code) && !numberFormat(null, code).format(0).includes('.');
}

/** A line of a table whose lines add up to its total: whole units from 100 up (yen: from 1 up), else cents. */
export function formatAmount(usd: number, currency: Currency): string {
  const amount = usd * currency.perUsd;
  const size = Math.abs(amount);
  const whole = size >= 100 || (size >= 1 && isWhole(currency));
  const decimals = whole ? 0 : size >= 0.01 ? 2 : smallDecimals(amount, 2);
  return withSymbol(fixedPoint(amount, amount === 0 ? 0 : decimals), currency);
}

/** A list price, which is known exactly: `$3.67`, `$1.515`, `$0.0000133`. */
export function formatUnitPrice(usd: number, currency: Currency): string {
  const amount = usd * currency.perUsd;
  const decimals = smallDecimals(amount, Math.abs(amount) >= 1 ? 5 : 4);
  const text = fixedPoint(amount, decimals).replace(/(\.\d\d\d*?)0+$/, '$1');
  return withSymbol(text, currency);
}

/** `$5,970/mo`; `≥ $5,970/mo` for a lower bound. That something costs nothing or more says nothing. */
export function formatMonthly(usd: number, currency: Currency, lowerBound = false): string {
  if (lowerBound && usd === 0) return 'not known';
  return `${lowerBound ? '≥ ' : ''}${formatMoney(usd, currency)}/mo`;
}

/** `$380–2,940/mo`, or one number where both ends read the same. */
export function formatMonthlyRange(range: Range, currency: Currency, lowerBound = false): string {
  return `${lowerBound ? '≥ ' : ''}${formatMoneyRange(range, currency)}/mo`;
}

/** `$380–2,940`. */
export function formatMoneyRange(range: Range, currency: Currency): string {
  const low = formatMoney(range.min, currency);
  const high = estimateText(range.max * currency.perUsd);
  return low === withSymbol(high, currency) ? low : `${low}–${high}`;
}

/** True when the two ends of a range read differently. */
export function isSpread(range: Range, currency: Currency): boolean {
  return formatMoney(range.min, currency) !== formatMoney(range.max, currency);
}

/** A difference on an axis: `+$1,200`, `−$300`, `$0`. */
export function formatDifference(usd: number, currency: Currency): string {
  const text = formatMoney(usd, currency);
  return usd > 0 ? `+${text}` : text;
}

/** `saves $2,310/mo`, `costs $176/mo more`, `costs the same`; a saving that is not known says so. */
export function formatSaving(usd: number | null, currency: Currency): string {
  if (usd === null) return 'saving not known';
  if (Math.abs(usd * currency.perUsd) < 0.005) return 'costs the same';
  return usd > 0
    ? `saves ${formatMonthly(usd, currency)}`
    : `costs ${formatMonthly(-usd, currency)} more`;
}

/** How a month moved: `+$1,240/mo`, `−$310/mo`, `±$0/mo`; `not known` where one of the two months is not. */
export function formatMonthlyDifference(usd: number | null, currency: Currency): string {
  if (usd === null) return UNKNOWN;
  if (Math.abs(usd * currency.perUsd) < 0.005) return `±${formatMoney(0, currency)}/mo`;
  return `${formatDifference(usd, currency)}/mo`;
}

/** How a figure moved as a share of what it was: `+18%`, `−4%`, `+0.3%`. */
export function formatChange(share: number): string {
  const percent = Math.abs(share) * 100;
  const sign = share > 0 ? '+' : '−';
  return `${sign}${fixedPoint(percent, percent < 1 ? 1 : 0)}%`;
}

/** A list price per hour: `$3.67/h`. */
export function formatHourly(usd: number, currency: Currency): string {
  return `${formatUnitPrice(usd, currency)}/h`;
}

const unitWords: Readonly<Record<UnitName, readonly [long: string, short: string]>> = {
  perMillionTokens: ['1M tokens', '1M tok'],
  perMillionInputTokens: ['1M input tokens', '1M in'],
  perMillionOutputTokens: ['1M output tokens', '1M out'],
  perImage: ['image', 'image'],
  perAudioHour: ['audio hour', 'audio h'],
  perThousandPredictions: ['1k predictions', '1k pred'],
  perThousandRequests: ['1k requests', '1k req'],
};

/** `$0.42/1M tokens`, `$0.0031/image`. */
export function formatUnitCost(usd: number, name: UnitName, currency: Currency): string {
  return `${formatMoney(usd, currency)}/${unitWords[name][0]}`;
}

/** The expected cost of a unit where there is little room: `$0.42/1M tok`. */
export function formatShortUnitCost({ name, cost }: MainUnit, currency: Currency): string {
  return `${formatMoney(cost.expected, currency)}/${unitWords[name][1]}`;
}

/** `$0.42/1M tokens`, or `$0.42/1M tokens ($0.21–0.84)` where it is not one figure. */
export function formatMainUnit({ name, cost }: MainUnit, currency: Currency): string {
  const expected = formatUnitCost(cost.expected, name, currency);
  return isSpread(cost, currency) ? `${expected} (${formatMoneyRange(cost, currency)})` : expected;
}

/** `1,230 tokens/s`, `0.5 images/s`, `42 × real time`, `120 predictions/s`. */
export function formatWorkRate(perSecond: number, unit: WorkUnit): string {
  const amount = formatNumber(perSecond);
  return unit === 'audio-seconds' ? `${amount} × real time` : `${amount} ${unit}/s`;
}

/** `12 req/s (8–17 req/s)`; one figure where both ends read the same, or where no range is given. */
export function formatWithin(
  value: number,
  range: Pick<Range, 'min' | 'max'> | null,
  format: (value: number) => string,
): string {
  const [low, high] = [format(range?.min ?? value), format(range?.max ?? value)];
  if (low === high) return format(value);
  const unit = /\D*$/.exec(high)?.[0] ?? '';
  const least = low.endsWith(unit) ? low.slice(0, low.length - unit.length) : low;
  return `${format(value)} (${least}–${high})`;
}

/**
 * An input of a figure: `2 req/s`, `$27.447/h`, `20%`, `diurnal`. What is money is told by its unit, which starts with the
 * code of `currency`; the amount is in that currency already.
 */
export function formatInput(value: string | number, unit: string, { code }: Currency): string {
  if (typeof value === 'string') return `${value} ${unit}`.trimEnd();
  if (unit === 'share') return formatPercent(value);
  const [money, ...per] = unit.split('/');
  if (money !== code) return `${formatNumber(value)} ${unit}`.trimEnd();
  if (per[0] === 'month') return formatMonthly(value, shownIn(code));
  return [formatUnitPrice(value, shownIn(code)), ...per].join('/');
}

/** `1,234`, `2.5`, `0.042`: three significant digits below 100, whole numbers from there. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 99.95) return fixedPoint(value, 0);
  const rounded = Number(value.toPrecision(3));
  const decimals = Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(rounded)))));
  return fixedPoint(rounded, decimals).replace(/\.?0+$/, '');
}

/** A large count in few signs: `54.7 billion`, `3.2 million`, `12,300`. */
export function formatLarge(value: number): string {
  if (Math.abs(value) >= 999.5e9)
    return `${formatNumber(Number((value / 1e12).toPrecision(3)))} trillion`;
  if (Math.abs(value) >= 999.5e6)
    return `${formatNumber(Number((value / 1e9).toPrecision(3)))} billion`;
  if (Math.abs(value) >= 999.5e3)
    return `${formatNumber(Number((value / 1e6).toPrecision(3)))} million`;
  return formatNumber(Number(value.toPrecision(3)));
}

/** GiB in, `72 GiB`, `3.89 GiB` out. */
export function formatGiB(value: number): string {
  return `${formatNumber(value)} GiB`;
}

/** Milliseconds in; `36 ms`, or seconds from one second up: `1.9 s`. */
export function formatMilliseconds(value: number): string {
  if (value === 0) return '0 ms';
  if (value >= 999.5) return `${formatNumber(Number((value / 1000).toPrecision(2)))} s`;
  return `${fixedPoint(value, value < 9.95 ? 1 : 0)} ms`;
}

/** Seconds in; `45 s`, `4 min 20 s`, `2 h 5 min` out. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  const [large, small, units] =
    whole < 3600
      ? [Math.floor(whole / 60), whole % 60, ['min', 's']]
      : [Math.floor(minutes / 60), minutes % 60, ['h', 'min']];
  return `${large} ${units[0] ?? ''}${small === 0 ? '' : ` ${small} ${units[1] ?? ''}`}`;
}

/** A share from 0 to 1 in, `38%` out; `<1%` for what is little but not nothing. */
export function formatPercent(share: number): string {
  if (share > 0 && share < 0.01) return '<1%';
  return `${fixedPoint(share * 100, 0)}%`;
}

/** `12 req/s`. */
export function formatRequestRate(requestsPerSecond: number): string {
  return `${formatNumber(requestsPerSecond)} req/s`;
}

/** Replicas or accelerators that vary: `2`, `1–3`. */
export function formatCountRange(range: Range): string {
  const low = formatNumber(range.min);
  const high = formatNumber(range.max);
  return low === high ? low : `${low}–${high}`;
}

/** `2 replicas`, `1 replica`. */
export function formatQuantity(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(count)} ${count === 1 ? singular : plural}`;
}

/**
 * A time range in UTC: `from 2026-11-20 to 2026-11-27`, `from 2026-11-20 14:00 to 2026-11-27 14:00 UTC`. Days or ISO times
 * in.
 */
export function formatTimeRange({ from, to }: { from: string; to: string }): string {
  const isDays = [from, to].every((time) => /^[\d-]+(?:T00:00(?::00)?Z)?$/.test(time));
  const shown = (time: string): string => time.slice(0, isDays ? 10 : 16).replace('T', ' ');
  const zone = isDays ? '' : ' UTC';
  if (shown(from) === shown(to)) return `${isDays ? 'on' : 'at'} ${shown(from)}${zone}`;
  return `from ${shown(from)} to ${shown(to)}${zone}`;
}

/** A figure for machines: the noise of binary fractions cut off at ten significant digits. */
export function withoutNoise(value: number): number {
  return Number(value.toPrecision(10));
}

/** A figure in digits alone, for machines that read no exponents: `0.00000013`, never `1.3e-7`. */
export function decimalText(value: number): string {
  const text = String(value);
  const [, sign = '', whole = '', fraction = '', power] =
    /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (power === undefined) return text;
  const digits = whole + fraction;
  return Number(power) < 0
    ? `${sign}0.${'0'.repeat(-Number(power) - 1)}${digits}`
    : sign + digits.padEnd(Number(power) + 1, '0');
}
