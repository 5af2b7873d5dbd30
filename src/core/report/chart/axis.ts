import type { ChartAxis } from './chartSchema.ts';
import { linearTicks, logTicks, minorLogTicks, type Ticks } from './ticks.ts';

/** A number as it stands at a tick. */
export type TickFormat = (value: number) => string;

/** Ticks there may be at most, from the first try to the last. */
const tries = [7, 5, 4, 3, 2];

/**
 * An axis that holds all `values` and ends at round numbers. Values that are no numbers are left out; without any it runs
 * from 0 to 1. `fromZero` (where lengths are compared: bars, areas) makes zero a part of it.
 */
export function linearAxis(
  title: string,
  values: readonly number[],
  format: TickFormat,
  { fromZero = true }: { readonly fromZero?: boolean } = {},
): ChartAxis {
  const finite = values.filter(Number.isFinite);
  const all = fromZero || finite.length === 0 ? [...finite, 0] : finite;
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return { title, scale: 'linear', ...distinct(format, (most) => linearTicks(low, high, most)) };
}

/** Two ticks that read the same would be a lie: then there are fewer. */
function distinct(
  format: TickFormat,
  ticksFor: (most: number) => Ticks,
): Pick<ChartAxis, 'from' | 'to' | 'ticks'> {
  const all = tries.map((most) => {
    const { from, to, ticks } = ticksFor(most);
    return { from, to, ticks: ticks.map((at) => ({ at, label: format(at) })) };
  });
  const isClear = ({ ticks }: Pick<ChartAxis, 'ticks'>): boolean =>
    new Set(ticks.map(({ label }) => label)).size === ticks.length;
  const [first] = all;
  return all.find(isClear) ?? first ?? { from: 0, to: 1, ticks: [] };
}

/** A logarithmic axis from power to power of ten, or closer where little is between. Values of 0 and less are left out. */
export function logAxis(title: string, values: readonly number[], format: TickFormat): ChartAxis {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  const [low, high] =
    positive.length === 0 ? [1, 10] : [Math.min(...positive), Math.max(...positive)];
  const { from, to, ticks } = logTicks(low, high);
  const labelled = ticks.map((at) => ({ at, label: format(at) }));
  const minor = minorLogTicks(from, to)
    .filter((at) => !ticks.includes(at))
    .map((at) => ({ at, label: '' }));
  return {
    title,
    scale: 'log',
    from,
    to,
    ticks: [...labelled, ...minor].sort((a, b) => a.at - b.at),
  };
}
