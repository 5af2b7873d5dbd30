import type { Engine } from './engine.ts';

/** Text Embeddings Inference. Flags from its CLI reference; each has a variable of the same name in capitals. */
export const tei: Engine = {
  id: 'tei',
  title: 'Text Embeddings Inference',
  images: [/text-embeddings-inference/, /(^|\/)tei($|[-_])/],
  entryPoints: [/(^|[/ ])text-embeddings-router( |$)/],
  settings: {
    maxSequences: {
      kind: 'count',
      flags: ['--max-concurrent-requests'],
      variables: ['MAX_CONCURRENT_REQUESTS'],
    },
    maxBatchedTokens: {
      kind: 'tokens',
      flags: ['--max-batch-tokens'],
      variables: ['MAX_BATCH_TOKENS'],
    },
    dataType: { kind: 'text', flags: ['--dtype'], variables: ['DTYPE'] },
  },
  model: { flags: ['--model-id'], variables: ['MODEL_ID', 'HF_MODEL_ID'] },
};
