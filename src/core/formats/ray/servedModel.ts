import type { Sourced } from '../../model/sourced.ts';
import type { EngineHint } from '../kserve/component.ts';
import { vllm } from '../engines/vllm.ts';
import { at, itemsAt, scalarAt, type Located } from '../located.ts';
import { hintFrom } from '../parts/hints.ts';
import { modelNamed } from '../parts/modelUri.ts';
import type { NamedModel } from '../parts/part.ts';
import type { SettingFields } from '../pods/settings.ts';
import { replicasOfServe } from './scaling.ts';

/** What the applications of a Ray Serve config say about the language model they serve. */
export interface RayModel {
  readonly hint: EngineHint | null;
  readonly named: NamedModel | null;
  readonly fields: SettingFields | null;
  /** Requests in work that Serve aims at in each replica; null where it does not scale by them. */
  readonly ongoing: Sourced<number> | null;
}

const ENGINE_ARGUMENTS = {
  tensorParallel: 'tensor_parallel_size',
  pipelineParallel: 'pipeline_parallel_size',
  dataParallel: 'data_parallel_size',
  expertParallel: 'enable_expert_parallel',
  maxModelLength: 'max_model_len',
  maxSequences: 'max_num_seqs',
  maxBatchedTokens: 'max_num_batched_tokens',
  memoryFraction: 'gpu_memory_utilization',
  quantization: 'quantization',
  dataType: 'dtype',
  kvCacheDataType: 'kv_cache_dtype',
  prefixCaching: 'enable_prefix_caching',
  chunkedPrefill: 'enable_chunked_prefill',
  enforceEager: 'enforce_eager',
} as const;

/** Where an `LLMConfig` of Ray Serve LLM keeps the settings of vLLM. */
const LLM_CONFIG_FIELDS: SettingFields['paths'] = Object.fromEntries(
  Object.entries(ENGINE_ARGUMENTS).map(([name, key]) => [name, ['engine_kwargs', key]]),
);

/** Variables by which applications written after Ray's own example take their settings. */
const VARIABLES: SettingFields['paths'] = {
  tensorParallel: ['runtime_env', 'env_vars', 'TENSOR_PARALLELISM'],
  pipelineParallel: ['runtime_env', 'env_vars', 'PIPELINE_PARALLELISM'],
  maxModelLength: ['runtime_env', 'env_vars', 'MAX_MODEL_LEN'],
};

const MODEL_VARIABLES = ['MODEL_ID', 'MODEL_NAME', 'HF_MODEL_ID', 'MODEL'];

/**
 * Reads the first application that names a model: `llm_configs` of Ray Serve LLM, or variables of an application of the
 * user's own. The root is a Ray Serve config (`applications: […]`), in a file of its own or in a RayService.
 */
export function servedModel(root: Located | null): RayModel {
  const applications = itemsAt(root, 'applications');
  for (const application of applications) {
    const found = fromLlmConfig(application) ?? fromVariables(application);
    if (found) return found;
  }
  return { hint: null, named: null, fields: null, ongoing: null };
}

function fromLlmConfig(application: Located): RayModel | null {
  const configs = [
    ...itemsAt(application, 'args', 'llm_configs'),
    at(application, 'args', 'decode_config'),
    at(application, 'args', 'llm_config'),
  ];
  const config = configs.find((each) => at(each, 'model_loading_config') !== null);
  if (!config) return null;
  const name =
    scalarAt(config, 'model_loading_config', 'model_source') ??
    scalarAt(config, 'model_loading_config', 'model_id');
  return {
    hint: hintFrom(vllm, name ?? config),
    named: modelNamed(name),
    fields: { holder: config, paths: LLM_CONFIG_FIELDS },
    ongoing: replicasOfServe(at(config, 'deployment_config')).autoscaler?.target ?? null,
  };
}

function fromVariables(application: Located): RayModel | null {
  const variables = at(application, 'runtime_env', 'env_vars');
  const name = MODEL_VARIABLES.map((key) => scalarAt(variables, key)).find((each) => each !== null);
  const packages = at(application, 'runtime_env', 'pip');
  const evidence = [scalarAt(application, 'import_path'), ...itemsAt(packages), packages].find(
    (each) => each?.node.kind === 'scalar' && /vllm/i.test(each.node.text),
  );
  const named = modelNamed(name ?? null);
  if (!named && !evidence) return null;
  return {
    hint:
      evidence || isLanguageApplication(application)
        ? hintFrom(vllm, evidence ?? application)
        : null,
    named,
    fields: { holder: application, paths: VARIABLES },
    ongoing: null,
  };
}

/** Deployments of Ray's example and what was made of it are called after the engine. */
function isLanguageApplication(application: Located): boolean {
  return itemsAt(application, 'deployments').some((deployment) =>
    /vllm/i.test(scalarAt(deployment, 'name')?.node.text ?? ''),
  );
}
