import { replicaConfiguration, servedModel } from '../cost/model.ts';
import { requestContent } from '../cost/serving.ts';
import { measuredSpeeds, withSpeeds } from '../cost/measuredSpeeds.ts';
import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { AcceleratorFacts, Catalog } from '../model/catalog.ts';
import type { Deployment } from '../model/deployment.ts';
import { estimateMemory } from '../performance/memory.ts';
import { mostRequestsPerSecond } from '../performance/performance.ts';
import type { Demand } from './demand.ts';
import { suits } from './precision.ts';

/** What can be said of a replica without its speed: much cheaper than that. */
export interface ReplicaFit {
  /** False where only what runs today may go on with its precision. */
  readonly suited: boolean;
  /** Requests/s that it cannot exceed; null where that bounds nothing, since an autoscaler decides how many run. */
  readonly most: number | null;
}

/** Null when the model is not known or does not fit. */
export function replicaFit(
  deployment: Deployment,
  accelerator: AcceleratorFacts,
  assumptions: Pick<ResolvedAssumptions, 'workload' | 'throughput'>,
  catalog: Catalog,
): ReplicaFit | null {
  const model = servedModel(deployment, catalog);
  if (model === null) return null;
  const { workload } = assumptions;
  const isWhole = deployment.accelerator?.slice == null;
  const replica = withSpeeds(
    replicaConfiguration(deployment, model, accelerator),
    isWhole ? measuredSpeeds(assumptions, catalog) : [],
  );
  const memory = estimateMemory(replica);
  if (!memory.fits) return null;
  return {
    suited: suits(accelerator, model.quantization.value, deployment),
    most:
      deployment.replicas.autoscaler === null
        ? mostRequestsPerSecond(replica, memory, requestContent(workload, deployment))
        : null,
  };
}

/** Replicas that run in any case: those that availability asks for, of an autoscaler its minimum where that is less. */
export function leastReplicas({ replicas }: Deployment, { floor }: Demand): number {
  return replicas.autoscaler === null ? floor : Math.min(floor, replicas.min.value);
}
