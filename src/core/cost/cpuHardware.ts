import type { Catalog } from '../model/catalog.ts';
import type { Deployment } from '../model/deployment.ts';
import type { NamedInput } from '../model/estimate.ts';
import type { Origin } from '../model/sourced.ts';
import { nodeOf, replicaHour, type HardwareOption, type OfferTerms } from './offer.ts';
import type { PodRequest } from './packing.ts';
import type { Site } from './site.ts';
import { isUnusual } from './unusualMachines.ts';

/** What a pod without requests is taken to use: KServe’s own default for predictors. */
const unstatedCores = 1;
const unstatedMemoryGiB = 2;

/** Nodes of a general pool: larger ones are cheap by the share, but nobody brings one up for a small pod. */
export const usualCores = 16;

/** The cheapest share of a general machine that a pod without an accelerator takes; null when nothing is offered. */
export function cheapestCpuOption(
  deployment: Deployment,
  site: Site,
  catalog: Catalog,
  terms: OfferTerms,
): HardwareOption | null {
  const pod = cpuPod(deployment);
  const origin: Origin = {
    kind: 'default',
    name: 'instance type',
    reason: 'the config names none; the cheapest x86 machine that holds the pod is taken',
  };
  const offers = catalog
    .instancesWith(null, site.provider.value, site.region.value)
    .filter(({ instance }) => !isUnusual(instance) && instance.vcpus !== null);
  const cheapestUpTo = (cores: number): HardwareOption | null => {
    let best: HardwareOption | null = null;
    for (const offer of offers) {
      if ((offer.instance.vcpus ?? 0) > cores) continue;
      const node = nodeOf(offer, pod, terms);
      const hour = replicaHour(node);
      if (!node.packing.fits || hour === null) continue;
      if (best === null || hour < (replicaHour(best.node) ?? 0)) {
        best = { accelerator: null, origin, site, pod, node };
      }
    }
    return best;
  };
  return cheapestUpTo(usualCores) ?? cheapestUpTo(Infinity);
}

/** A pod’s requests with defaults for what it does not state: without any, it would seem to take no share at all. */
export function cpuPod(deployment: Deployment): PodRequest {
  return {
    accelerators: 0,
    cpuCores: deployment.cpuCores?.value ?? unstatedCores,
    memoryGiB: deployment.memoryGiB?.value ?? unstatedMemoryGiB,
    podsPerReplica: Math.max(1, deployment.podsPerReplica.value),
    ownMachine: deployment.ownMachines === true,
  };
}

/** The requests of a CPU pod that were assumed. */
export function assumedRequests(deployment: Deployment): readonly NamedInput[] {
  const reason = 'the pod does not state it; KServe’s default for predictors';
  const input = (name: string, value: number, unit: string): NamedInput => ({
    name,
    value,
    unit,
    origin: { kind: 'default', name, reason },
  });
  return [
    ...(deployment.cpuCores === null ? [input('CPU request', unstatedCores, 'cores')] : []),
    ...(deployment.memoryGiB === null ? [input('memory request', unstatedMemoryGiB, 'GiB')] : []),
  ];
}
