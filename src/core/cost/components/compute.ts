import type { CostComponent, NamedInput } from '../../model/estimate.ts';
import type { Range } from '../../model/sourced.ts';
import { replicaHour, type HardwareOption } from '../offer.ts';
import { scale, sourcedInput, type ComponentContext } from './context.ts';

/** Replica-hours × share of an instance × its price. */
export function computeComponent(context: ComponentContext): CostComponent {
  const { option, replicas, assumptions } = context;
  const hours = assumptions.hoursPerMonth;
  const hour = option === null ? null : replicaHour(option);
  const base = {
    name: option === null ? 'Compute' : `Compute, ${option.offer.instance.name}`,
    category: 'compute',
    unit: 'instance-hours',
  } as const;
  if (option === null || hour === null) {
    return {
      ...base,
      quantity: option === null ? null : replicas.expected * nodes(option) * hours.value,
      unitPrice: null,
      monthly: null,
      formula: `no price: ${context.unpriced ?? 'the hardware is not known'}`,
      inputs: [],
    };
  }
  return {
    ...base,
    quantity: replicas.expected * nodes(option) * hours.value,
    unitPrice: option.price.perHour,
    monthly: monthlyCompute(replicas, hour, hours.value),
    formula: 'replicas × nodes per replica × hours × price per hour',
    inputs: [
      ...replicaInputs(context),
      nodesInput(option),
      sourcedInput('hours', hours, 'h/month'),
      ...option.price.inputs,
    ],
  };
}

function nodes(option: HardwareOption): number {
  return option.packing.nodesPerReplica;
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

function nodesInput(option: HardwareOption): NamedInput {
  const { packing, offer, pod } = option;
  const { instance } = offer;
  const asked = {
    accelerators: `${pod.accelerators} of ${instance.acceleratorCount} accelerators`,
    cpu: `${pod.cpuCores ?? 0} of ${instance.vcpus ?? 0} cores`,
    memory: `${pod.memoryGiB ?? 0} of ${instance.memoryGiB ?? 0} GiB`,
  }[packing.limit];
  const pods = pod.podsPerReplica === 1 ? '' : ` × ${pod.podsPerReplica} pods`;
  return {
    name: 'nodes per replica',
    value: packing.nodesPerReplica,
    unit: '',
    origin: { kind: 'derived', formula: `${asked} that a node can give${pods}` },
  };
}
