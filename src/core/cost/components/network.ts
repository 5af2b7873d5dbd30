import type { CostComponent, NamedInput } from '../../model/estimate.ts';
import { ancillaryPrice, priceInput, pricedCloud, type PricedCloud } from './ancillary.ts';
import { constant, requestsPerMonth, sourcedInput, type ComponentContext } from './context.ts';
import { egressTiers } from './egressTiers.ts';

const gib = 2 ** 30;

/** Responses that leave the cloud, and the load balancer in front. */
export function networkComponents(context: ComponentContext): readonly CostComponent[] {
  const { egress, loadBalancer } = context.assumptions.components;
  return [
    ...(egress.enabled ? [egressComponent(context)] : []),
    ...(loadBalancer.enabled ? loadBalancerComponents(context) : []),
  ];
}

/** Response size of models that answer with something other than tokens. */
const bytesPerVectorElement = 11; // one number of a JSON array, `-0.0123456`, with its comma
const bytesPerScore = 1000; // a small JSON document

interface ResponseSize {
  readonly bytes: number;
  readonly inputs: readonly NamedInput[];
}

function responseSize(context: ComponentContext): ResponseSize {
  const { egress } = context.assumptions.components;
  if (egress.bytesPerRequest !== null) {
    const { bytesPerRequest } = egress;
    return {
      bytes: bytesPerRequest.value,
      inputs: [sourcedInput('response', bytesPerRequest, 'bytes')],
    };
  }
  const tokens = context.workload.outputTokens;
  if (tokens.value > 0) {
    return {
      bytes: tokens.value * egress.bytesPerToken.value,
      inputs: [
        sourcedInput('output tokens', tokens, 'tokens/request'),
        sourcedInput('response', egress.bytesPerToken, 'bytes/token'),
      ],
    };
  }
  const width = context.model?.modality === 'embedding' && context.model.architecture?.hiddenSize;
  const bytes = typeof width === 'number' ? width * bytesPerVectorElement : bytesPerScore;
  const reason =
    typeof width === 'number'
      ? `a JSON array of ${width} numbers of about ${bytesPerVectorElement} characters`
      : 'a small JSON document';
  return {
    bytes,
    inputs: [
      {
        name: 'response',
        value: bytes,
        unit: 'bytes',
        origin: { kind: 'default', name: 'egress.bytesPerRequest', reason },
      },
    ],
  };
}

function requestInput(context: ComponentContext): NamedInput {
  return {
    name: 'requests',
    value: requestsPerMonth(context),
    unit: 'requests/month',
    origin: { kind: 'derived', formula: 'requests answered a second × 3,600 × hours' },
  };
}

function egressComponent(context: ComponentContext): CostComponent {
  const response = responseSize(context);
  const volume = (requestsPerMonth(context) * response.bytes) / gib;
  const priced = egressTiers(context, volume);
  return {
    name: 'Egress to the internet',
    category: 'network',
    quantity: volume,
    unit: 'GiB',
    unitPrice: priced?.perGiB ?? null,
    monthly: priced === null ? null : constant(priced.usd),
    formula: priced === null ? 'no egress price is known' : 'requests × response × price by tier',
    inputs: [requestInput(context), ...response.inputs, ...(priced?.inputs ?? [])],
  };
}

/** Hourly price of a load balancer, and the price of what goes through it per GiB. */
const loadBalancers: Readonly<Record<PricedCloud, { hour: string; traffic: string }>> = {
  aws: { hour: 'alb_hour', traffic: 'alb_lcu' }, // one LCU-hour carries a gigabyte
  gcp: { hour: 'lb_forwarding_rule', traffic: 'lb_data' },
  azure: { hour: 'lb_standard_first_5_rules', traffic: 'lb_data' },
};

function loadBalancerComponents(context: ComponentContext): readonly CostComponent[] {
  const cloud = pricedCloud(context);
  const hours = context.assumptions.hoursPerMonth;
  const { share } = context.assumptions.components.loadBalancer;
  const items = cloud === null ? null : loadBalancers[cloud];
  const hour = items === null ? null : ancillaryPrice(context, items.hour);
  const traffic = items === null ? null : ancillaryPrice(context, items.traffic);
  const response = responseSize(context);
  const volume = (requestsPerMonth(context) * response.bytes) / gib;
  return [
    {
      name: 'Load balancer',
      category: 'network',
      quantity: hours.value * share.value,
      unit: 'hours',
      unitPrice: hour?.usd ?? null,
      monthly: hour === null ? null : constant(hours.value * share.value * hour.usd),
      formula: hour === null ? 'no load balancer price is known' : 'hours × share × price per hour',
      inputs: [
        sourcedInput('hours', hours, 'h/month'),
        sourcedInput('share of a load balancer', share),
        ...(hour === null ? [] : [priceInput(hour)]),
      ],
    },
    {
      name: 'Load balancer traffic',
      category: 'network',
      quantity: volume,
      unit: 'GiB',
      unitPrice: traffic?.usd ?? null,
      monthly: traffic === null ? null : constant(volume * traffic.usd),
      formula: traffic === null ? 'no load balancer price is known' : 'requests × response × price',
      inputs: [
        requestInput(context),
        ...response.inputs,
        ...(traffic === null ? [] : [priceInput(traffic)]),
      ],
    },
  ];
}
