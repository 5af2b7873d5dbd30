import type { GatewayRoute } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { EditableDeployment } from '../edits/propose.ts';
import type { SkippedObject } from '../format.ts';
import { isMapping, itemsAt, mappingAt, type Located } from '../located.ts';
import { collectNotes } from '../pods/notes.ts';
import type { DocumentRoot } from '../platforms/documentFormat.ts';
import { numberAt, writtenAt } from '../platforms/scalars.ts';
import { providerAndModel } from './litellmName.ts';
import { readRouter, type Router } from './litellmRouter.ts';
import { isOwnServer } from './ownServer.ts';
import { routedDeployment, sharesOf } from './routes.ts';
import { routeStep } from './routeStep.ts';
import { switchCacheOn } from './litellmCache.ts';
import { prefixOf, setShare } from './litellmShare.ts';

/** Every entry of a model list; `root` is where its settings stand, `document` what it is part of. */
export function readModelList(
  root: DocumentRoot,
  document: DocumentRoot,
): readonly (EditableDeployment | SkippedObject)[] {
  const router = readRouter(root);
  const entries = itemsAt(root, 'model_list').flatMap((item, index) => {
    const entry = readEntry(item, index);
    return entry === null ? [] : [entry];
  });
  const skipped = entries.filter((entry): entry is SkippedObject => 'reason' in entry);
  const models = entries.filter((entry): entry is Entry => 'model' in entry);
  const shares = sharesByGroup(models);
  const sharedBy = paidBy(router, models);
  const deployments = models.map((entry, index): EditableDeployment => {
    const deployment = routedDeployment(
      {
        format: 'litellm',
        kind: 'model_list',
        entry: entry.item,
        key: String(entry.index),
        provider: entry.provider,
        model: entry.model,
        route: routeOf(entry, router, models, sharedBy),
        share: shares[index] ?? null,
        notes: entry.notes,
      },
      document,
    );
    return {
      deployment,
      step: routeStep({
        model: { holder: entry.item, path: ['litellm_params', 'model'] },
        prefix: prefixOf(entry),
        cache: (change) => switchCacheOn(root, change, embeddingGroup(models)),
        share: (change) => setShare(root, router, models, shares, entry, change),
      }),
    };
  });
  return [...deployments, ...skipped];
}

/** One entry of a model list. */
export interface Entry {
  readonly item: Located;
  readonly index: number;
  readonly group: Sourced<string>;
  readonly provider: Sourced<string> | null;
  readonly model: Sourced<string>;
  readonly endpoint: Sourced<string> | null;
  readonly weight: Sourced<number> | null;
  readonly requestsPerMinute: Sourced<number> | null;
  readonly tokensPerMinute: Sourced<number> | null;
  readonly price: GatewayRoute['price'];
  readonly notes: ReturnType<typeof collectNotes>['list'];
}

function readEntry(item: Located, index: number): Entry | SkippedObject | null {
  const params = mappingAt(item, 'litellm_params');
  if (!isMapping(item) || !params) return null;
  const { span } = item.node;
  const written = writtenAt(params, 'model');
  if (written === null) return { reason: 'Its model is filled in from outside.', span };
  if (written.value.includes('*')) {
    return { reason: 'A wildcard: which models it serves is decided by the callers.', span };
  }
  const notes = collectNotes(item.file.source.uri, span);
  const stated = writtenAt(params, 'custom_llm_provider');
  const named = providerAndModel(written, stated);
  if (named.model.value === '') return { reason: 'It names a provider and no model.', span };
  const group = writtenAt(item, 'model_name') ?? written;
  const base = writtenAt(params, 'api_base') ?? writtenAt(params, 'base_url');
  const isOwn =
    named.isOwnServer ||
    (base !== null && (base.value.startsWith('os.environ/') ? false : isOwnServer(base.value)));
  // Azure names a deployment, not a model; the model stands beside it where somebody wrote it.
  const baseModel = writtenAt(item, 'model_info', 'base_model');
  const model = named.provider?.value === 'azure' && baseModel ? bare(baseModel) : named.model;
  return {
    item,
    index,
    group,
    provider: isOwn ? null : named.provider,
    model,
    endpoint: isOwn ? (base ?? named.provider) : null,
    weight: numberAt(params, 'weight'),
    requestsPerMinute: numberAt(params, 'rpm'),
    tokensPerMinute: numberAt(params, 'tpm'),
    price: priceOf(item, params),
    notes: notes.list,
  };
}

