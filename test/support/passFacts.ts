import type { AcceleratorFacts } from '../../src/core/model/catalog.ts';
import type { ModelFacts } from '../../src/core/model/modelFacts.ts';
import type { ReplicaConfiguration } from '../../src/core/model/performance.ts';
import { h100, l4, llamaOnH100 } from './performanceFacts.ts';

const cited = { source: 'test', asOf: '2026-11' } as const;

function facts(
  id: string,
  modality: string,
  parameters: number,
  more: Partial<ModelFacts> = {},
): ModelFacts {
  return {
    id,
    family: id,
    modality,
    parameters,
    activeParameters: parameters,
    architecture: null,
    maxPositions: null,
    nativeDataType: 'float16',
    ...cited,
    ...more,
  };
}

export const bgeLarge = facts('bge-large', 'embedding', 335e6, {
  maxPositions: 512,
  architecture: {
    layers: 24,
    attentionLayers: 24,
    hiddenSize: 1024,
    attentionHeads: 16,
    kvHeads: 16,
    headSize: 64,
    intermediateSize: 4096,
    vocabularySize: 30522,
    tiedEmbeddings: true,
    experts: null,
    latentAttention: null,
    slidingWindow: null,
    kvBytesPerToken16: null,
  },
});

export const resnet50 = facts('resnet-50', 'classification', 25.6e6, {
  work: {
    kind: 'vision',
    network: 'convolution',
    multiplications: 4.11e9,
    activations: 11.1e6,
    side: 224,
    layers: 54,
    ...cited,
  },
});

export const sdxl = facts('sdxl', 'image-generation', 3.469e9, {
  work: {
    kind: 'diffusion',
    multiplications: 2989e9,
    decoderMultiplications: 5235e9,
    side: 1024,
    layers: 743,
    steps: 50,
    passesPerStep: 2,
    denoiserParameters: 2.567e9,
    textParameters: 0.818e9,
    ...cited,
  },
});

export const whisper = facts('whisper-large-v3', 'asr', 1.54e9, {
  work: {
    kind: 'speech',
    encoderParameters: 0.63e9,
    encoderLayers: 32,
    width: 1280,
    positionsPerSecond: 50,
    stemMultiplications: 0,
    decoder: { parameters: 0.9e9, layers: 32, tokensPerSecond: 3.5, window: 30 },
    ...cited,
  },
});

export const classical = facts('classical model', 'tabular', 1e5);

/** Eight virtual CPUs of a server with vector units. */
export const cpu8: AcceleratorFacts = {
  ...l4,
  id: 'Intel Xeon',
  vendor: '',
  kind: 'cpu',
  memoryBytes: 32 * 2 ** 30,
  visibleMemoryBytes: 32 * 2 ** 30,
  bandwidth: 38e9,
  flops: { bf16: 0.72e12, fp8: null, int8: 1.1e12, fp4: null, fp32: 0.72e12 },
  cores: 8,
  linkBandwidth: 0,
  powerWatts: null,
};

/** A replica of one accelerator. */
export function serving(
  model: ModelFacts,
  accelerator: AcceleratorFacts = h100,
  more: Partial<ReplicaConfiguration> = {},
): ReplicaConfiguration {
  return {
    ...llamaOnH100,
    model,
    accelerator,
    accelerators: 1,
    tensorParallel: 1,
    quantization: 'bf16',
    engine: 'other',
    engineVersion: null,
    maxModelLength: null,
    maxSequences: null,
    maxBatchedTokens: null,
    memoryFraction: null,
    ...more,
  };
}
