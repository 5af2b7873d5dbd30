import type { ReplicaConfiguration } from '../model/performance.ts';
import type { EngineDefaults } from './engineDefaults.ts';
import { isAtLeast } from './engineVersion.ts';

const GIB = 2 ** 30;
const MIB = 2 ** 20;

/** Context, communication buffers and libraries outside the tensor allocator; vLLM 0.17–0.19 start-up logs on H100. */
function runtimeBytes(replica: ReplicaConfiguration): number {
  if (replica.tensorParallel > 1) return 2.1 * GIB;
  return replica.pipelineParallel > 1 ? 0.07 * GIB : 0.25 * GIB;
}

/**
 * Peak of activations that vLLM measures before it sizes the cache. Two things decide it: the sampler's warm-up on the
 * logits of `maxSequences` requests (copies of 4 bytes: 3.72 of them from 0.17, 9.2 before), and the forward pass over
 * one batch of tokens. Fitted on start-up logs: within 0.15 GiB on 37 of 39 of versions 0.17–0.19.
 */
function vllmActivationBytes(replica: ReplicaConfiguration, settings: EngineDefaults): number {
  const { architecture } = replica.model;
  if (architecture === null) return 2 * GIB;
  // The first generation of the engine warmed up on 256 sequences and one prompt of maximal length.
  const isV1 = isAtLeast(replica.engineVersion, 0, 8);
  const sequences = Math.min(settings.maxSequences, isV1 ? 1024 : 256);
  const copies = isAtLeast(replica.engineVersion, 0, 17) ? 3.72 : 9.2;
  const sampler =
    replica.pipelineParallel > 1 ? 0 : copies * sequences * architecture.vocabularySize * 4;
  const tokens = settings.maxBatchedTokens;
  const hidden = tokens * architecture.hiddenSize * 2 * 1.2;
  const experts = architecture.experts;
  const mixture =
    experts === null
      ? 0
      : 0.8 *
        tokens *
        experts.perToken *
        2 *
        ((3 * experts.intermediateSize) / replica.tensorParallel + architecture.hiddenSize);
  return sampler + hidden + mixture + 0.02 * GIB;
}

/** Interpreter, libraries and buffers of a server on a CPU; llama.cpp is one small program. */
function cpuProcessBytes({ engine, model }: ReplicaConfiguration): number {
  if (model.modality === 'tabular') return 0;
  return engine === 'llama-cpp' || engine === 'ollama' || engine === 'tei' ? 0.2 * GIB : 0.5 * GIB;
}

/** Captured CUDA graphs: 0.3 GiB and 18 MiB a layer (the same logs); none with eager execution. */
function cudaGraphBytes(replica: ReplicaConfiguration): number {
  if (replica.enforceEager) return 0;
  return 0.3 * GIB + 18 * MIB * (replica.model.architecture?.layers ?? 40);
}

/**
 * Bytes on one accelerator that are neither weights nor KV cache, as the engine accounts for them: vLLM leaves CUDA
 * graphs outside its budget before 0.21; TensorRT-LLM and TGI reserve workspace; SGLang's static fraction already leaves
 * room for both; llama.cpp needs little.
 */
export function engineOverhead(replica: ReplicaConfiguration, settings: EngineDefaults): number {
  if (replica.accelerator.kind === 'cpu') return cpuProcessBytes(replica);
  switch (replica.engine) {
    case 'ollama':
    case 'llama-cpp':
      return 0.6 * GIB;
    case 'tei':
    case 'torchserve':
    case 'tensorflow-serving':
    case 'openvino':
    case 'mlserver':
      return 0.7 * GIB;
    case 'sglang':
      return 0.3 * GIB;
    case 'tensorrt-llm':
    case 'triton':
    case 'nim':
      return runtimeBytes(replica) + 2.2 * GIB;
    case 'tgi':
      return runtimeBytes(replica) + 1.2 * GIB;
    default: {
      const graphs = isAtLeast(replica.engineVersion, 0, 21) ? cudaGraphBytes(replica) : 0;
      return runtimeBytes(replica) + vllmActivationBytes(replica, settings) + graphs;
    }
  }
}