function bare(model: Sourced<string>): Sourced<string> {
  return { ...model, value: model.value.replace(/^azure\//, '') };
}

/** Own prices in USD per token, beside the model or in its information. */
function priceOf(item: Located, params: Located): GatewayRoute['price'] {
  const of = (key: string): Sourced<number> | null =>
    tokenPrice(params, key) ?? tokenPrice(item, 'model_info', key);
  const input = of('input_cost_per_token');
  const output = of('output_cost_per_token');
  return input === null && output === null ? null : { input, output };
}

/** Prices per token are small: `0.0000025`, `2.5e-6`. */
function tokenPrice(from: Located, ...path: string[]): Sourced<number> | null {
  const text = writtenAt(from, ...path);
  if (text === null || !/^(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?$/i.test(text.value)) return null;
  const value = Number(text.value);
  return Number.isFinite(value) ? { ...text, value } : null;
}

/** Weights, else limits of requests, else limits of tokens decide how the members of a group share its traffic. */
function sharesByGroup(models: readonly Entry[]): readonly (Sourced<number> | null)[] {
  return models.map((entry) => {
    const group = models.filter(({ group: { value } }) => value === entry.group.value);
    if (group.length === 1) return null;
    const by = (['weight', 'requestsPerMinute', 'tokensPerMinute'] as const).find((key) =>
      group.some((member) => member[key] !== null),
    );
    const weights = group.map((member) => (by === undefined ? null : (member[by]?.value ?? null)));
    const value = sharesOf(weights)[group.indexOf(entry)] ?? 0;
    const own = by === undefined ? null : entry[by];
    return own === null
      ? {
          value,
          origin: {
            kind: 'derived',
            formula: `one of ${group.length} entries of ${entry.group.value}`,
          },
        }
      : { ...own, value };
  });
}

/** A group that nobody is told to call, and that stands in for others, is a fallback and nothing else. */
function isFallbackOnly({ group }: Entry, router: Router, models: readonly Entry[]): boolean {
  const name = group.value;
  const isTarget = [...router.fallbacks].some(
    ([from, targets]) => from !== name && targets.some(({ value }) => value === name),
  );
  return isTarget && /fallback|backup/i.test(name) && models.length > 1;
}

/** Models that pay for what stands before all of them: those that are paid by the token, and asked for. */
function paidBy(router: Router, models: readonly Entry[]): number {
  const paid = models.filter(
    (one) => one.endpoint === null && !isFallbackOnly(one, router, models),
  );
  return Math.max(1, paid.length);
}

/** The hosted model behind a name that the list may give it; null where it is a server of one's own. */
function embeddingModel(named: Sourced<string>, models: readonly Entry[]): Sourced<string> | null {
  const entry = models.find(({ group }) => group.value === named.value);
  if (entry === undefined) return named;
  if (entry.endpoint !== null) return null;
  const provider = entry.provider === null ? '' : `${entry.provider.value}/`;
  return { ...entry.model, value: `${provider}${entry.model.value}` };
}

/** The name of a model of the list that makes vectors. */
function embeddingGroup(models: readonly Entry[]): string | null {
  return models.find(({ model }) => /embed/i.test(model.value))?.group.value ?? null;
}

function routeOf(
  entry: Entry,
  router: Router,
  models: readonly Entry[],
  sharedBy: number,
): GatewayRoute {
  const name = entry.group.value;
  const fallbacks = router.fallbacks.get(name) ?? router.defaultFallbacks;
  return {
    group: entry.group,
    endpoint: entry.endpoint,
    fallbackOnly: isFallbackOnly(entry, router, models),
    fallbacks,
    cache: router.cache && {
      ...router.cache,
      sharedBy,
      embedding: router.cache.embedding && embeddingModel(router.cache.embedding, models),
    },
    requestsPerMinute: entry.requestsPerMinute,
    tokensPerMinute: entry.tokensPerMinute,
    budget: router.budget,
    price: entry.price,
  };
}
