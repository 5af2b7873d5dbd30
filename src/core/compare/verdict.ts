import { leavesNodesEmpty, packingOf } from '../advice/emptyNodes.ts';
import { suits } from '../advice/precision.ts';
import { acceleratorRequest } from '../cost/acceleratorHardware.ts';
import { usualCores } from '../cost/cpuHardware.ts';
import type { PricedInstance } from '../model/catalog.ts';
import type { Deployment } from '../model/deployment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Verdict } from './comparison.ts';
import type { Terms } from './terms.ts';

/** Share of the requests that may be lost where no objective says how many. */
const mostDropped = 0.01;

export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: string | null;
}

/**
 * Why a deployment cannot run on such accelerators, whatever the machine around them is; null where it can, or where the
 * model is not known.
 */
export function cannotRun(
  { memory, hardware, quantization }: CostEstimate,
  deployment: Deployment,
): Judgement | null {
  if (memory?.fits === false) return only('does-not-fit');
  const accelerator = hardware?.accelerator ?? null;
  if (accelerator === null || quantization === null) return null;
  const method = quantization.value;
  return suits(accelerator, method, deployment)
    ? null
    : { verdict: 'no-arithmetic', reason: `${accelerator.id} does not compute in ${method}` };
}

/** What speaks first against an estimate of a deployment that can run; `holds` where nothing does. */
export function verdictOf(
  estimate: CostEstimate,
  deployment: Deployment,
  { assumptions, today, policies }: Terms,
): Judgement {
  const { hardware, monthly, performance, autoscaling, replicas } = estimate;
  const place = hardware?.instance ?? null;
  if (monthly === null || hardware?.pricePerHour == null || place === null) {
    return { verdict: 'unpriced', reason: estimate.missing.join(', ') || null };
  }
  const refused = namesOf(place, hardware.accelerator?.id ?? null).find(
    ([kind, name]) => !policies.allows(kind, name),
  );
  if (refused !== undefined) {
    const [kind, name] = refused;
    return { verdict: 'not-allowed', reason: `${name} is not in policies.allowed.${kind}` };
  }
  if (performance === null) return only('speed-not-known');
  if (estimate.meetsSlo === false) return only('misses-slo');
  if ((autoscaling?.droppedShare ?? 0) > mostDropped) return only('loses-requests');
  // Pods without accelerators share usual nodes with whatever else runs in the cluster.
  const { vcpus, name } = place.instance;
  const isShared =
    assumptions.nodeShare !== null ||
    (acceleratorRequest(deployment) === null && (vcpus ?? 0) <= usualCores);
  const packing = packingOf(hardware.nodeShare, vcpus);
  return !isShared && leavesNodesEmpty(name, packing, replicas.min, today)
    ? only('empty-nodes')
    : only('holds');
}

function namesOf(
  { instance, region }: PricedInstance,
  accelerator: string | null,
): readonly (readonly ['providers' | 'regions' | 'instanceTypes' | 'accelerators', string])[] {
  return [
    ['providers', instance.provider],
    ['regions', region],
    ['instanceTypes', instance.name],
    ...(accelerator === null ? [] : [['accelerators', accelerator] as const]),
  ];
}

function only(verdict: Verdict): Judgement {
  return { verdict, reason: null };
}
