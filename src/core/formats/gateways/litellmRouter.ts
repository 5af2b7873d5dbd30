import { daysPerMonth } from '../../assumptions/rate.ts';
import type { GatewayRoute } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { at, entriesAt, isScalar, itemsAt, mappingAt, sourced, type Located } from '../located.ts';
import { numberAt, writtenAt } from '../platforms/scalars.ts';
import { cacheOf, type ProxyCache } from './litellmCache.ts';

/** Settings that hold for all models of a proxy. */
export interface Router {
  readonly fallbacks: ReadonlyMap<string, readonly Sourced<string>[]>;
  readonly defaultFallbacks: readonly Sourced<string>[];
  readonly cache: ProxyCache | null;
  /** How the members of a group share its traffic; null = by their weights, as without one. */
  readonly strategy: string | null;
  readonly budget: GatewayRoute['budget'];
}

export function readRouter(root: Located): Router {
  const settings = mappingAt(root, 'litellm_settings');
  const router = mappingAt(root, 'router_settings');
  return {
    fallbacks: new Map([...fallbacksOf(router), ...fallbacksOf(settings)]),
    defaultFallbacks: [
      ...names(at(router, 'default_fallbacks')),
      ...names(at(settings, 'default_fallbacks')),
    ],
    cache: cacheOf(settings),
    strategy: strategyOf(writtenAt(router, 'routing_strategy')?.value ?? null),
    budget: budgetOf(settings),
  };
}

function strategyOf(written: string | null): string | null {
  return written === 'simple-shuffle' ? null : written;
}

/** `fallbacks: [{ group: [other, another] }]`. Those for long contexts are for other requests and left out. */
function fallbacksOf(settings: Located | null): [string, readonly Sourced<string>[]][] {
  return itemsAt(settings, 'fallbacks').flatMap((item) =>
    entriesAt(item).map(({ key, value }): [string, readonly Sourced<string>[]] => [
      key,
      names(value),
    ]),
  );
}

function names(list: Located | null): readonly Sourced<string>[] {
  return itemsAt(list).flatMap((item) =>
    isScalar(item) && item.node.text !== '' ? [sourced(item, item.node.text)] : [],
  );
}

const dayFactors: Readonly<Record<string, number>> = {
  s: 1 / 86_400,
  m: 1 / 1440,
  h: 1 / 24,
  d: 1,
  w: 7,
  mo: daysPerMonth,
};

/** `max_budget` USD in `budget_duration` (`30d`, `1mo`); without a duration it never comes back and is no rate. */
function budgetOf(settings: Located | null): GatewayRoute['budget'] {
  const usd = numberAt(settings, 'max_budget');
  const duration = writtenAt(settings, 'budget_duration');
  const match = /^(\d+)(s|mo|m|h|d|w)$/.exec(duration?.value ?? '');
  if (usd === null || match === null) return null;
  const days = Number(match[1]) * (dayFactors[match[2] ?? ''] ?? 0);
  return days > 0 ? { usd, days } : null;
}
