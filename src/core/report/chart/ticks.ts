/** Ends of an axis, and the numbers that are marked on it, in rising order and within the ends. */
export interface Ticks {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

/**
 * At most `most` (2 at least) round numbers, 1, 2 or 5 times a power of ten apart, that take in `low` to `high`: the
 * first at or below `low`, the last at or above `high`. Where both are the same, a stretch around it; beyond what doubles
 * resolve, the two ends alone.
 */
export function linearTicks(low: number, high: number, most: number): Ticks {
  const [min, max] = stretch(low, high);
  const count = Math.max(2, Math.floor(most));
  let step = roundStep((max - min) / Math.max(1, count - 1));
  let first = Math.floor(min / step + rounding);
  let last = Math.ceil(max / step - rounding);
  while (last - first + 1 > count) {
    step = roundStep(step * 1.5);
    first = Math.floor(min / step + rounding);
    last = Math.ceil(max / step - rounding);
    // Two ticks around zero cannot be made fewer by a larger step.
    if (last - first <= 2) break;
  }
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => times(first + index, step));
  return isRising(ticks)
    ? { from: ticks[0] ?? min, to: ticks.at(-1) ?? max, ticks }
    : { from: min, to: max, ticks: [min, max] };
}

/** A number this share of a step beside a tick is on it. */
const rounding = 1e-9;

function stretch(low: number, high: number): readonly [number, number] {
  if (low < high) return [low, high];
  if (low === 0) return [0, 1];
  return low > 0 ? [0, low] : [low, 0];
}

/** The smallest 1, 2 or 5 × 10ⁿ that is no less than `step`. */
function roundStep(step: number): number {
  const power = Math.floor(Math.log10(step));
  const factor = [1, 2, 5, 10].find((one) => step <= times(one, power10(power)) * (1 + rounding));
  return times(factor ?? 10, power10(power));
}

/** Powers of ten as they are written: `10 ** -5` is not quite 1e-5. */
function power10(power: number): number {
  return Number(`1e${power}`);
}

/** Without the noise of binary fractions: 3 × 0.1 is 0.3. */
function times(count: number, step: number): number {
  return Number((count * step).toPrecision(12));
}

function isRising(ticks: readonly number[]): boolean {
  return (
    ticks.length > 1 &&
    ticks.every(
      (value, index) => Number.isFinite(value) && (index === 0 || value > (ticks[index - 1] ?? 0)),
    )
  );
}

/** Labelled powers of ten there may be before some are left out. */
const mostPowers = 7;

/** Decades over which 1, 2 and 5 times every power of ten have room. */
const closeDecades = 2;

/**
 * Round numbers on a logarithmic scale around `low` to `high`, both above 0: powers of ten, and over few decades 2 and 5
 * times them. The axis ends at the last such number outside.
 */
export function logTicks(low: number, high: number): Ticks {
  const min = Math.max(low, 1e-300);
  const max = Math.min(Math.max(high, min), 1e300);
  const ends = roundNumbers(min, max);
  const [from, to] = [ends[0] ?? min, ends.at(-1) ?? max];
  if (log(max / min) <= closeDecades) return { from, to, ticks: ends };
  const within = powers(Math.ceil(log(from)), Math.floor(log(to)));
  const every = Math.ceil(within.length / mostPowers);
  return { from, to, ticks: within.filter((_, index) => index % every === 0) };
}

/** 1, 2 and 5 times powers of ten, from the last one at or below `min` to the first at or above `max`. */
function roundNumbers(min: number, max: number): number[] {
  const all = powers(Math.floor(log(min)) - 1, Math.ceil(log(max)) + 1).flatMap((power) =>
    [1, 2, 5].map((factor) => times(factor, power)),
  );
  const first = all.findLastIndex((value) => value <= min * (1 + rounding));
  const last = all.findIndex((value) => value >= max * (1 - rounding));
  return all.slice(first, Math.max(last, first + 1) + 1);
}

/** Decades over which lines between the powers of ten can still be told apart. */
const mostMinorDecades = 5;

/** The lines between the powers of ten, where they are not too many to see: 2, 3, … 9 times each. */
export function minorLogTicks(from: number, to: number): readonly number[] {
  if (log(to / from) > mostMinorDecades) return [];
  return powers(Math.floor(log(from)), Math.ceil(log(to)))
    .flatMap((power) => [1, 2, 3, 4, 5, 6, 7, 8, 9].map((factor) => times(factor, power)))
    .filter((value) => value > from && value < to);
}

function powers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => power10(first + index));
}

/** Powers of ten have whole logarithms, whatever the last digit of a double says. */
function log(value: number): number {
  const exact = Math.log10(value);
  return Math.abs(exact - Math.round(exact)) < 1e-12 ? Math.round(exact) : exact;
}
