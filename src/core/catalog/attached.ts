import type { InstanceType } from '../model/catalog.ts';
import type { ProviderPrices } from './schema.ts';

/** A machine with accelerators that are sold apart. */
export interface AttachedType {
  readonly instance: InstanceType;
  /** Types whose prices add up. */
  readonly machine: string;
  readonly part: string;
}

/** Every allowed combination of an N1 machine and accelerators, named `n1-standard-4+1xT4`. */
export function attachedTypes(
  machines: readonly InstanceType[],
  attachable: ProviderPrices['attachable'],
): readonly AttachedType[] {
  return machines
    .filter(({ name }) => name.startsWith('n1-'))
    .flatMap((machine) =>
      attachable
        .filter(
          ({ maxVcpus, maxMemoryGiB }) =>
            (machine.vcpus ?? Infinity) <= maxVcpus &&
            (machine.memoryGiB ?? Infinity) <= maxMemoryGiB,
        )
        .map(({ accelerator, type, count }) => ({
          machine: machine.name,
          part: type,
          instance: {
            ...machine,
            name: `${machine.name}+${count}x${accelerator}`,
            accelerator,
            acceleratorName: type.replace('gpu:', ''),
            acceleratorCount: count,
          },
        })),
    );
}
