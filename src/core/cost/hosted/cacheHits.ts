import { byDefault } from '../../assumptions/defaults.ts';
import type { ResponseCache } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { Workload } from '../../model/workload.ts';

/** How long answers are kept where the config does not say: the gateways differ, from a minute to a week. */
const defaultKeptFor = byDefault(
  'response cache',
  86_400,
  'answers are taken to be kept for a day; gateways differ, from minutes to a week',
);

/** Seconds of a mean month (365 ÷ 12 days). */
const monthSeconds = (365 / 12) * 86_400;

/** Seconds that answers are of use: as long as they are kept, and no longer than the model that gave them serves. */
export function answerLife(
  { updatesPerMonth }: Pick<Workload, 'updatesPerMonth'>,
  cache: Pick<ResponseCache, 'keptFor'>,
): Sourced<number> {
  const kept = cache.keptFor ?? defaultKeptFor;
  const version = versionLife(updatesPerMonth);
  return version >= kept.value || updatesPerMonth === null
    ? kept
    : { value: version, origin: updatesPerMonth.origin };
}

function versionLife(updatesPerMonth: Sourced<number> | null): number {
  const updates = updatesPerMonth?.value ?? 0;
  return updates > 0 ? monthSeconds / updates : Infinity;
}

/**
 * Share of the requests that a response cache answers, 0–1: what of them it could answer, less what the updates of the
 * model take away. After each it starts empty and is taken to fill evenly over the time T that answers are kept, so that
 * with a life L of each version
 *
 *     share = cacheable share × (1 − T ÷ 2 L)   for T ≤ L,   cacheable share × L ÷ 2 T   for shorter lives
 *
 * Real caches fill faster than evenly, since what is asked often comes first: rather too few hits than too many. Null where
 * the workload does not say what such a cache could answer.
 */
export function cacheHits(workload: Workload, cache: ResponseCache): Sourced<number> | null {
  const { cacheableShare, semanticShare, updatesPerMonth } = workload;
  const stated = cache.mode.value === 'semantic' ? semanticShare : cacheableShare;
  if (stated === null) return null;
  const kept = (cache.keptFor ?? defaultKeptFor).value;
  const life = versionLife(updatesPerMonth);
  const warm = kept <= life ? 1 - kept / (2 * life) : life / (2 * kept);
  if (warm >= 1) return stated;
  const formula = `${percent(stated.value)} could be answered, × ${percent(warm)} for ${updatesPerMonth?.value ?? 0} updates of the model a month`;
  return { value: stated.value * warm, origin: { kind: 'derived', formula } };
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
