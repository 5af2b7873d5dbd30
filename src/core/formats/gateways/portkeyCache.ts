import type { Change } from '../../model/change.ts';
import type { ResponseCache } from '../../model/deployment.ts';
import { insertEntry } from '../../syntax/yamlEdit.ts';
import { inFile, refuse, treeOf, type Step } from '../edits/target.ts';
import { at, mappingAt, sourced, textAt, type Located } from '../located.ts';
import { numberAt } from '../platforms/scalars.ts';

/** The cache of a config or target: part of the gateway, and of what Portkey is paid for it. */
export function cacheOf(place: Located): ResponseCache | null {
  const cache = at(place, 'cache');
  if (cache === null) return null;
  const settings = mappingAt(place, 'cache');
  const mode = textAt(settings, 'mode') ?? textAt(place, 'cache');
  if (mode !== 'semantic' && mode !== 'simple') return null;
  return {
    mode: sourced(cache, mode === 'semantic' ? 'semantic' : 'exact'),
    keptFor: numberAt(settings, 'max_age'),
    store: 'gateway',
    sharedBy: 1,
    embedding: null,
  };
}

/** Adds a cache for all targets of the config. */
export function addCache(
  root: Located,
  { mode, keptFor }: Extract<Change, { kind: 'cache-responses' }>,
): Step {
  if (at(root, 'cache') !== null) return refuse('The config speaks of a cache already.');
  const value = { mode: mode === 'semantic' ? 'semantic' : 'simple', max_age: keptFor };
  return inFile(root, insertEntry(treeOf(root), root.node, 'cache', value));
}
