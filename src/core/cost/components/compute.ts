import type { CostComponent, NamedInput } from '../../model/estimate.ts';
import type { Range } from '../../model/sourced.ts';
import { replicaHour, type OfferedNode } from '../offer.ts';
import type { PodRequest } from '../packing.ts';
import { scale, sourcedInput, type ComponentContext } from './context.ts';

/** Replica-hours × share of an instance × its price. */
export function computeComponent(context: ComponentContext): CostComponent {
  const { option, replicas, assumptions } = context;
  const hours = assumptions.hoursPerMonth;
  const node = option?.node ?? null;
  const hour = replicaHour(node);
  const base = {
    name: node === null ? 'Compute' : `Compute, ${node.offer.instance.name}`,
    category: 'compute',
    unit: 'instance-hours',
    quantity: node === null ? null : replicas.expected * node.packing.nodesPerReplica * hours.value,
  } as const;
  if (option === null || node === null || hour === null) {
    return {
      ...base,
      unitPrice: null,
      monthly: null,
      formula: context.unpriced ?? 'the hardware is not known',
      inputs: [],
    };
  }
  return {
    ...base,
    unitPrice: node.price.perHour,
    monthly: monthlyCompute(replicas, hour, hours.value),
    formula: 'replicas × nodes per replica × hours × price per hour',
    inputs: [
      ...replicaInputs(context),
      nodesInput(node, option.pod),
      sourcedInput('hours', hours, 'h/month'),
      ...node.price.inputs,
    ],
  };
}

function monthlyCompute(replicas: Range, replicaHourPrice: number, hours: number): Range {
  return scale(replicas, replicaHourPrice * hours);
}

function replicaInputs(context: ComponentContext): readonly NamedInput[] {
  const { replicas } = context.deployment;
  const fixed = sourcedInput(replicas.autoscaler === null ? 'replicas' : 'minimum', replicas.min);
  if (replicas.autoscaler === null) return [fixed];
  return [
    fixed,
    ...(replicas.max === null ? [] : [sourcedInput('maximum', replicas.max)]),
    {
      name: 'replicas on average',
      value: context.replicas.expected,
      unit: '',
      origin: {
        kind: 'derived',
        formula: 'hourly demand over the capacity of a replica, between minimum and maximum',
      },
    },
  ];
}

function nodesInput({ packing, offer }: OfferedNode, pod: PodRequest): NamedInput {
  const { instance } = offer;
  const asked = {
    accelerators: `${pod.accelerators} of ${instance.acceleratorCount} accelerators`,
    cpu: `${pod.cpuCores ?? 0} of the cores that ${instance.vcpus ?? 0} vCPUs leave to pods`,
    memory: `${pod.memoryGiB ?? 0} GiB of what ${instance.memoryGiB ?? 0} GiB leave to pods`,
  }[packing.limit];
  const pods = pod.podsPerReplica === 1 ? '' : ` × ${pod.podsPerReplica} pods`;
  return {
    name: 'nodes per replica',
    value: packing.nodesPerReplica,
    unit: '',
    origin: { kind: 'derived', formula: `${asked}${pods}` },
  };
}
