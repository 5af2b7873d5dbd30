import type { Deployment } from '../model/deployment.ts';
import type { ModelFacts } from '../model/modelFacts.ts';
import { isAtLeast } from '../performance/engineVersion.ts';

/** How an engine is told to let something small propose tokens that the model then checks. */
interface Draft {
  readonly setting: string;
  /** What proposes, for people. */
  readonly by: string;
}

/**
 * Published EAGLE-3 heads, by catalogue id of their model (README of SafeAILab/EAGLE, collection "Speculator models" of Red Hat
 * AI; from memory, 2025).
 */
const eagleHeads: Readonly<Record<string, string>> = {
  'meta-llama/Llama-3.1-8B-Instruct': 'yuhuili/EAGLE3-LLaMA3.1-Instruct-8B',
  'meta-llama/Llama-3.3-70B-Instruct': 'yuhuili/EAGLE3-LLaMA3.3-Instruct-70B',
  'Qwen/Qwen3-8B': 'RedHatAI/Qwen3-8B-speculator.eagle3',
  'Qwen/Qwen3-14B': 'RedHatAI/Qwen3-14B-speculator.eagle3',
  'Qwen/Qwen3-32B': 'RedHatAI/Qwen3-32B-speculator.eagle3',
};

/**
 * A draft for exactly this model: the prediction layer it was trained with, else a published head. Null where none is
 * known, or the engine or its version takes none by one setting (vLLM from 0.9).
 */
export function draftFor(
  { engine, engineVersion }: Deployment,
  model: ModelFacts,
  isOwnName: boolean,
): Draft | null {
  const version = engineVersion?.value ?? null;
  const predicts = model.architecture?.predictionParameters !== undefined;
  const by = 'the prediction layer of the model';
  if (engine?.value === 'sglang') return predicts ? { setting: 'NEXTN', by } : null;
  if (engine?.value !== 'vllm' && engine?.value !== 'kserve-huggingface') return null;
  if (engine.value === 'vllm' && !isAtLeast(version, 0, 9)) return null;
  if (predicts) {
    // One name for the layers of all models came with 0.11.
    const method = isAtLeast(version, 0, 11) ? 'mtp' : 'deepseek_mtp';
    if (method !== 'mtp' && !model.family.startsWith('deepseek')) return null;
    return { setting: `{"method":"${method}","num_speculative_tokens":1}`, by };
  }
  const head = isOwnName ? eagleHeads[model.id] : undefined;
  return head === undefined
    ? null
    : { setting: `{"method":"eagle3","model":"${head}","num_speculative_tokens":3}`, by: head };
}
