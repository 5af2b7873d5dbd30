import { daysPerMonth } from '../../assumptions/rate.ts';
import type { GatewayRoute } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { at, entriesAt, isScalar, itemsAt, mappingAt, sourced, type Located } from '../located.ts';
import { numberAt, switchAt, writtenAt } from '../platforms/scalars.ts';

/** Settings that hold for all models of a proxy. */
export interface Router {
  readonly fallbacks: ReadonlyMap<string, readonly Sourced<string>[]>;
  readonly defaultFallbacks: readonly Sourced<string>[];
  readonly cache: GatewayRoute['cache'];
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
    budget: budgetOf(settings),
  };
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

/** `cache: true`; the type of the store says whether answers of alike questions count too. */
function cacheOf(settings: Located | null): GatewayRoute['cache'] {
  const enabled = switchAt(settings, 'cache');
  if (enabled?.value !== true) return null;
  const type = writtenAt(settings, 'cache_params', 'type');
  const isSemantic = type !== null && /semantic/i.test(type.value);
  return { ...(isSemantic ? type : enabled), value: isSemantic ? 'semantic' : 'exact' };
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
