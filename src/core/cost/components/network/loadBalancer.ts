import type { CostComponent } from '../../../model/estimate.ts';
import { ancillaryPrice, priceInput, pricedCloud, type PricedCloud } from '../ancillary.ts';
import { requestsInput, requestsPerMonth, type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { hourlyLine } from '../hourly.ts';
import { line } from '../line.ts';
import { gib, responseSize } from './traffic.ts';

/** Hourly price of a load balancer, and the price of what goes through it per GiB. */
const loadBalancers: Readonly<Record<PricedCloud, { hour: string; traffic: string }>> = {
  aws: { hour: 'alb_hour', traffic: 'alb_lcu' }, // one LCU-hour carries a gigabyte
  gcp: { hour: 'lb_forwarding_rule', traffic: 'lb_data' },
  azure: { hour: 'lb_standard_first_5_rules', traffic: 'lb_data' },
};

/** The load balancer in front by its hours, and by what it carries. */
export function loadBalancerComponents(context: ComponentContext): readonly CostComponent[] {
  if (!counts('loadBalancer', context)) return [];
  const cloud = pricedCloud(context);
  const { share } = context.assumptions.components.loadBalancer;
  const items = cloud === null ? null : loadBalancers[cloud];
  const hour = items === null ? null : ancillaryPrice(context, items.hour);
  const traffic = items === null ? null : ancillaryPrice(context, items.traffic);
  const response = responseSize(context);
  const unknown = 'no load balancer price is known';
  return [
    hourlyLine(
      {
        name: 'Load balancer',
        category: 'network',
        unit: 'hours',
        share,
        of: 'a load balancer',
        price: hour,
        unknown,
      },
      context,
    ),
    line({
      name: 'Load balancer traffic',
      category: 'network',
      quantity: (requestsPerMonth(context) * response.bytes) / gib,
      unit: 'GiB',
      unitPrice: traffic?.usd ?? null,
      formula: 'requests × response × price',
      unknown,
      inputs: [
        requestsInput(context),
        ...response.inputs,
        ...(traffic === null ? [] : [priceInput(traffic)]),
      ],
    }),
  ];
}
