/**
 * USD an hour above which a price of one machine is a mistake, in units or in digits: the dearest machine on a public list
 * takes about 407 (AWS u7inh-32tb.480xlarge, price list of 2026, from memory).
 */
const MOST_PER_HOUR = 5_000;

/** Below this an hour is not billed: price lists carry six digits after the point, the cheapest machines take 0.0005. */
const LEAST_PER_HOUR = 0.0001;

/** Whether a number can be the price of an hour of one machine. */
export function isHourlyPrice(value: number): boolean {
  return value >= LEAST_PER_HOUR && value <= MOST_PER_HOUR;
}
