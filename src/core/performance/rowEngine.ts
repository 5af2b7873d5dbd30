import type { EngineId } from '../model/deployment.ts';

/** An engine as benchmark tables name it. */
export interface NamedEngine {
  readonly engine: EngineId;
  /** Null = not stated: current software. */
  readonly engineVersion: string | null;
}

const ENGINES: readonly (readonly [RegExp, EngineId])[] = [
  [/llama\.?[-_ ]?cpp|llamafile|lm ?studio|koboldcpp/, 'llama-cpp'],
  [/ollama/, 'ollama'],
  [/nim\b/, 'nim'],
  [/trt|tensor-?rt/, 'tensorrt-llm'],
  [/sglang|sgl\b/, 'sglang'],
  [/tgi\b|text[-_ ]generation[-_ ]inference/, 'tgi'],
  [/vllm/, 'vllm'],
  [/triton/, 'triton'],
  [/tei\b|text-embeddings/, 'tei'],
  [/torchserve/, 'torchserve'],
];

/** A release of each engine from before its rewrite, for rows that state a date instead of a version. */
const EARLY_RELEASE: Readonly<Partial<Record<EngineId, string>>> = {
  vllm: '0.5',
  'tensorrt-llm': '0.10',
};

/** `vLLM 0.9.1`, `TensorRT-LLM (2024-08)`: engine, and the version (or one of that year) when the name holds it. */
export function readEngine(name: string, version: string | null): NamedEngine {
  const text = name.trim() === '' ? 'vllm' : name.toLowerCase();
  const engine = ENGINES.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';
  const stated = (version ?? '').trim() || /(?:^|\D)(\d+\.\d+\S*)/.exec(text)?.[1];
  if (stated !== undefined) return { engine, engineVersion: stated };
  const isEarly = /\b202[0-4]\b/.test(text);
  return { engine, engineVersion: (isEarly ? EARLY_RELEASE[engine] : undefined) ?? null };
}
