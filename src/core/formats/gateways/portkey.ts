import type { GatewayRoute } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { EditableDeployment } from '../edits/propose.ts';
import { apiProvider } from '../../catalog/apiName.ts';
import { isMapping, itemsAt, textAt, type Located } from '../located.ts';
import { documentFormat, type DocumentRoot } from '../platforms/documentFormat.ts';
import { numberAt, writtenAt } from '../platforms/scalars.ts';
import { isOwnServer } from './ownServer.ts';
import { routedDeployment, sharesOf } from './routes.ts';
import { addCache, cacheOf } from './portkeyCache.ts';
import { setTargetShare } from './portkeyShare.ts';
import { routeStep } from './routeStep.ts';

/**
 * Portkey's gateway config: one target, or targets under a strategy, nested as deep as they like. Fields from
 * `src/types/requestBody.ts` of Portkey-AI/gateway.
 */
export const portkey = documentFormat({
  id: 'portkey',
  documentation: {
    title: 'Portkey config',
    files:
      'JSON or YAML with `strategy` and `targets`, or a single target with `provider` and `override_params`',
    reads:
      'targets with provider and model, weights of a `loadbalance`, the order of a `fallback`, and `cache`',
    edits: 'the model in `override_params`, weights and targets of a `loadbalance`, and `cache`',
  },
  mayRead: ({ text }) => text.includes('override_params') || /["']?targets["']?\s*:/.test(text),
  readDocument,
});

function readDocument(root: DocumentRoot): readonly EditableDeployment[] {
  const found: Found[] = [];
  collect(root, { share: null, fallback: false, cache: null, balance: null, depth: 0 }, found);
  const sharedBy = Math.max(1, found.filter(({ inherited }) => !inherited.fallback).length);
  return found.map(({ place, model, provider, inherited }, index) => {
    const base = writtenAt(place, 'custom_host') ?? writtenAt(place, 'base_url');
    const own =
      (base !== null && isOwnServer(base.value)) ||
      /^(?:ollama|vllm|triton)$/i.test(provider.value);
    const deployment = routedDeployment(
      {
        format: 'portkey',
        kind: 'target',
        entry: place,
        key: String(index),
        provider: own ? null : provider,
        model,
        route: {
          group: model,
          endpoint: own ? (base ?? provider) : null,
          fallbackOnly: inherited.fallback,
          fallbacks: [],
          cache: inherited.cache && { ...inherited.cache, sharedBy },
          requestsPerMinute: null,
          tokensPerMinute: null,
          budget: null,
          price: null,
        },
        share: inherited.share,
        notes: [],
      },
      root,
    );
    return {
      deployment,
      step: routeStep({
        model: { holder: place, path: ['override_params', 'model'] },
        prefix: '',
        cache: (change) => addCache(root, change),
        share: (change) => setTargetShare(place, inherited.balance, change),
      }),
    };
  });
}

interface Inherited {
  readonly share: Sourced<number> | null;
  readonly fallback: boolean;
  readonly cache: GatewayRoute['cache'];
  /** The strategy that shares traffic among the targets it is one of; null = none does. */
  readonly balance: Located | null;
  readonly depth: number;
}

interface Found {
  readonly place: Located;
  readonly model: Sourced<string>;
  readonly provider: Sourced<string>;
  readonly inherited: Inherited;
}

/** Deeper nesting than any person writes. */
const DEPTH = 8;

function collect(place: Located, inherited: Inherited, found: Found[]): void {
  if (!isMapping(place) || inherited.depth > DEPTH) return;
  const cache = cacheOf(place) ?? inherited.cache;
  const targets = itemsAt(place, 'targets');
  const mode = textAt(place, 'strategy', 'mode');
  if (targets.length > 0) {
    const shares = sharesOf(targets.map((target) => numberAt(target, 'weight')?.value ?? null));
    targets.forEach((target, index) => {
      const share =
        mode === 'loadbalance'
          ? shareOf(target, shares[index] ?? 0, inherited.share)
          : inherited.share;
      const fallback = inherited.fallback || (mode === 'fallback' && index > 0);
      const balance = mode === 'loadbalance' ? place : null;
      collect(target, { share, fallback, cache, balance, depth: inherited.depth + 1 }, found);
    });
    return;
  }
  const provider = writtenAt(place, 'provider');
  const model = writtenAt(place, 'override_params', 'model');
  // A provider alone is a key of many configs; with a model to override it is a target.
  if (provider === null || model === null) return;
  const slug = provider.value.replace(/^@/, '').replace(/-(?:prod|dev|test|staging).*$/is, '');
  const known = apiProvider(slug) === null ? provider : { ...provider, value: slug };
  found.push({ place, model, provider: known, inherited: { ...inherited, cache } });
}

function shareOf(target: Located, share: number, outer: Sourced<number> | null): Sourced<number> {
  const value = share * (outer?.value ?? 1);
  const stated = numberAt(target, 'weight');
  return stated === null
    ? { value, origin: { kind: 'derived', formula: 'an equal share of the targets' } }
    : { ...stated, value };
}
