import type { Deployment } from '../model/deployment.ts';
import type { CostEstimate, NamedInput } from '../model/estimate.ts';
import type { Explanation } from '../model/insight.ts';
import { derivedInput, sourcedInput } from '../cost/inputs.ts';

/** Weights and KV cache of one accelerator; empty where nothing is known of the memory. */
export function memoryExplanations(
  deployment: Deployment,
  estimate: CostEstimate,
): readonly Explanation[] {
  const { memory, model, quantization, hardware } = estimate;
  if (memory === null || model === null) return [];
  const parameters: NamedInput = {
    name: 'parameters',
    value: model.parameters,
    unit: '',
    origin: { kind: 'catalog', entry: model.id, source: model.source, asOf: model.asOf },
  };
  const { tensorParallel, maxModelLength, memoryFraction } = deployment.settings;
  const ranks =
    tensorParallel === undefined
      ? derivedInput(
          'tensor parallel',
          estimate.tensorParallel,
          '',
          'what the engine does by default',
        )
      : sourcedInput('tensor parallel', tensorParallel, '');
  const facts = hardware?.accelerator ?? null;
  return [
    {
      figure: 'weightsGiB',
      title: 'Weights on one accelerator',
      value: memory.weightsGiB,
      unit: 'GiB',
      formula: 'parameters of each part × bytes at its precision ÷ the ranks that share it',
      inputs: [
        parameters,
        ...(quantization === null ? [] : [sourcedInput('precision', quantization, '')]),
        ranks,
      ],
    },
    {
      figure: 'kvCacheGiB',
      title: 'Left for the KV cache',
      value: memory.kvCacheGiB,
      unit: 'GiB',
      formula: 'what the engine may use − weights − activations, graphs and runtime',
      inputs: [
        ...(facts === null
          ? []
          : [
              {
                name: 'memory the driver shows',
                value: facts.visibleMemoryBytes / 2 ** 30,
                unit: 'GiB',
                origin: {
                  kind: 'catalog',
                  entry: facts.id,
                  source: facts.visibleMemorySource,
                  asOf: facts.asOf,
                },
              } as const,
            ]),
        memoryFraction === undefined
          ? derivedInput('usable', memory.availableGiB, 'GiB', "the engine's default share of it")
          : sourcedInput('memory fraction', memoryFraction, ''),
        derivedInput('weights', memory.weightsGiB, 'GiB', 'see above'),
        derivedInput(
          'other',
          memory.overheadGiB,
          'GiB',
          'activations, graphs and runtime, by engine version',
        ),
      ],
    },
    {
      figure: 'kvCacheTokens',
      title: 'Tokens the KV cache holds',
      value: memory.kvCacheTokens,
      unit: 'tokens',
      formula: 'KV cache of all accelerators of a replica ÷ bytes of a token',
      inputs: [
        ...(memory.kvBytesPerToken === null
          ? []
          : [
              derivedInput(
                'bytes of a token',
                memory.kvBytesPerToken,
                'bytes',
                'layers × KV heads × head size × 2 × precision, by the kind of attention',
              ),
            ]),
        ...(maxModelLength === undefined
          ? []
          : [sourcedInput('longest request', maxModelLength, 'tokens')]),
      ],
    },
  ];
}
