import { remembered } from './remembered.ts';
import type { Subject } from './rule.ts';

/** Something without a price, and what a person can state so that it has one. */
interface OpenPrice {
  /** A phrase: `no price of Trainium2 is known`. */
  readonly missing: string;
  /** A sentence. */
  readonly settle: string;
}

/** Keys of `.servingcost.yaml` that the estimate names itself: `(workload.requestsPerSecond)`. */
const namedKey = / \(((?:[a-z]\w*\.)+\w+)\)$/i;

/** What of the month is unpriced, in the order of the estimate; what `unknown-accelerator` says is left out. */
export const openPrices = remembered((subject): readonly OpenPrice[] => {
  const { estimate } = subject;
  const byAccelerator = isByAccelerator(subject);
  return estimate.missing
    .filter((_, index) => !(byAccelerator && index === 0))
    .map((missing) => ({
      missing: missing.replace(namedKey, ''),
      settle: settle(missing, subject),
    }));
});

/** True where the accelerator is what has no price: the first thing that is missing. */
export function isByAccelerator({ deployment, estimate }: Subject): boolean {
  return (
    deployment.accelerator !== null &&
    deployment.placement.instanceType === null &&
    deployment.supply.kind === 'replicas' &&
    estimate.hardware === null
  );
}

function settle(missing: string, subject: Subject): string {
  const { deployment, estimate } = subject;
  const { supply } = deployment;
  const key = namedKey.exec(missing)?.[1];
  if (key !== undefined) return `State ${key} in .servingcost.yaml.`;
  if (/^how many (replicas|nodes) run/.test(missing)) {
    return 'State replicas in .servingcost.yaml: how many run on average.';
  }
  const component = /^price of (.+)$/.exec(missing)?.[1];
  if (component !== undefined) {
    return `No price of the provider is known for it: state provider and region in .servingcost.yaml, or leave it out there (components).`;
  }
  switch (supply.kind) {
    case 'api':
      return settleApi(subject);
    case 'serverless': {
      const name = estimate.hardware?.accelerator?.id ?? supply.platform;
      return `State prices.${name} in .servingcost.yaml, USD per hour.`;
    }
    case 'units':
      return 'Its price is in the contract: the total leaves it out.';
    case 'managed': {
      const { instanceType, platform } = supply;
      const name = instanceType?.value ?? estimate.hardware?.accelerator?.id ?? platform;
      const orName =
        instanceType === null ? 'Name the instance type in the config, or state' : 'State';
      return `${orName} prices.${name} in .servingcost.yaml, USD per hour.`;
    }
    case 'nodes':
    case 'replicas': {
      const { instanceType } = deployment.placement;
      const name = instanceType?.value ?? estimate.hardware?.accelerator?.id ?? null;
      return name === null
        ? 'State instanceType in .servingcost.yaml, and its price (prices) where the list lacks it.'
        : `State prices.${name} in .servingcost.yaml, USD per hour.`;
    }
  }
}

function settleApi({ deployment }: Subject): string {
  const { route, format } = deployment;
  const ownPrice = 'state input_cost_per_token and output_cost_per_token in its model_info';
  if (route?.endpoint != null) {
    const orState = format === 'litellm' ? `, or ${ownPrice}` : '';
    return `Price the config of that server together with this file${orState}.`;
  }
  return format === 'litellm'
    ? `S${ownPrice.slice(1)}.`
    : 'The price list has no such offer: its invoice says what it costs.';
}
