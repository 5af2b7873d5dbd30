import type { AcceleratorRequest, Deployment } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { at, defaulted } from '../located.ts';
import type { PodReading } from '../pods/podReading.ts';
import type { Component } from './component.ts';
import { countAt } from '../quantity.ts';

/** A predictor that spans several nodes: tensor parallel inside each, pipeline parallel across them. */
export interface MultiNode {
  readonly tensorParallel: Sourced<number>;
  readonly pipelineParallel: Sourced<number>;
}

const ONE = 'KServe takes 1 unless workerSpec says more';

/** Reads `workerSpec` of the predictor, with what its runtime says below it; null for a single node. */
export function readMultiNode({ node, runtime }: Component): MultiNode | null {
  const own = at(node, 'workerSpec');
  if (!own) return null;
  const lower = at(runtime, 'spec', 'workerSpec');
  const size = (key: string): Sourced<number> =>
    countAt(own, [key]) ?? (lower && countAt(lower, [key])) ?? defaulted(1, key, ONE);
  return {
    tensorParallel: size('tensorParallelSize'),
    pipelineParallel: size('pipelineParallelSize'),
  };
}

/** The parts of a deployment that `workerSpec` decides: accelerators of all nodes are tensor × pipeline parallel. */
export function spreadOverNodes(
  pod: PodReading,
  { tensorParallel, pipelineParallel }: MultiNode,
): Pick<Deployment, 'accelerator' | 'settings' | 'podsPerReplica'> {
  const count = {
    ...tensorParallel,
    value: tensorParallel.value * pipelineParallel.value,
  };
  const request: AcceleratorRequest = pod.values.accelerator ?? {
    product: null,
    confidence: 'inferred',
    count,
    resource: 'nvidia.com/gpu',
    vendor: 'NVIDIA',
    slice: null,
  };
  return {
    accelerator: { ...request, count },
    settings: { ...pod.values.settings, tensorParallel, pipelineParallel },
    podsPerReplica: { ...pipelineParallel, value: Math.max(1, pipelineParallel.value) },
  };
}
