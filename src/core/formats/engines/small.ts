import type { Engine } from './engine.ts';

/** FastChat's model workers (docs of lm-sys/FastChat); the controller and the API server hold no model. */
export const fastChat: Engine = {
  id: 'other',
  title: 'FastChat',
  images: [],
  entryPoints: [/-m fastchat\.serve\.(model|vllm|sglang|lightllm|multi_model)_worker( |$)/],
  settings: { tensorParallel: { kind: 'count', flags: ['--num-gpus'] } },
  model: { flags: ['--model-path'] },
};

/** Tabby, a server for code completion (tabby.tabbyml.com/docs). */
export const tabby: Engine = {
  id: 'other',
  title: 'Tabby',
  images: [/(^|\/)tabbyml\/tabby$/],
  // With an HTTP device it passes requests on to a server elsewhere.
  entryPoints: [/(^|[/ ])tabby serve(?!(?:(?!tabby serve).)* (experimental-)?http\b)( |$)/],
  settings: {},
  model: { flags: ['--model'] },
};

/** Infinity, a server for embeddings (michaelfeil/infinity): each flag has a variable `INFINITY_…`. */
export const infinity: Engine = {
  id: 'other',
  title: 'Infinity',
  images: [/(^|\/)michaelf34\/infinity$/],
  entryPoints: [/(^|[/ ])infinity_emb( |$)/],
  settings: {
    dataType: { kind: 'text', flags: ['--dtype'], variables: ['INFINITY_DTYPE'] },
  },
  model: { flags: ['--model-id', '--model-name-or-path'], variables: ['INFINITY_MODEL_ID'] },
};
