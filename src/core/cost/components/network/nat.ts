import type { CostComponent, NamedInput } from '../../../model/estimate.ts';
import { ancillaryPrice, priceInput, pricedCloud, type PricedCloud } from '../ancillary.ts';
import { sourcedInput } from '../../inputs.ts';
import { scale, type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { hourlyLine } from '../hourly.ts';
import { line } from '../line.ts';

const gateways: Readonly<Record<PricedCloud, { hour: string; data: string }>> = {
  aws: { hour: 'nat_gateway_hour', data: 'nat_gateway_data' },
  gcp: { hour: 'cloud_nat_gateway', data: 'cloud_nat_data' },
  azure: { hour: 'nat_gateway', data: 'nat_gateway_data' },
};

/** The NAT gateway that private nodes pull images and weights through. */
export function natComponents(context: ComponentContext): readonly CostComponent[] {
  if (!counts('nat', context)) return [];
  const cloud = pricedCloud(context);
  const items = cloud === null ? null : gateways[cloud];
  const hour = items === null ? null : ancillaryPrice(context, items.hour);
  const data = items === null ? null : ancillaryPrice(context, items.data);
  const { share } = context.assumptions.components.nat;
  const pulled = pulls(context);
  const unknown = 'no NAT gateway price is known';
  return [
    hourlyLine(
      {
        name: 'NAT gateway',
        category: 'network',
        unit: 'hours',
        share,
        of: 'a NAT gateway',
        price: hour,
        unknown,
      },
      context,
    ),
    line({
      name: 'Pulls through NAT',
      category: 'network',
      quantity: pulled?.gib ?? null,
      unit: 'GiB',
      unitPrice: data?.usd ?? null,
      formula: 'GiB pulled × price',
      unknown: data === null ? unknown : 'what is pulled is not known (nat.pullGiB)',
      inputs: [...(pulled?.inputs ?? []), ...(data === null ? [] : [priceInput(data)])],
    }),
  ];
}

interface Pulls {
  readonly gib: number | ReturnType<typeof scale>;
  readonly inputs: readonly NamedInput[];
}

/** What is stated, else image and weights once for each replica: a node that is replaced once a month. */
function pulls(context: ComponentContext): Pulls | null {
  const { nat, registry } = context.assumptions.components;
  if (nat.pullGiB !== null) {
    return { gib: nat.pullGiB.value, inputs: [sourcedInput('pulled', nat.pullGiB, 'GiB/month')] };
  }
  const { weightsGiB } = context;
  if (weightsGiB === null) return null;
  const one = registry.imageGiB.value + weightsGiB;
  return {
    gib: scale(context.replicas, one),
    inputs: [
      sourcedInput('image', registry.imageGiB, 'GiB'),
      {
        name: 'weights',
        value: weightsGiB,
        unit: 'GiB',
        origin: {
          kind: 'derived',
          formula: 'size of the model as it is stored; pulled once a month by each replica',
        },
      },
    ],
  };
}
