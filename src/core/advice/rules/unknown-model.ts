import { nothingChanges } from '../consequences.ts';
import { placeOf } from '../place.ts';
import type { Rule } from '../rule.ts';

/** Engines that serve one language or embedding model, so that knowing it decides memory and speed. */
const modelEngines = new Set([
  'vllm',
  'tgi',
  'sglang',
  'tensorrt-llm',
  'ollama',
  'llama-cpp',
  'tei',
  'kserve-huggingface',
  'nim',
]);

/** The served model is not named, or not in the catalogue: memory, speed and unit costs stay open. */
export const unknownModel: Rule = {
  code: 'unknown-model',
  title: 'Model not known',
  level: 'information',
  explanation:
    'Whether it fits, how fast it is and what a token costs follow from the model. When the config names none (weights ' +
    'from a volume, a model chosen at run time) or one the catalogue does not have, only the hardware is priced. The ' +
    'model can be named in .servingcost.yaml.',
  consequence: nothingChanges,
  check(subject) {
    const { deployment, estimate } = subject;
    if (estimate.model !== null || !modelEngines.has(deployment.engine?.value ?? '')) return [];
    const { id, location } = deployment.model;
    return [
      {
        kind: 'problem',
        ...placeOf(deployment, id, location, deployment.engine),
        message: () =>
          id === null
            ? 'The config does not name the model, so memory, speed and cost per token are not known.'
            : `${id.value} is not in the catalogue, so memory, speed and cost per token are not known.`,
        tradeOffs: [],
        fixes: [],
      },
    ];
  },
};
