import type { Engine } from './engine.ts';

/**
 * Ollama is set by variables alone (`envconfig/config.go`). The model is what `ollama pull` or `ollama run` names in a
 * hook, an init container or the start script.
 */
export const ollama: Engine = {
  id: 'ollama',
  title: 'Ollama',
  images: [/(^|[-_/])ollama($|[-_](rocm|gpu|cpu|cuda|server)$)/],
  entryPoints: [/(^|[/ ])ollama serve( |$)/],
  signs: [
    /\bport:11434\b/,
    /\bOLLAMA_(HOST|MODELS|KEEP_ALIVE|NUM_PARALLEL|CONTEXT_LENGTH)\b|\/api\/tags/,
  ],
  settings: {
    maxModelLength: { kind: 'tokens', variables: ['OLLAMA_CONTEXT_LENGTH'] },
    maxSequences: { kind: 'count', variables: ['OLLAMA_NUM_PARALLEL'] },
    kvCacheDataType: { kind: 'text', variables: ['OLLAMA_KV_CACHE_TYPE'] },
  },
  model: { variables: ['OLLAMA_MODEL', 'OLLAMA_MODELS_TO_PULL', 'MODEL_ID', 'MODEL_NAME'] },
  prefersVariables: true,
};
