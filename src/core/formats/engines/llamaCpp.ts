import type { Engine } from './engine.ts';

/** llama.cpp server. Flags from `tools/server/README.md`. The context is shared by all slots (`-np`). */
export const llamaCpp: Engine = {
  id: 'llama-cpp',
  title: 'llama.cpp',
  images: [/(^|[-_./])(llama\.cpp|llama-cpp|llamacpp|llama_cpp|llama-server)($|[-_./])/],
  entryPoints: [
    /(^|[/ ])llama-server( |$)/,
    /-m llama_cpp\.server( |$)/,
    /(^|\/)server ((?:(?!\/server ).)* )?(-m|--model|-hf|--hf-repo) [^ ]*gguf/i,
  ],
  signs: [/\bLLAMA_ARG_\w+/, /\bLLAMA_ARG_(MODEL|HF_REPO|CTX_SIZE)\b|--ctx-size\b/],
  settings: {
    maxModelLength: {
      kind: 'tokens',
      flags: ['--ctx-size', '-c', '--n_ctx'],
      variables: ['LLAMA_ARG_CTX_SIZE'],
      sharedBySequences: true,
    },
    maxSequences: {
      kind: 'count',
      flags: ['--parallel', '-np'],
      variables: ['LLAMA_ARG_N_PARALLEL'],
    },
    maxBatchedTokens: {
      kind: 'tokens',
      flags: ['--batch-size', '-b'],
      variables: ['LLAMA_ARG_BATCH'],
    },
    kvCacheDataType: {
      kind: 'text',
      flags: ['--cache-type-k', '-ctk'],
      variables: ['LLAMA_ARG_CACHE_TYPE_K'],
    },
  },
  model: {
    flags: ['-hf', '-hfr', '--hf-repo', '-m', '--model', '-mu', '--model-url'],
    variables: ['LLAMA_ARG_HF_REPO', 'LLAMA_ARG_MODEL'],
  },
};
