import type { Engine, EngineSettingSpellings } from './engine.ts';
import { sglang } from './sglang.ts';
import { vllm } from './vllm.ts';

/** `--max-model-len` → `MAX_MODEL_LEN`. */
function variableOf(flag: string): string {
  return flag.replace(/^--/, '').replaceAll('-', '_').toUpperCase();
}

/**
 * The settings of an engine whose start script turns variables into flags: each variable is the long flag in capitals
 * behind a prefix. A switch is a variable that is true or false.
 */
export function settingsByVariable(
  settings: EngineSettingSpellings,
  prefix = '',
): EngineSettingSpellings {
  return Object.fromEntries(
    Object.entries(settings).map(([name, { kind, flags = [], on = [], byDefault }]) => {
      const spelled = [...flags, ...on].filter((flag) => flag.startsWith('--'));
      const variables = spelled.map((flag) => prefix + variableOf(flag));
      return [name, { kind, variables, ...(byDefault === undefined ? {} : { byDefault }) }];
    }),
  );
}

/** RunPod's serverless vLLM worker (github.com/runpod-workers/worker-vllm, docs/configuration.md): flags as variables. */
export const runpodVllm: Engine = {
  id: 'vllm',
  title: 'vLLM worker of RunPod',
  images: [/(^|\/)worker-(v1-)?vllm($|[-_])/, /(^|\/)worker-vllm/],
  entryPoints: [],
  settings: settingsByVariable(vllm.settings),
  model: { variables: ['MODEL_NAME'] },
  prefersVariables: true,
};

/** RunPod's serverless SGLang worker (github.com/runpod-workers/worker-sglang, README). */
export const runpodSglang: Engine = {
  id: 'sglang',
  title: 'SGLang worker of RunPod',
  images: [/(^|\/)worker-sglang($|[-_])/],
  entryPoints: [],
  settings: {
    ...settingsByVariable(sglang.settings),
    tensorParallel: { kind: 'count', variables: ['TENSOR_PARALLEL_SIZE'] },
    dataParallel: { kind: 'count', variables: ['DATA_PARALLEL_SIZE'] },
  },
  model: { variables: ['MODEL_NAME', 'MODEL_PATH', 'MODEL_ID'] },
  prefersVariables: true,
};

/** RunPod's serverless workers for embeddings (Infinity) and for Ollama. */
export const runpodInfinity: Engine = {
  id: 'other',
  title: 'Infinity worker of RunPod',
  images: [/(^|\/)worker-infinity/],
  entryPoints: [],
  settings: {},
  model: { variables: ['MODEL_NAMES'] },
  prefersVariables: true,
};
