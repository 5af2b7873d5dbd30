import type { EngineSettings } from '../../model/deployment.ts';

/** Pipeline × data parallel ranks: with the tensor parallel ones they multiply to the accelerators of a replica. */
export function ranksBesideTensor({ pipelineParallel, dataParallel }: EngineSettings): number {
  return (pipelineParallel?.value ?? 1) * (dataParallel?.value ?? 1);
}
