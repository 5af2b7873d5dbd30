import type { ReplicaConfiguration } from '../model/performance.ts';
import { vllmActivationBytes, type ActivationConstants } from './activations.ts';
import type { EngineDefaults } from './engineDefaults.ts';
import { isAtLeast } from './engineVersion.ts';
import { modelParts } from './modelParts.ts';

const GIB = 2 ** 30;
const MIB = 2 ** 20;

/**
 * Context, communication buffers and libraries outside the tensor allocator, from start-up logs: 0.05–0.13 GiB alone before
 * version 0.18 and 0.25 from it, 2.1 with tensor parallelism over NVLink (NCCL's registered buffers), less over PCIe, where
 * it goes through the host; stages of a pipeline exchange little.
 */
function runtimeBytes(replica: ReplicaConfiguration): number {
  if (replica.tensorParallel > 1) return (isOverPcie(replica) ? 0.6 : 2.1) * GIB;
  if (replica.pipelineParallel > 1) return 0.07 * GIB;
  return (isAtLeast(replica.engineVersion, 0, 18) ? 0.25 : 0.11) * GIB;
}

function isOverPcie(replica: ReplicaConfiguration): boolean {
  return replica.accelerator.interconnect.startsWith('PCIe');
}

/**
 * What is gone before SGLang loads weights, as the driver sees it: two start-up logs, 0.55 GiB of a 24 GB card over PCIe and
 * 1.5 GiB of an H100 over NVLink, each with four ranks.
 */
export function sglangContextBytes(replica: ReplicaConfiguration): number {
  return (replica.tensorParallel > 1 && !isOverPcie(replica) ? 1.5 : 0.55) * GIB;
}

/** Parameters of a tower from which a model is profiled with images or sound. */
const TOWER_PARAMETERS = 2e8;

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
export function engineOverhead(
  replica: ReplicaConfiguration,
  settings: EngineDefaults,
  constants: ActivationConstants,
): number {
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
      // Activations and graphs live in what its static fraction leaves.
      return 0;
    case 'tensorrt-llm':
    case 'triton':
    case 'nim':
      return runtimeBytes(replica) + 2.2 * GIB;
    case 'tgi':
      return runtimeBytes(replica) + 1.2 * GIB;
    default: {
      const graphs = isAtLeast(replica.engineVersion, 0, 21) ? cudaGraphBytes(replica) : 0;
      const hasEncoder = (modelParts(replica.model)?.other ?? 0) > TOWER_PARAMETERS;
      return (
        runtimeBytes(replica) +
        vllmActivationBytes(replica, settings, hasEncoder, constants) +
        graphs
      );
    }
  }
}
