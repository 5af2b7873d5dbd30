import type { Engine } from './engine.ts';

/** Triton Inference Server. What costs is in each model's `config.pbtxt`; the command line only names the repository. */
export const triton: Engine = {
  id: 'triton',
  title: 'Triton',
  images: [/(^|\/)tritonserver($|[-_])/, /(^|\/)triton($|[-_](server|inference|trtllm))/],
  entryPoints: [/(^|[/ ])tritonserver( |$)/, /launch_triton_server\.py/],
  settings: {
    tensorParallel: { kind: 'count', flags: ['--world_size'] },
  },
  model: {
    locationFlags: ['--model-repository', '--model-store', '--model_repo'],
  },
};
