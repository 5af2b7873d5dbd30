import type { CostComponent, CostPart, NamedInput } from '../../../model/estimate.ts';
import { replicaHour, type OfferedNode } from '../../offer.ts';
import type { PodRequest } from '../../packing.ts';
import { sourcedInput } from '../../inputs.ts';
import { trafficIsStated } from '../../workload.ts';
import { scale, type ComponentContext } from '../context.ts';

/** Replica-hours × share of an instance × its price, and what of it stands idle or starts. */
export function replicaHourComponent(context: ComponentContext): CostComponent {
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
  const monthly = scale(replicas, hour * hours.value);
  const parts = partsOf(monthly.expected, hour, context);
  return {
    ...base,
    unitPrice: node.price.perHour,
    monthly,
    formula: 'replicas × nodes per replica × hours × price per hour',
    inputs: [
      ...replicaInputs(context),
      nodesInput(node, option.pod, context),
      sourcedInput('hours', hours, 'h/month'),
      ...node.price.inputs,
    ],
    ...(parts.length > 0 ? { parts } : {}),
  };
}

/** Nothing is called idle where the traffic itself was derived from the replicas. */
function partsOf(
  monthly: number,
  replicaHourPrice: number,
  context: ComponentContext,
): readonly CostPart[] {
  const { week, coldStartSeconds, assumptions } = context;
  if (week === null || !trafficIsStated(context.workload)) return [];
  const weeks = assumptions.hoursPerMonth.value / 168;
  const starting = (week.coldStarts * weeks * coldStartSeconds * replicaHourPrice) / 3600;
  return [
    {
      name: 'idle',
      monthly: monthly * week.idleShare,
      formula: 'share of the paid replica time that the demand does not need at planned capacity',
    },
    ...(starting > 0
      ? [
          {
            name: 'starting',
            monthly: Math.min(monthly, starting),
            formula: 'starts of the autoscaler × cold start × price of a replica-hour',
          },
        ]
      : []),
  ].filter((part) => part.monthly > 0);
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

function nodesInput(
  { packing, offer }: OfferedNode,
  pod: PodRequest,
  { assumptions, deployment }: ComponentContext,
): NamedInput {
  const { instance } = offer;
  const pods = pod.podsPerReplica === 1 ? '' : ` × ${pod.podsPerReplica} pods`;
  const name = 'nodes per replica';
  const share = assumptions.serverShare ?? assumptions.nodeShare;
  if (share !== null) {
    return { name, value: packing.nodesPerReplica, unit: '', origin: share.origin };
  }
  const whole = deployment.supply.kind === 'managed' || deployment.supply.kind === 'nodes';
  const asked = {
    accelerators: `${pod.accelerators} of ${instance.acceleratorCount} accelerators`,
    cpu: `${short(pod.cpuCores ?? 0)} of the cores that ${instance.vcpus ?? 0} vCPUs leave to pods`,
    memory: `${short(pod.memoryGiB ?? 0)} GiB of what ${instance.memoryGiB ?? 0} GiB leave to pods`,
  }[packing.limit];
  const formula = whole ? 'each replica is a whole instance' : asked;
  return {
    name,
    value: packing.nodesPerReplica,
    unit: '',
    origin: { kind: 'derived', formula: `${formula}${pods}` },
  };
}

/** Sizes in binary units are long fractions of others. */
function short(size: number): number {
  return Number(size.toPrecision(3));
}
