import type { Catalog } from '../../model/catalog.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { at, isHole, itemsAt, scalarAt, type Located } from '../located.ts';
import { modelOfUri } from '../parts/modelUri.ts';
import type { NamedModel } from '../parts/part.ts';
import type { ServerBlock } from './blocks.ts';
import { namedScalars } from './blockSettings.ts';

/** Where charts keep the name of a model, the more telling first. */
const PATHS: readonly (readonly string[])[] = [
  ['model'],
  ['modelId'],
  ['modelID'],
  ['model_id'],
  ['modelURL'],
  ['modelUrl'],
  ['modelName'],
  ['model_name'],
  ['modelPath'],
  ['hfModelId'],
  ['MODEL_ID'],
  ['LLM_MODEL_ID'],
  ['EMBEDDING_MODEL_ID'],
  ['RERANK_MODEL_ID'],
  ['model', 'id'],
  ['model', 'modelId'],
  ['model', 'hfModelId'],
  ['model', 'repository'],
  ['model', 'repo'],
  ['model', 'huggingface'],
  ['model', 'uri'],
  ['model', 'path'],
  ['model', 'name'],
  ['vllm', 'model'],
  ['config', 'model'],
  ['server', 'model'],
  ['modelRepositoryPath'],
  ['model', 'modelRepositoryPath'],
];

/** The model that the server's own part of the values names, else the values around it. */
export function blockModel({ node, around }: ServerBlock, catalog: Catalog): NamedModel | null {
  for (const holder of [node, ...around]) {
    const scalar =
      PATHS.map((path) => scalarAt(holder, ...path)).find(
        (each) => each && isModel(each, catalog),
      ) ?? fromFlagPairs(holder);
    if (scalar) return modelOfUri(scalar, null, catalog);
  }
  return null;
}

/** `args: [{name: --model-id, value: …}]`. */
function fromFlagPairs(holder: Located): Located<ScalarNode> | null {
  const args = at(holder, 'args');
  if (!args || itemsAt(args).length === 0) return null;
  const pair = namedScalars(args).find(({ name }) => /^--model(-id|-name|-path)?$/.test(name));
  return pair?.scalar ?? null;
}

/** An id, a URI or a path; a bare word only where the catalogue knows it. */
function isModel(scalar: Located<ScalarNode>, catalog: Catalog): boolean {
  const { text } = scalar.node;
  if (isHole(scalar) || text === '') return false;
  return /^[\w.-]+\/[\w.-]+$|^[a-z0-9]+:\/\/|^\/\w/i.test(text) || catalog.model(text) !== null;
}
