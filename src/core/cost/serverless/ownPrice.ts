import type { ResolvedAssumptions } from '../../assumptions/resolved.ts';
import type { Deployment, ServingPlatform } from '../../model/deployment.ts';
import { sourcedInput } from '../inputs.ts';
import type { SecondPrice } from './price.ts';

/**
 * A price of the user's own: by the accelerator, for as many as an instance has, else for an instance of the platform.
 * Null where neither is stated.
 */
export function ownSecondPrice(
  platform: ServingPlatform,
  accelerator: string | null,
  deployment: Deployment,
  { prices }: ResolvedAssumptions,
): SecondPrice | null {
  const each = accelerator === null ? undefined : prices[accelerator.toLowerCase()];
  const whole = prices[platform];
  const price = each ?? whole;
  if (price === undefined) return null;
  const count = each === undefined ? 1 : (deployment.accelerator?.count.value ?? 1);
  return {
    usd: (price.value * count) / 3600,
    billed: 'instances',
    inputs: [sourcedInput('own price', price, 'USD/h')],
  };
}
