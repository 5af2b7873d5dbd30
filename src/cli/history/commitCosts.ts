import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  commitCost,
  createAnalysisCache,
  noConfigs,
  priceConfigs,
  type CommitConfigs,
  type CommitCost,
  type PricedConfigs,
} from '../../core/index.ts';
import type { Currency, Environment } from '../../core/model/environment.ts';
import type { Blobs } from './blobs.ts';
import type { CostCache } from './costCache.ts';
import { notHere, nothing, type Trees } from './trees.ts';

/** The files of a commit, and the name of what of them matters. */
export interface NamedTree {
  readonly tree: string;
  readonly name: string;
}

/** What commits cost; each state of the configs is priced once, and one that was priced in an earlier run not at all. */
export interface CommitCosts {
  /** `before` are the files of the commit's parent: null where it has none, undefined where they are not in the clone. */
  of(now: NamedTree, before: NamedTree | null | undefined): CommitCost;
  /** What the configs of a commit show money in. */
  currencyOf(now: NamedTree): Currency;
}

interface Sources {
  readonly top: string;
  /** URI of the folder that file names are relative to. */
  readonly base: string;
  readonly environment: Environment;
  readonly trees: Trees;
  readonly blobs: Blobs;
  readonly cache: CostCache;
}

/** States that are remembered: neighbours in history share them. */
const mostStates = 64;

export function createCommitCosts(sources: Sources): CommitCosts {
  const { base, environment, cache } = sources;
  const analysisCache = createAnalysisCache();
  const states = new Map<string, PricedConfigs>();

  function stateOf(named: NamedTree): PricedConfigs {
    if (named.name === nothing) return noConfigs(environment.currency);
    const known = states.get(named.name);
    if (known !== undefined) return known;
    const state = priceConfigs(configsOf(named, sources), environment, base, analysisCache);
    if (states.size >= mostStates) states.clear();
    states.set(named.name, state);
    cache.currencies.set(named.name, state.currency);
    return state;
  }

  return {
    of: (now, before) => {
      const key = `${before === undefined ? '-' : (before?.name ?? nothing)} ${now.name}`;
      const known = cache.costs.get(key);
      if (known !== undefined) return known;
      const cost = commitCost(
        stateOf(now),
        before === undefined
          ? null
          : before === null
            ? noConfigs(environment.currency)
            : stateOf(before),
      );
      cache.costs.set(key, cost);
      return cost;
    },
    currencyOf: (now) => cache.currencies.get(now.name) ?? stateOf(now).currency,
  };
}

function configsOf({ tree, name }: NamedTree, { top, trees, blobs }: Sources): CommitConfigs {
  const files = name === notHere ? null : trees.filesOf(tree);
  if (files === null) {
    const reason = 'The files of this commit are not in this clone.';
    return { documents: [], unread: [{ uri: null, reason, content: tree }] };
  }
  const contents = blobs.read([...new Set(files.map(({ id }) => id))]);
  const read = files
    .map(({ path, id }) => ({
      uri: pathToFileURL(join(top, ...path.split('/'))).href,
      id,
      content: contents.get(id),
    }))
    .sort((a, b) => (a.uri < b.uri ? -1 : 1));
  return {
    documents: read.flatMap(({ uri, content }) =>
      content !== undefined && 'text' in content ? [{ uri, version: 0, text: content.text }] : [],
    ),
    unread: read.flatMap(({ uri, id, content }) =>
      content !== undefined && 'reason' in content
        ? [{ uri, reason: content.reason, content: id }]
        : [],
    ),
  };
}
