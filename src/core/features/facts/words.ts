import type { AcceleratorFacts, Catalog, InstanceType } from '../../model/catalog.ts';
import type { Currency } from '../../model/environment.ts';
import type { ModelFacts } from '../../model/modelFacts.ts';
import { formatGiB, formatHourly, formatLarge, formatNumber } from '../../report/format.ts';
import { offersOf, regionsOf } from './offers.ts';

/** `22.1 GiB · 300 GB/s · 121 TFLOPS at 16 bits`. */
export function acceleratorWords({
  visibleMemoryBytes,
  bandwidth,
  flops,
}: AcceleratorFacts): string {
  const { bf16 } = flops;
  return [
    formatGiB(visibleMemoryBytes / 2 ** 30),
    `${formatNumber(bandwidth / 1e9)} GB/s`,
    ...(bf16 === null ? [] : [`${formatNumber(bf16 / 1e12)} TFLOPS at 16 bits`]),
  ].join(' · ');
}

/** `from $0.8048/h (g6.xlarge, us-east-1)`; null where nobody sells it by the hour. */
export function cheapestWords(
  accelerator: string,
  catalog: Catalog,
  currency: Currency,
): string | null {
  const [offer] = offersOf(accelerator, catalog);
  if (offer === undefined) return null;
  const { instance, region } = offer.cheapest;
  return `from ${formatHourly(offer.perAccelerator, currency)} (${instance.name}, ${region})`;
}

/** `4 × L4 · 48 vCPU · 192 GiB`. */
export function machineWords(instance: InstanceType): string {
  const { accelerator, acceleratorName, acceleratorCount, vcpus, memoryGiB } = instance;
  const name = accelerator ?? acceleratorName;
  return [
    ...(name === null || acceleratorCount === 0
      ? []
      : [`${formatNumber(acceleratorCount)} × ${name}`]),
    ...(vcpus === null ? [] : [`${formatNumber(vcpus)} vCPU`]),
    ...(memoryGiB === null ? [] : [formatGiB(memoryGiB)]),
  ].join(' · ');
}

/** `$0.8048/h` in the region, else the cheapest one and where; null where no price is known. */
export function instancePriceWords(
  instance: InstanceType,
  region: string | null,
  catalog: Catalog,
  currency: Currency,
): string | null {
  const here = region === null ? null : (catalog.price(instance, region)?.onDemand ?? null);
  if (here !== null) return formatHourly(here, currency);
  const [cheapest] = regionsOf(instance, catalog);
  const price = cheapest?.price.onDemand ?? null;
  return cheapest === undefined || price === null
    ? null
    : `from ${formatHourly(price, currency)} (${cheapest.region})`;
}

/** `8 billion parameters`, `46.7 billion parameters, 12.9 billion active`. */
export function sizeWords({ parameters, activeParameters }: ModelFacts): string {
  const active = activeParameters < parameters ? `, ${formatLarge(activeParameters)} active` : '';
  return `${formatLarge(parameters)} parameters${active}`;
}
