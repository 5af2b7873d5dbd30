import type { ConstrainedKind } from '../assumptions/constraints.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Sourced } from '../model/sourced.ts';
import type { Subject } from './rule.ts';

/** What a deployment uses of what policies speak of, as far as the config, the assumptions or the settings name it. */
export function statedUse({
  deployment,
  estimate,
}: Pick<Subject, 'deployment' | 'estimate'>): Readonly<
  Record<ConstrainedKind, Sourced<string> | null>
> {
  const { placement, accelerator, supply } = deployment;
  const { hardware, candidates } = estimate;
  const assumed = (name: string): Sourced<string> | null => {
    const input = estimate.assumptions.find((one) => one.name === name);
    const isStated = input?.origin.kind === 'assumptions' || input?.origin.kind === 'setting';
    return input === undefined || !isStated
      ? null
      : { value: String(input.value), origin: input.origin };
  };
  const instanceType =
    placement.instanceType ?? (supply.kind === 'managed' ? supply.instanceType : null);
  const isNamed = candidates.length === 0 && hardware?.origin.kind !== 'default';
  const used = hardware?.accelerator ?? null;
  const product = accelerator?.product ?? null;
  return {
    accelerators:
      used !== null && isNamed && hardware !== null
        ? { value: used.id, origin: product?.origin ?? hardware.origin }
        : product,
    regions: placement.region ?? assumed('region'),
    providers:
      placement.provider ??
      assumed('provider') ??
      (instanceType !== null && hardware?.instance != null
        ? { value: hardware.instance.instance.provider, origin: instanceType.origin }
        : null),
    instanceTypes: instanceType ?? assumed('instance type'),
  };
}

/** What an estimate takes it to use, named or not; null where it takes nothing. */
export function effectiveUse({
  hardware,
}: CostEstimate): Readonly<Record<ConstrainedKind, string | null>> {
  const place = hardware?.instance ?? null;
  return {
    accelerators: hardware?.accelerator?.id ?? null,
    regions: place?.region ?? null,
    providers: place?.instance.provider ?? null,
    instanceTypes: place?.instance.name ?? null,
  };
}
