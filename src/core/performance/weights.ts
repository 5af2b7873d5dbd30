import type { ModelArchitecture } from '../model/modelFacts.ts';
import type { ReplicaConfiguration } from '../model/performance.ts';
import { allocationRest } from './allocator.ts';
import { modelParts, type ModelParts } from './modelParts.ts';
import { rotaryCacheBytes } from './rotaryCache.ts';
import { DRAFT_MODEL_SHARE } from './speculation.ts';
import { stageLayers } from './stages.ts';
import { weightFormat, type WeightFormat } from './weightFormat.ts';

/** Accelerators of one pipeline stage over which the routed experts are spread. */
export function expertShards(replica: ReplicaConfiguration): number {
  return Math.max(replica.tensorParallel, replica.expertParallel, 1);
}

/** Vocabulary rows are padded to this many before they are divided (vLLM and SGLang: DEFAULT_VOCAB_PADDING_SIZE). */
const VOCABULARY_PADDING = 64;

/** Engines that hold weights in PyTorch tensors on an accelerator. */
function usesPyTorch(replica: ReplicaConfiguration): boolean {
  if (replica.accelerator.kind === 'cpu') return false;
  return !['tensorrt-llm', 'ollama', 'llama-cpp', 'tei', 'openvino'].includes(replica.engine);
}

/**
 * Bytes of weights on the fullest accelerator of a replica, as the engine reports them. Parts are sharded by tensor, pipeline
 * and expert parallelism; the first pipeline stage also holds the embedding and the last the head. Whole on every rank:
 * down-projections of latent attention, routers, at least one key and value head, the table of rotary angles. PyTorch adds
 * what its blocks are rounded up by. Without an architecture: parameters × bytes, evenly divided.
 */
export function weightBytes(replica: ReplicaConfiguration): number {
  const { model, tensorParallel: tensor, pipelineParallel: stages } = replica;
  const format = weightFormat(replica.quantization, model);
  const parts = modelParts(model);
  const { architecture } = model;
  if (parts === null || architecture === null) {
    return (model.parameters * format.dense) / (tensor * stages);
  }
  const rows = architecture.vocabularySize;
  const padding = Math.ceil(rows / VOCABULARY_PADDING) * (VOCABULARY_PADDING / Math.max(1, rows));
  const embedding = (parts.embedding * padding * format.embedding) / tensor;
  const head = (parts.head * padding * format.embedding) / tensor;
  const other = (parts.other * format.embedding) / tensor;
  const layer = layerBytes(replica, parts, architecture, format) / architecture.layers;
  const { middle, ends } = stageLayers(architecture.layers, stages);
  const first = ends * layer + embedding + other + (stages === 1 ? head : 0);
  const last = ends * layer + (parts.head > 0 ? head : embedding);
  const fullest = stages === 1 ? first : Math.max(first, last, middle * layer);
  const loaded = fullest + draftBytes(replica, layer, fullest, format);
  if (!usesPyTorch(replica)) return loaded;
  return (
    loaded +
    rotaryCacheBytes(model, format.bits === 32 ? 4 : 2) +
    roundedUp(replica, architecture, format, parts) * (middle / architecture.layers)
  );
}

/** What speculative decoding loads beside the model: its prediction layer or one like its own, or a model of its own. */
function draftBytes(
  { model, speculation, tensorParallel }: ReplicaConfiguration,
  layer: number,
  all: number,
  format: WeightFormat,
): number {
  const draft = speculation?.draft ?? 'none';
  if (draft === 'model') return DRAFT_MODEL_SHARE * all;
  if (draft !== 'layer') return 0;
  const own = model.architecture?.predictionParameters;
  return own === undefined ? layer : (own * format.experts) / tensorParallel;
}

/** Bytes of all layers on one rank of a stage that had them all. */
function layerBytes(
  replica: ReplicaConfiguration,
  parts: ModelParts,
  architecture: ModelArchitecture,
  format: WeightFormat,
): number {
  const tensor = replica.tensorParallel;
  const keyValueShards = Math.min(tensor, architecture.kvHeads);
  const sharded = parts.attention - parts.linear - parts.replicatedAttention - parts.keyValue;
  const attention =
    (sharded / tensor + parts.replicatedAttention + parts.keyValue / keyValueShards) *
      format.attention +
    (parts.linear / tensor) * format.linear;
  const routers = parts.routers * Math.max(2, format.embedding);
  const dense = ((parts.dense - parts.routers) * format.dense) / tensor + routers;
  // The absorbed form of latent attention keeps the expansion a second time, at 16 bits.
  const expansion = usesPyTorch(replica) ? (2 * parts.latentExpansion) / tensor : 0;
  const experts = parts.experts * format.experts * expertPadding(replica, architecture);
  return attention + dense + expansion + experts / expertShards(replica);
}

/**
 * How much wider than published vLLM stores MXFP4 experts (layers/quantization/mxfp4.py, from memory): its kernels want both
 * dimensions in whole tiles, which cutting by tensor parallelism leaves short. 1 for other methods and engines.
 */
function expertPadding(replica: ReplicaConfiguration, architecture: ModelArchitecture): number {
  const { experts, hiddenSize } = architecture;
  if (experts === null || replica.engine !== 'vllm' || !/mxfp4/i.test(replica.quantization))
    return 1;
  const { id } = replica.accelerator;
  const [innerTile, hiddenTile] = /^G?H\d/.test(id)
    ? [64, 1]
    : /^G?B\d/.test(id)
      ? [256, 256]
      : [128, 256];
  const inner =
    experts.intermediateSize / (replica.expertParallel > 1 ? 1 : replica.tensorParallel);
  const padded = (size: number, tile: number): number => Math.ceil(size / tile) * tile;
  return (padded(inner, innerTile) / inner) * (padded(hiddenSize, hiddenTile) / hiddenSize);
}

/** What the allocator rounds the large tensors of one rank up by. SGLang reports what the driver has given, not what is used. */
function roundedUp(
  replica: ReplicaConfiguration,
  architecture: ModelArchitecture,
  format: WeightFormat,
  parts: ModelParts,
): number {
  const { tensorParallel: tensor } = replica;
  const { hiddenSize: hidden, headSize, experts, layers, attentionLayers } = architecture;
  const queries = (architecture.attentionHeads * headSize) / tensor;
  const keyValue = Math.max(1, architecture.kvHeads / tensor) * headSize;
  const output = queries * hidden * format.attention;
  const input = output + 2 * keyValue * hidden * format.attention;
  const attention = architecture.latentAttention === null ? [input, output] : [output];
  const size = experts?.intermediateSize ?? architecture.intermediateSize ?? 0;
  const inner =
    experts === null
      ? (size * hidden * format.dense) / tensor
      : (size * experts.count * hidden * format.experts) / expertShards(replica);
  // Gate and first matrix are one tensor; two matrices in all where nothing is gated.
  const isGated = experts !== null || parts.dense > 2.5 * layers * size * hidden;
  const feedForward = [isGated ? 2 * inner : inner, inner];
  const isUniform = attentionLayers === layers;
  const table = (architecture.vocabularySize * hidden * format.embedding) / tensor;
  const tables = architecture.tiedEmbeddings ? 1 : 2;
  const count = replica.engine === 'sglang' ? 'reserved' : 'allocated';
  const body = isUniform
    ? allocationRest([...attention, ...feedForward], layers, count)
    : allocationRest(attention, attentionLayers, count) +
      allocationRest(feedForward, layers, count);
  return body + allocationRest([table], tables, count);
}
