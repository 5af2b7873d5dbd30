import type { ModelArchitecture, ModelFacts } from '../model/modelFacts.ts';
import { cited } from './decode.ts';
import { modelWork } from './modelWork.ts';
import type { ModelsFile } from './schema.ts';

type Entry = ModelsFile['models'][number];

export function modelFacts(entry: Entry, file: ModelsFile): ModelFacts {
  const parameters = entry.total * 1e9;
  return {
    id: entry.id,
    family: entry.family,
    modality: entry.modality,
    parameters,
    activeParameters: entry.active === undefined ? parameters : entry.active * 1e9,
    architecture: architecture(entry),
    maxPositions: entry.positions ?? null,
    nativeDataType: entry.type,
    ...modelWork(entry, file),
    ...cited(file.citations, entry.cite),
  };
}

/** Null unless everything that memory and compute are calculated from is known. */
function architecture(entry: Entry): ModelArchitecture | null {
  const { layers, hidden, heads, kvHeads, headSize, vocabulary } = entry;
  if (!layers || !hidden || !heads || !kvHeads || !headSize || !vocabulary) return null;
  const [kvRank, ropeHeadSize, queryRank] = entry.latent ?? [0, 0, 0];
  const [count, perToken, intermediateSize, sharedIntermediateSize, firstDenseLayers] =
    entry.experts ?? [0, 0, 0, 0, 0];
  return {
    layers,
    attentionLayers: entry.attentionLayers ?? layers,
    hiddenSize: hidden,
    attentionHeads: heads,
    kvHeads,
    headSize,
    intermediateSize: entry.intermediate ?? null,
    vocabularySize: vocabulary,
    tiedEmbeddings: entry.tied === 1,
    experts:
      entry.experts === undefined
        ? null
        : { count, perToken, intermediateSize, sharedIntermediateSize, firstDenseLayers },
    latentAttention:
      entry.latent === undefined
        ? null
        : { kvRank, ropeHeadSize, queryRank: queryRank === 0 ? null : queryRank },
    slidingWindow: entry.window ?? null,
    ...(entry.full === undefined
      ? {}
      : {
          fullAttention: {
            layers: entry.full[0],
            kvHeads: entry.full[1],
            headSize: entry.full[2],
          },
        }),
    kvBytesPerToken16: entry.kvBytes ?? null,
    ...(entry.linear === undefined
      ? {}
      : { linearLayer: { parameters: entry.linear[0], stateElements: entry.linear[1] } }),
    ...(entry.gated === 1 ? { gatedAttention: true } : {}),
    ...(entry.prediction === undefined ? {} : { predictionParameters: entry.prediction * 1e9 }),
  };
}
