import type { Engine, EngineSettingSpellings } from './engine.ts';

/**
 * vLLM. Flags from `vllm/engine/arg_utils.py` (tree of August 2026); every long flag accepts `-` and `_`, switches have
 * a `--no-` form.
 */
export const vllmSettings: EngineSettingSpellings = {
  tensorParallel: { kind: 'count', flags: ['--tensor-parallel-size', '-tp', '--tensor-parallel'] },
  pipelineParallel: { kind: 'count', flags: ['--pipeline-parallel-size', '-pp'] },
  dataParallel: { kind: 'count', flags: ['--data-parallel-size', '-dp'] },
  expertParallel: {
    kind: 'switch',
    on: ['--enable-expert-parallel', '-ep'],
    off: ['--no-enable-expert-parallel'],
  },
  maxModelLength: { kind: 'tokens', flags: ['--max-model-len'] },
  maxSequences: { kind: 'count', flags: ['--max-num-seqs'] },
  maxBatchedTokens: { kind: 'tokens', flags: ['--max-num-batched-tokens'] },
  memoryFraction: { kind: 'fraction', flags: ['--gpu-memory-utilization'] },
  quantization: { kind: 'text', flags: ['--quantization', '-q'] },
  dataType: { kind: 'text', flags: ['--dtype'] },
  kvCacheDataType: { kind: 'text', flags: ['--kv-cache-dtype'] },
  prefixCaching: {
    kind: 'switch',
    on: ['--enable-prefix-caching'],
    off: ['--no-enable-prefix-caching'],
    byDefault: true,
  },
  chunkedPrefill: {
    kind: 'switch',
    on: ['--enable-chunked-prefill'],
    off: ['--no-enable-chunked-prefill'],
    byDefault: true,
  },
  enforceEager: { kind: 'switch', on: ['--enforce-eager'], off: ['--no-enforce-eager'] },
  speculative: { kind: 'text', flags: ['--speculative-config', '-sc', '--speculative-model'] },
  adapters: { kind: 'text', flags: ['--lora-modules'] },
  // The switches and the mode are those of `dynamo.vllm` (components/src/dynamo/vllm/args.py of ai-dynamo/dynamo).
  phase: {
    kind: 'phase',
    flags: ['--kv-transfer-config', '--kv-transfer-config.kv_role', '--disaggregation-mode'],
    constants: { '--is-prefill-worker': 'prefill', '--is-decode-worker': 'decode' },
  },
};

export const vllm: Engine = {
  id: 'vllm',
  title: 'vLLM',
  images: [
    /(^|[-_./])vllm($|[-_./])/,
    /(^|\/)llm-d-(cuda|xpu|hpu|cpu|rocm|aws|dev)($|-)/,
    /(^|\/)llm-d(-dev)?$/,
    /(^|\/)vllm[a-z]*$/,
    /(^|\/)rhaiis\//,
    /pytorch-vllm-serve/,
  ],
  entryPoints: [
    /(^|[/ ])vllm serve( |$)/,
    /-m vllm\.entrypoints\.(openai\.)?api_server( |$)/,
    /(^|[/ ])api_server\.py( |$)/,
    /-m dynamo\.vllm( |$)/,
    /multi-node-serving\.sh leader (?:(?!multi-node-serving).)*vllm/,
  ],
  signs: [
    /--max[-_]model[-_]len\b/,
    /--gpu[-_]memory[-_]utilization\b/,
    /--served[-_]model[-_]name\b/,
    /--tensor[-_]parallel[-_]size\b/,
    /\bVLLM_(USE_V1|SKIP_WARMUP|ATTENTION_BACKEND|CPU_KVCACHE_SPACE|WORKER_MULTIPROC_METHOD)\b/,
  ],
  settings: vllmSettings,
  model: { flags: ['--model'], positional: true },
  argumentVariables: ['VLLM_ADDITIONAL_ARGS', 'VLLM_ARGS', 'VLLM_EXTRA_ARGS'],
  configFlags: ['--config'],
};
