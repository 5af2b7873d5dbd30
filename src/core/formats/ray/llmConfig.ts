import type { Phase } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { vllm } from '../engines/vllm.ts';
import { readEngineConfig, ranksOf } from '../configs/engineConfig.ts';
import { flagKeys, type EngineKeys } from '../configs/keyedEngine.ts';
import type { ReadContext } from '../format.ts';
import { at, itemsAt, scalarAt, type Located } from '../located.ts';
import { modelOfUri } from '../parts/modelUri.ts';
import type { NamedModel } from '../parts/part.ts';
import type { DocumentReading, DocumentRoot } from '../platforms/documentFormat.ts';
import { numberAt, writtenAt } from '../platforms/scalars.ts';
import { writeField } from '../platforms/steps.ts';
import { placementOf, type Workers } from './anyscale.ts';
import { replicaPlaces, replicasOfServe } from './scaling.ts';
import { acceleratorNamed, rayName, sumOf } from './serveDeployment.ts';

/** Prefill and decode of a disaggregated application are deployments of their own. */
export type LlmRole = Phase | null;

/** An `LLMConfig` of Ray Serve LLM: vLLM on the accelerators of its ranks (`llm/_internal/serve/…/llm_config.py`). */
export function readLlmConfig(
  root: DocumentRoot,
  application: string,
  config: Located,
  role: LlmRole,
  isOneOfSeveral: boolean,
  workers: readonly Workers[],
  { catalog }: ReadContext,
): DocumentReading {
  const place =
    scalarAt(config, 'model_loading_config', 'model_id') ??
    scalarAt(config, 'model_loading_config', 'model_source');
  const part = role ?? (isOneOfSeveral ? (place?.node.text ?? 'model') : null);
  const group = workers.length === 1 ? workers[0] : undefined;
  const owner = { ...root, file: config.file, node: root.node };
  return [
    readEngineConfig({
      format: 'ray-serve',
      title: 'Ray Serve LLM',
      kind: 'Ray Serve LLM',
      root: config.file === root.file ? root : owner,
      name: part === null ? application : `${application}/${part}`,
      nameSpan: place?.node.span ?? config.node.span,
      object: config,
      keys: keysOf(config),
      model: modelOf(config, catalog),
      stated: (settings) => ({
        ...(role && { phase: role }),
        accelerator: acceleratorNamed(
          writtenAt(config, 'accelerator_type'),
          countOf(config, ranksOf(settings)),
          group,
          catalog,
        ),
        replicas: replicasOfServe(at(config, 'deployment_config')),
        placement: placementOf(group, catalog),
      }),
      places: {
        ...replicaPlaces(config, ['deployment_config']),
        accelerator: (accelerator) =>
          writeField({ holder: config, path: ['accelerator_type'] }, rayName(accelerator)),
      },
    }),
  ];
}

/** Arguments of vLLM below `engine_kwargs`. */
function keysOf(config: Located): EngineKeys {
  const { paths, inverted = {}, ...keys } = flagKeys(vllm, config, '_');
  const below = (spelled: typeof paths): typeof paths =>
    Object.fromEntries(
      Object.entries(spelled).map(([name, each]) => [
        name,
        each.map((path) => ['engine_kwargs', ...path]),
      ]),
    );
  return { ...keys, paths: below(paths), inverted: below(inverted) };
}

function modelOf(config: Located, catalog: ReadContext['catalog']): NamedModel | null {
  const source = scalarAt(config, 'model_loading_config', 'model_source');
  const id = scalarAt(config, 'model_loading_config', 'model_id');
  return modelOfUri(source ?? id, source ? id : null, catalog);
}

/** All ranks of a replica; more where the placement group asks for more. */
function countOf(config: Located, ranks: Sourced<number>): Sourced<number> {
  const bundles = sumOf(
    itemsAt(config, 'placement_group_config', 'bundles').map((bundle) => numberAt(bundle, 'GPU')),
  );
  return bundles && bundles.value > ranks.value ? bundles : ranks;
}
