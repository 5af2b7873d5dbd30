import type { Engine } from './engine.ts';

/** SGLang. Flags from `python/sglang/srt/server_args.py` (March 2026). The radix cache is on unless switched off. */
export const sglang: Engine = {
  id: 'sglang',
  title: 'SGLang',
  images: [/(^|[-_./])(sglang|sgl)($|[-_./])/],
  entryPoints: [
    /-m sglang\.launch_server( |$)/,
    /(^|[/ ])sglang serve( |$)/,
    /(^|[/ ])launch_server\.py( |$)/,
    /-m dynamo\.sglang( |$)/,
  ],
  signs: [
    /--mem-fraction-static\b/,
    /--context-length\b/,
    /--model-path\b/,
    /--chunked-prefill-size\b/,
  ],
  settings: {
    tensorParallel: { kind: 'count', flags: ['--tp-size', '--tensor-parallel-size', '--tp'] },
    pipelineParallel: { kind: 'count', flags: ['--pp-size', '--pipeline-parallel-size', '--pp'] },
    dataParallel: { kind: 'count', flags: ['--dp-size', '--data-parallel-size', '--dp'] },
    expertParallel: {
      kind: 'size-switch',
      flags: ['--ep-size', '--expert-parallel-size', '--ep'],
      on: ['--enable-ep-moe'],
    },
    maxModelLength: { kind: 'tokens', flags: ['--context-length'] },
    maxSequences: { kind: 'count', flags: ['--max-running-requests'] },
    maxBatchedTokens: { kind: 'tokens', flags: ['--chunked-prefill-size'] },
    memoryFraction: { kind: 'fraction', flags: ['--mem-fraction-static'] },
    quantization: { kind: 'text', flags: ['--quantization'] },
    dataType: { kind: 'text', flags: ['--dtype'] },
    kvCacheDataType: { kind: 'text', flags: ['--kv-cache-dtype'] },
    prefixCaching: { kind: 'switch', off: ['--disable-radix-cache'], byDefault: true },
    enforceEager: { kind: 'switch', on: ['--disable-cuda-graph'] },
    admissionInterval: { kind: 'count', flags: ['--scheduler-recv-interval'] },
    speculative: { kind: 'text', flags: ['--speculative-algorithm', '--speculative-algo'] },
    adapters: { kind: 'text', flags: ['--lora-paths'] },
    phase: { kind: 'phase', flags: ['--disaggregation-mode'] },
  },
  model: { flags: ['--model-path', '--model'] },
  configFlags: ['--config'],
};
