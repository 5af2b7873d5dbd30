import type { AcceleratorFacts, Catalog } from '../../src/core/model/catalog.ts';
import type { ModelArchitecture, ModelFacts } from '../../src/core/model/modelFacts.ts';
import type { ReplicaConfiguration } from '../../src/core/model/performance.ts';
import { sampleCatalog } from './sampleCatalog.ts';

const GIB = 2 ** 30;
const cited = { source: 'datasheet', asOf: '2024-01' } as const;

export const h100: AcceleratorFacts = {
  id: 'H100-SXM',
  vendor: 'NVIDIA',
  kind: 'gpu',
  memoryBytes: 80 * GIB,
  visibleMemoryBytes: 79.19 * GIB,
  visibleMemorySource: 'start-up log',
  bandwidth: 3350e9,
  flops: { bf16: 989e12, fp8: 1979e12, int8: 1979e12, fp4: null },
  interconnect: 'NVLink4',
  linkBandwidth: 450e9,
  powerWatts: 700,
  ...cited,
};

export const l4: AcceleratorFacts = {
  id: 'L4',
  vendor: 'NVIDIA',
  kind: 'gpu',
  memoryBytes: 24 * GIB,
  visibleMemoryBytes: 22.06 * GIB,
  visibleMemorySource: 'start-up log',
  bandwidth: 300e9,
  flops: { bf16: 121e12, fp8: 242e12, int8: 242e12, fp4: null },
  interconnect: 'PCIe4 x16',
  linkBandwidth: 32e9,
  powerWatts: 72,
  ...cited,
};

const denseArchitecture: ModelArchitecture = {
  layers: 32,
  attentionLayers: 32,
  hiddenSize: 4096,
  attentionHeads: 32,
  kvHeads: 8,
  headSize: 128,
  intermediateSize: 14336,
  vocabularySize: 128256,
  tiedEmbeddings: false,
  experts: null,
  latentAttention: null,
  slidingWindow: null,
  kvBytesPerToken16: 131072,
};

function model(
  id: string,
  family: string,
  parameters: number,
  activeParameters: number,
  architecture: ModelArchitecture | null,
  maxPositions: number,
  nativeDataType = 'bfloat16',
): ModelFacts {
  return {
    id,
    family,
    modality: 'text-generation',
    parameters,
    activeParameters,
    architecture,
    maxPositions,
    nativeDataType,
    ...cited,
  };
}

export const llama8b = model(
  'meta-llama/Llama-3.1-8B-Instruct',
  'llama-3',
  8_030_261_248,
  8_030_261_248,
  denseArchitecture,
  131072,
);

export const unknownArchitecture = model('acme/secret-7b', 'secret', 7e9, 7e9, null, 8192);

export const gemma27b = model(
  'google/gemma-3-27b-it',
  'gemma-3',
  27_432_400_000,
  27_432_400_000,
  {
    ...denseArchitecture,
    layers: 62,
    attentionLayers: 62,
    hiddenSize: 5376,
    attentionHeads: 32,
    kvHeads: 16,
    intermediateSize: 21504,
    vocabularySize: 262208,
    tiedEmbeddings: true,
    slidingWindow: 1024,
    kvBytesPerToken16: 507904,
  },
  131072,
);

export const mixtral = model(
  'mistralai/Mixtral-8x7B-Instruct-v0.1',
  'mixtral',
  46_702_800_000,
  12_880_000_000,
  {
    ...denseArchitecture,
    vocabularySize: 32000,
    experts: {
      count: 8,
      perToken: 2,
      intermediateSize: 14336,
      sharedIntermediateSize: 0,
      firstDenseLayers: 0,
    },
  },
  32768,
);

export const deepseek = model(
  'deepseek-ai/DeepSeek-R1',
  'deepseek-r1',
  684_531_400_000,
  37_600_000_000,
  {
    ...denseArchitecture,
    layers: 61,
    attentionLayers: 61,
    hiddenSize: 7168,
    attentionHeads: 128,
    kvHeads: 128,
    intermediateSize: 18432,
    vocabularySize: 129280,
    experts: {
      count: 256,
      perToken: 8,
      intermediateSize: 2048,
      sharedIntermediateSize: 2048,
      firstDenseLayers: 3,
    },
    latentAttention: { kvRank: 512, ropeHeadSize: 64, queryRank: 1536 },
    kvBytesPerToken16: 70272,
  },
  163840,
  'fp8',
);

/** One H100 with Llama 3.1 8B at 16 bits under vLLM 0.19, the best documented start-up log. */
export const llamaOnH100: ReplicaConfiguration = {
  model: llama8b,
  accelerator: h100,
  accelerators: 1,
  tensorParallel: 1,
  pipelineParallel: 1,
  dataParallel: 1,
  expertParallel: 1,
  quantization: 'bf16',
  kvPrecision: 'bf16',
  engine: 'vllm',
  engineVersion: '0.19.0',
  maxModelLength: 8192,
  maxSequences: null,
  maxBatchedTokens: null,
  memoryFraction: 0.95,
  enforceEager: false,
};

/** A catalogue of these facts alone. */
export const performanceCatalog: Catalog = {
  ...sampleCatalog,
  accelerators: [h100, l4],
  accelerator: (name) =>
    [h100, l4].find((one) => one.id.toLowerCase() === name.toLowerCase()) ?? null,
  models: [llama8b, gemma27b, mixtral, deepseek, unknownArchitecture],
  model: (name) => {
    const facts = performanceCatalog.models.find(
      (one) => one.id.toLowerCase() === name.toLowerCase(),
    );
    return facts === undefined ? null : { facts, quantization: null, match: 'exact' };
  },
};
