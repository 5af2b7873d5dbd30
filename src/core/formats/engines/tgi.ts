import type { Engine } from './engine.ts';

/**
 * Text Generation Inference. Flags from its launcher reference; each has a variable of the same name in capitals.
 * `SM_NUM_GPUS` and `HF_MODEL_ID` are what the SageMaker containers call the same settings.
 */
export const tgi: Engine = {
  id: 'tgi',
  title: 'Text Generation Inference',
  images: [
    /text-generation-inference/,
    /(^|\/)tgi($|[-_])/,
    /(^|[-_/])tgi-(gaudi|server|inference)/,
    /huggingface-pytorch-tgi-inference/,
    /optimum-tpu/,
  ],
  entryPoints: [/(^|[/ ])text-generation-launcher( |$)/, /(^|[/ ])text-generation-server serve/],
  signs: [
    /\b(HF_)?MODEL_ID\b/,
    /\b(NUM_SHARD|MAX_TOTAL_TOKENS|MAX_BATCH_PREFILL_TOKENS|MAX_INPUT_LENGTH)\b/,
  ],
  settings: {
    tensorParallel: {
      kind: 'count',
      flags: ['--num-shard'],
      variables: ['NUM_SHARD', 'SM_NUM_GPUS'],
    },
    maxModelLength: {
      kind: 'tokens',
      flags: ['--max-total-tokens'],
      variables: ['MAX_TOTAL_TOKENS'],
    },
    maxSequences: {
      kind: 'count',
      flags: ['--max-concurrent-requests'],
      variables: ['MAX_CONCURRENT_REQUESTS'],
    },
    maxBatchedTokens: {
      kind: 'tokens',
      flags: ['--max-batch-prefill-tokens'],
      variables: ['MAX_BATCH_PREFILL_TOKENS'],
    },
    memoryFraction: {
      kind: 'fraction',
      flags: ['--cuda-memory-fraction'],
      variables: ['CUDA_MEMORY_FRACTION'],
    },
    quantization: {
      kind: 'text',
      flags: ['--quantize'],
      variables: ['QUANTIZE', 'HF_MODEL_QUANTIZE'],
    },
    dataType: { kind: 'text', flags: ['--dtype'], variables: ['DTYPE'] },
    kvCacheDataType: { kind: 'text', flags: ['--kv-cache-dtype'], variables: ['KV_CACHE_DTYPE'] },
    prefixCaching: { kind: 'switch', variables: ['PREFIX_CACHING', 'USE_PREFIX_CACHING'] },
    speculative: { kind: 'text', flags: ['--speculate'], variables: ['SPECULATE'] },
    adapters: { kind: 'text', flags: ['--lora-adapters'], variables: ['LORA_ADAPTERS'] },
  },
  model: { flags: ['--model-id'], variables: ['MODEL_ID', 'HF_MODEL_ID'] },
  bareFlags: ['--trust-remote-code', '--json-output', '--disable-custom-kernels', '--env'],
};
