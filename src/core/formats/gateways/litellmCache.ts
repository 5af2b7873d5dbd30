import type { Change } from '../../model/change.ts';
import type { ResponseCache } from '../../model/deployment.ts';
import { insertEntry } from '../../syntax/yamlEdit.ts';
import type { YamlMapping } from '../../syntax/yamlWrite.ts';
import { inFile, refuse, together, treeOf, type Step } from '../edits/target.ts';
import { at, isMapping, mappingAt, type Located } from '../located.ts';
import { numberAt, switchAt, writtenAt } from '../platforms/scalars.ts';
import { writeField } from '../platforms/steps.ts';

/** The cache of a proxy; who shares it, and which model makes its vectors, only the list of models tells. */
export type ProxyCache = Omit<ResponseCache, 'sharedBy' | 'embedding'> & {
  /** The model's name in the list, or as its provider calls it. */
  readonly embedding: ResponseCache['embedding'];
};

/** Stores that the proxy has in itself, or for next to nothing. */
const withoutServer = /^(?:local|disk|s3|gcs|azure-blob)$/;

/** `cache: true`; the type of the store says whether answers of alike questions count too. Redis where none is named. */
export function cacheOf(settings: Located | null): ProxyCache | null {
  const enabled = switchAt(settings, 'cache');
  if (enabled?.value !== true) return null;
  const params = mappingAt(settings, 'cache_params');
  const type = writtenAt(params, 'type');
  const isSemantic = type !== null && /semantic/i.test(type.value);
  return {
    mode: { ...(isSemantic ? type : enabled), value: isSemantic ? 'semantic' : 'exact' },
    keptFor: numberAt(params, 'ttl'),
    store: type !== null && withoutServer.test(type.value) ? 'gateway' : 'server',
    embedding: isSemantic
      ? (writtenAt(params, 'redis_semantic_cache_embedding_model') ??
        writtenAt(params, 'qdrant_semantic_cache_embedding_model') ??
        writtenAt(params, 'valkey_semantic_cache_embedding_model') ??
        embeddingByDefault)
      : null,
  };
}

const embeddingByDefault = {
  value: 'openai/text-embedding-ada-002',
  origin: {
    kind: 'default',
    name: 'embedding model',
    reason: 'what LiteLLM’s semantic caches take where none is named (source, 2026)',
  },
} as const;

/** Cosine similarity above which an answer is given again; the value of LiteLLM’s examples is 0.8, which mixes questions up. */
const alike = 0.9;

/**
 * Switches the response cache on. `embedding` is the name of a model of the list that makes vectors; null = there is none,
 * without which a semantic cache cannot look anything up.
 */
export function switchCacheOn(
  root: Located,
  { mode, keptFor }: Extract<Change, { kind: 'cache-responses' }>,
  embedding: string | null,
): Step {
  if (cacheOf(mappingAt(root, 'litellm_settings')) !== null) {
    return refuse('There is a response cache already.');
  }
  const settings = at(root, 'litellm_settings');
  const known = at(settings, 'cache_params');
  if (mode === 'semantic' && embedding === null && known === null) {
    return refuse('A semantic cache needs an embedding model in model_list.');
  }
  const params: YamlMapping =
    mode === 'exact'
      ? { type: 'redis', ttl: keptFor }
      : {
          type: 'redis-semantic',
          similarity_threshold: alike,
          redis_semantic_cache_embedding_model: embedding,
          ttl: keptFor,
        };
  if (settings === null) {
    const value = { cache: true, cache_params: params };
    return inFile(root, insertEntry(treeOf(root), root.node, 'litellm_settings', value));
  }
  if (!isMapping(settings)) return refuse('litellm_settings holds no settings to add to.');
  const on = writeField({ holder: settings, path: ['cache'] }, true);
  if (known === null) {
    const add = insertEntry(treeOf(settings), settings.node, 'cache_params', params);
    return together([on, inFile(settings, add)]);
  }
  // What somebody wrote for a cache that is switched off stays as it is.
  const isSemantic = /semantic/i.test(writtenAt(known, 'type')?.value ?? '');
  if (isSemantic !== (mode === 'semantic'))
    return refuse('cache_params ask for another kind of cache.');
  return on;
}
