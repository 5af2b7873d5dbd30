import type { Engine } from './engine.ts';

/** TensorRT-LLM. Flags from `tensorrt_llm/commands/serve.py`; it spells them with underscores. */
export const tensorrtLlm: Engine = {
  id: 'tensorrt-llm',
  title: 'TensorRT-LLM',
  images: [/(^|[-_./])(tensorrt-llm|tensorrt_llm|tensorrtllm|trtllm|trt-llm)($|[-_./])/],
  entryPoints: [
    /(^|[/ ])trtllm-serve( |$)/,
    /trtllm-llmapi-launch/,
    /-m tensorrt_llm\.commands\.serve/,
    /-m dynamo\.trtllm( |$)/,
  ],
  settings: {
    tensorParallel: { kind: 'count', flags: ['--tp_size', '--tensor_parallel_size'] },
    pipelineParallel: { kind: 'count', flags: ['--pp_size', '--pipeline_parallel_size'] },
    expertParallel: { kind: 'size-switch', flags: ['--ep_size', '--moe_expert_parallel_size'] },
    maxModelLength: { kind: 'tokens', flags: ['--max_seq_len'] },
    maxSequences: { kind: 'count', flags: ['--max_batch_size'] },
    maxBatchedTokens: { kind: 'tokens', flags: ['--max_num_tokens'] },
    memoryFraction: {
      kind: 'fraction',
      flags: ['--kv_cache_free_gpu_memory_fraction', '--free_gpu_memory_fraction'],
    },
    chunkedPrefill: { kind: 'switch', on: ['--enable_chunked_prefill'] },
    // A key of the options file; there is no flag of this name.
    admissionInterval: { kind: 'count', flags: ['--batch_wait_timeout_iters'] },
    // The mode is that of `dynamo.trtllm`.
    phase: { kind: 'phase', flags: ['--server_role', '--disaggregation-mode'] },
    kvCacheDataType: { kind: 'text', flags: ['--kv_cache_dtype'] },
  },
  model: { flags: ['--model', '--model-path'], positional: true },
  configFlags: ['--config', '--extra_llm_api_options'],
};
