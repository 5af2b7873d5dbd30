import type { MeasuredSpeed } from '../model/performance.ts';
import { closedLoopPoint, type ReplicaModel } from './operatingPoint.ts';

/** A measurement that is further from the model than this is of something else, and counts as far as this. */
const mostTimes = 50;

/**
 * The replica, as fast as it was measured: every time is multiplied by what the model was off at the loads that were tried,
 * between them along a line over the logarithm of the concurrency, beyond them as at the nearest.
 */
export function asMeasured(model: ReplicaModel, speeds: readonly MeasuredSpeed[]): ReplicaModel {
  const offs = speeds
    .map((speed) => {
      const point = closedLoopPoint(model, speed, speed.concurrency, 'burst');
      const off = Math.log(point.outputTokensPerSecond / speed.outputTokensPerSecond);
      return { at: Math.log(point.concurrency), off: bounded(off) };
    })
    .sort((a, b) => a.at - b.at);
  return {
    ...model,
    timeScale: (concurrency) => Math.exp(lineThrough(offs, Math.log(concurrency))),
  };
}

function bounded(off: number): number {
  const most = Math.log(mostTimes);
  return Number.isFinite(off) ? Math.max(-most, Math.min(most, off)) : 0;
}

interface Off {
  readonly at: number;
  readonly off: number;
}

/** Loads that were tried twice count as their mean. */
function lineThrough(offs: readonly Off[], at: number): number {
  const below = offs.filter((one) => one.at <= at).at(-1)?.at;
  const above = offs.find((one) => one.at >= at)?.at;
  const meanAt = (place: number): number => {
    const same = offs.filter((one) => one.at === place);
    return same.reduce((sum, { off }) => sum + off, 0) / same.length;
  };
  if (below === undefined || above === undefined || below === above) {
    const nearest = below ?? above;
    return nearest === undefined ? 0 : meanAt(nearest);
  }
  const share = (at - below) / (above - below);
  return meanAt(below) * (1 - share) + meanAt(above) * share;
}
