import type { Engine } from './engine.ts';
import { tgi } from './tgi.ts';
import { vllmSettings } from './vllm.ts';

/** NVIDIA NIM: the image is the model; the rest are variables. */
export const nim: Engine = {
  id: 'nim',
  title: 'NVIDIA NIM',
  images: [/(^|\/)nvcr\.io\/nim\//, /(^|\/)nim\/[^/]+\/[^/]+$/],
  entryPoints: [],
  settings: {
    tensorParallel: { kind: 'count', variables: ['NIM_TENSOR_PARALLEL_SIZE'] },
    pipelineParallel: { kind: 'count', variables: ['NIM_PIPELINE_PARALLEL_SIZE'] },
    maxModelLength: { kind: 'tokens', variables: ['NIM_MAX_MODEL_LEN'] },
    maxSequences: { kind: 'count', variables: ['NIM_TRITON_MAX_BATCH_SIZE'] },
    prefixCaching: { kind: 'switch', variables: ['NIM_ENABLE_KV_CACHE_REUSE'] },
  },
  model: { variables: ['NIM_MODEL_NAME'] },
  prefersVariables: true,
};

/** The `huggingface` server of KServe: its own few flags, and every flag of vLLM, which it runs where it can. */
export const kserveHuggingFace: Engine = {
  id: 'kserve-huggingface',
  title: 'KServe Hugging Face server',
  images: [/(^|[-_./])huggingfaceserver($|[-_./])/],
  entryPoints: [/-m huggingfaceserver( |$)/],
  settings: {
    ...vllmSettings,
    maxModelLength: { kind: 'tokens', flags: ['--max-model-len', '--max-length'] },
  },
  model: { flags: ['--model_id'], locationFlags: ['--model_dir'] },
};

/** JetStream with MaxText or PyTorch; MaxText writes `key=value` words without dashes. */
export const jetstream: Engine = {
  id: 'jetstream',
  title: 'JetStream',
  images: [/(^|[-_./])(jetstream|maxengine)($|[-_./])/],
  entryPoints: [/maxengine_server\.py/, /-m jetstream\./, /run_server\.py/],
  settings: {
    maxModelLength: { kind: 'tokens', flags: ['--max_cache_length'] },
    maxSequences: { kind: 'count', flags: ['--batch_size', '--override_batch_size'] },
  },
  model: {
    flags: ['--model_id', '--model_name'],
    assignments: ['model_name'],
    locationFlags: ['--checkpoint_path'],
  },
};

/** TokenSpeed under Dynamo takes vLLM's flags. */
export const tokenSpeed: Engine = {
  id: 'other',
  title: 'TokenSpeed',
  images: [],
  entryPoints: [/-m dynamo\.tokenspeed( |$)/, /(^|[/ ])tokenspeed serve( |$)/],
  settings: vllmSettings,
  model: { flags: ['--model'] },
};

/** Known servers without a description of their own; LoRAX is a fork of TGI and kept its flags. */
export const others: Engine = {
  id: 'other',
  title: 'model server',
  images: [
    /(^|[-_./])(local-?ai|lmdeploy|aphrodite|aphrodite-engine|lorax|speaches|faster-whisper-server)($|[-_./])/,
    /(^|\/)(kserve\/)?(lgbserver|paddleserver|pmmlserver|predictiveserver|autogluonserver)$/,
    /alibi-detect-server/,
  ],
  entryPoints: [
    /(^|[/ ])lmdeploy serve/,
    /(^|[/ ])lorax-launcher/,
    /-m aphrodite\.endpoints/,
    /(^|[/ ])local-ai( |$)/,
    /-m (lgbserver|paddleserver|pmmlserver|predictiveserver)( |$)/,
  ],
  settings: tgi.settings,
  model: {
    flags: ['--model-id'],
    variables: ['MODEL_ID', 'HF_MODEL_ID'],
    locationFlags: ['--model_dir'],
  },
};
