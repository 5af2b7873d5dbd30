import { dailyPeak, weeklyPeak } from '../cost/demand.ts';
import { supposed } from '../insight/ownMachine.ts';
import type { Deployment } from '../model/deployment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { replicasNeeded } from './hold.ts';
import type { Subject } from './rule.ts';

/** Accelerators that most clouds rent out and that models are usually served on, smallest first. */
const usual = ['L4', 'L40S', 'A100-SXM-80', 'H100-SXM'];

/** How many of them a replica gets: what one machine holds. */
const counts = [1, 2, 4, 8];

/** With two replicas one can fail or be updated while the other serves. */
const leastReplicas = 2;

/** A deployment of one's own for the traffic of a hosted model. */
export interface OwnReplicas {
  readonly accelerator: string;
  readonly count: number;
  readonly replicas: number;
  readonly estimate: CostEstimate;
}

/**
 * The cheapest deployment of the model, served by vLLM on accelerators in the cloud and region that hold for the subject, that
 * answers its traffic in the busiest hour and holds its latency limits. Null where the model fits nowhere, or its speed is not
 * known. Costs two evaluations for each accelerator and count that is tried.
 */
export function ownReplicas(subject: Subject, model: string): OwnReplicas | null {
  let best: OwnReplicas | null = null;
  for (const accelerator of usual) {
    for (const count of counts) {
      const found = replicasOn(subject, model, accelerator, count);
      if (found !== null && monthOf(found) < monthOf(best)) best = found;
    }
  }
  return best;
}

const monthOf = (found: OwnReplicas | null): number =>
  found?.estimate.monthly?.expected ?? Infinity;

function replicasOn(
  subject: Subject,
  model: string,
  accelerator: string,
  count: number,
): OwnReplicas | null {
  const one = subject.suppose(served(subject.deployment, model, accelerator, count, 1));
  if (one.memory?.fits !== true || one.meetsSlo === false) return null;
  const { workload } = one;
  const course =
    workload.latencyClass.value === 'batch' ? dailyPeak(workload) : weeklyPeak(workload);
  const peak = workload.requestsPerSecond.value * course;
  const needed = replicasNeeded(one, peak);
  if (needed === null) return null;
  const replicas = Math.max(leastReplicas, Math.ceil(needed));
  const estimate = subject.suppose(served(subject.deployment, model, accelerator, count, replicas));
  if (estimate.monthly === null || estimate.lowerBound || estimate.meetsSlo === false) return null;
  return { accelerator, count, replicas, estimate };
}

function served(
  { id, name, uri, format, nameSpan, span, uris, placement }: Deployment,
  model: string,
  accelerator: string,
  count: number,
  replicas: number,
): Deployment {
  return {
    id,
    name,
    uri,
    format,
    kind: 'Deployment',
    namespace: null,
    nameSpan,
    span,
    uris,
    engine: supposed('vllm'),
    engineVersion: null,
    model: { id: supposed(model), location: null },
    settings: { tensorParallel: supposed(count) },
    accelerator: {
      product: supposed(accelerator),
      confidence: 'stated',
      count: supposed(count),
      resource: 'nvidia.com/gpu',
      vendor: 'NVIDIA',
      slice: null,
    },
    cpuCores: null,
    memoryGiB: null,
    podsPerReplica: supposed(1),
    supply: { kind: 'replicas' },
    replicas: { min: supposed(replicas), max: supposed(replicas), autoscaler: null },
    placement,
    volumes: [],
    team: null,
    environment: null,
    trafficShare: null,
    broken: false,
    notes: [],
  };
}
