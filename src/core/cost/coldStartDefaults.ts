import type { EngineId } from '../model/deployment.ts';

/**
 * What a start takes where nobody says. Published figures differ by the factor of two and more: these are round numbers
 * within them, each replaceable by `coldStart` in the assumptions.
 */

/** Seconds until a new machine with accelerators is ready. */
export const nodeStart = {
  seconds: 180,
  reason: 'published times of new GPU nodes are 2 to 5 minutes',
} as const;

/** MB/s of pulling and unpacking an image. */
export const imagePull = {
  megabytesPerSecond: 35,
  reason:
    'a 20 GB image in 8–10 minutes (BentoML, 2025-04-11), 13 GB in 571 s (Vertexcover Labs), 10 GB in 7–10 minutes (Tensorfuse)',
} as const;

/** GB of an unpacked image. */
export function imageSize(engine: EngineId | null): { gigabytes: number; reason: string } {
  switch (engine) {
    case 'llama-cpp':
    case 'ollama':
      return { gigabytes: 3, reason: 'a C++ server with the CUDA runtime' };
    case 'tei':
    case 'openvino':
    case 'mlserver':
    case 'kserve-sklearn':
    case 'kserve-xgboost':
    case 'tensorflow-serving':
      return { gigabytes: 2, reason: 'a server without PyTorch, or with its CPU build' };
    default:
      return {
        gigabytes: 10,
        reason:
          'images with PyTorch and CUDA typically exceed 10 GB (Tensorfuse, Cerebrium 2026-03-08)',
      };
  }
}

export type ModelSource = 'hub' | 'object store' | 'volume' | 'image';

/** MB/s at which weights are read from where they are kept. */
export const modelRead: Readonly<
  Record<ModelSource, { megabytesPerSecond: number; reason: string }>
> = {
  hub: {
    megabytesPerSecond: 125,
    reason:
      'what is downloaded is written to a disk first; 125 MiB/s is the baseline of a gp3 volume (AWS)',
  },
  'object store': {
    megabytesPerSecond: 125,
    reason:
      'what is copied is written to a disk first; 125 MiB/s is the baseline of a gp3 volume (AWS)',
  },
  volume: {
    megabytesPerSecond: 330,
    reason:
      'Llama 3 8B from a gp3 SSD in 48 s with the default loader of vLLM (NVIDIA, Run:ai Model Streamer)',
  },
  image: {
    megabytesPerSecond: imagePull.megabytesPerSecond,
    reason: 'the weights are layers of an image, and are pulled like one',
  },
};

/** Seconds from loaded weights to the first answer. */
export function engineStart(
  engine: EngineId | null,
  eager: boolean,
): {
  seconds: number;
  reason: string;
} {
  switch (engine) {
    case 'vllm':
    case 'sglang':
    case 'nim':
    case 'tensorrt-llm':
    case 'kserve-huggingface':
      return eager
        ? { seconds: 40, reason: 'as with CUDA graphs, less 17 s of capturing them' }
        : {
            seconds: 60,
            reason:
              '34 s of compiling, profiling and capturing and 59 s in all until the first answer (vllm-project/vllm#20264, 2025-06-30)',
          };
    case 'tgi':
    case 'triton':
    case 'jetstream':
      return { seconds: 30, reason: 'capturing of graphs and warm-up; half of what vLLM takes' };
    default:
      return { seconds: 10, reason: 'a process that loads weights and listens' };
  }
}
