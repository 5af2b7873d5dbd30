import type { Engine } from '../engines/engine.ts';
import { tensorrtLlm } from '../engines/tensorrtLlm.ts';
import type { Located } from '../located.ts';
import type { EngineKeys } from './keyedEngine.ts';

/** What the file can set beyond the flags of `trtllm-serve` (`tensorrt_llm/llmapi/llm_args.py`). */
const engine: Engine = {
  ...tensorrtLlm,
  settings: {
    ...tensorrtLlm.settings,
    quantization: { kind: 'text' },
    dataType: { kind: 'text' },
    prefixCaching: { kind: 'switch', byDefault: true },
    speculative: { kind: 'text' },
  },
};

const PATHS = {
  tensorParallel: [['tensor_parallel_size']],
  pipelineParallel: [['pipeline_parallel_size']],
  expertParallel: [['moe_expert_parallel_size']],
  maxModelLength: [['max_seq_len']],
  maxSequences: [['max_batch_size']],
  maxBatchedTokens: [['max_num_tokens']],
  memoryFraction: [['kv_cache_config', 'free_gpu_memory_fraction']],
  quantization: [['quant_config', 'quant_algo']],
  dataType: [['dtype']],
  kvCacheDataType: [['kv_cache_config', 'dtype'], ['kv_cache_dtype']],
  prefixCaching: [['kv_cache_config', 'enable_block_reuse']],
  chunkedPrefill: [['enable_chunked_prefill']],
  speculative: [['speculative_config', 'decoding_type']],
} as const;

/** Keys of the file of `trtllm-serve --config`. */
export function trtllmKeys(holder: Located): EngineKeys {
  return { engine, holder, paths: PATHS };
}
