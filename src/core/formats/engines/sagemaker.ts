import type { Engine } from './engine.ts';
import { settingsByVariable } from './runpod.ts';
import { sglang } from './sglang.ts';
import { vllm } from './vllm.ts';

const modelVariables = ['HF_MODEL_ID', 'OPTION_MODEL_ID'];

/**
 * AWS's large model container (DJL serving): `serving.properties` as variables, `OPTION_` and the name in capitals
 * (docs.djl.ai, "LMI configurations"). It runs vLLM unless told otherwise.
 */
export const lmi: Engine = {
  id: 'vllm',
  title: 'large model container of SageMaker',
  images: [/(^|\/)(djl-inference|djl-serving|djl_serving)($|[-_])/],
  entryPoints: [],
  settings: {
    tensorParallel: { kind: 'count', variables: ['OPTION_TENSOR_PARALLEL_DEGREE'] },
    pipelineParallel: { kind: 'count', variables: ['OPTION_PIPELINE_PARALLEL_DEGREE'] },
    maxModelLength: {
      kind: 'tokens',
      variables: ['OPTION_MAX_MODEL_LEN', 'OPTION_MAX_NUM_TOKENS'],
    },
    maxSequences: {
      kind: 'count',
      variables: ['OPTION_MAX_ROLLING_BATCH_SIZE', 'OPTION_MAX_NUM_SEQS'],
    },
    maxBatchedTokens: {
      kind: 'tokens',
      variables: ['OPTION_MAX_NUM_BATCHED_TOKENS', 'OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS'],
    },
    memoryFraction: { kind: 'fraction', variables: ['OPTION_GPU_MEMORY_UTILIZATION'] },
    quantization: { kind: 'text', variables: ['OPTION_QUANTIZE'] },
    dataType: { kind: 'text', variables: ['OPTION_DTYPE'] },
    kvCacheDataType: { kind: 'text', variables: ['OPTION_KV_CACHE_DTYPE'] },
    prefixCaching: { kind: 'switch', variables: ['OPTION_ENABLE_PREFIX_CACHING'] },
    chunkedPrefill: { kind: 'switch', variables: ['OPTION_ENABLE_CHUNKED_PREFILL'] },
    enforceEager: { kind: 'switch', variables: ['OPTION_ENFORCE_EAGER'] },
  },
  model: { variables: modelVariables },
  prefersVariables: true,
};

/** The same container built on TensorRT-LLM. */
export const lmiTensorrt: Engine = { ...lmi, id: 'tensorrt-llm' };

/** AWS's vLLM container for SageMaker: every flag as `SM_VLLM_` and its name in capitals. */
export const sagemakerVllm: Engine = {
  id: 'vllm',
  title: 'vLLM container of SageMaker',
  images: [],
  entryPoints: [],
  settings: settingsByVariable(vllm.settings, 'SM_VLLM_'),
  model: { variables: ['SM_VLLM_MODEL', ...modelVariables] },
  prefersVariables: true,
};

/** AWS's SGLang container for SageMaker: every flag as `SM_SGLANG_` and its name in capitals. */
export const sagemakerSglang: Engine = {
  id: 'sglang',
  title: 'SGLang container of SageMaker',
  images: [],
  entryPoints: [],
  settings: settingsByVariable(sglang.settings, 'SM_SGLANG_'),
  model: { variables: ['SM_SGLANG_MODEL_PATH', 'SM_SGLANG_MODEL', ...modelVariables] },
  prefersVariables: true,
};

/** AWS's Hugging Face inference container without a serving engine of its own: the transformers pipeline. */
export const huggingFaceContainer: Engine = {
  id: 'other',
  title: 'Hugging Face container of SageMaker',
  images: [/(^|\/)huggingface-(pytorch|tensorflow)-inference/],
  entryPoints: [],
  settings: {},
  model: { variables: modelVariables },
  prefersVariables: true,
};
