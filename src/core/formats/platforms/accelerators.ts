import { managedInstance } from '../../catalog/managedInstance.ts';
import type { AcceleratorFacts, Catalog } from '../../model/catalog.ts';
import type { AcceleratorRequest, Provider, ServingPlatform } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';

const RESOURCES: Readonly<Record<AcceleratorRequest['vendor'], string>> = {
  NVIDIA: 'nvidia.com/gpu',
  AMD: 'amd.com/gpu',
  Google: 'google.com/tpu',
  AWS: 'aws.amazon.com/neuron',
  Intel: 'habana.ai/gaudi',
};

const VENDORS = Object.keys(RESOURCES) as AcceleratorRequest['vendor'][];

function vendorOf(facts: AcceleratorFacts | null): AcceleratorRequest['vendor'] {
  const name = facts?.vendor.toLowerCase();
  return VENDORS.find((vendor) => vendor.toLowerCase() === name) ?? 'NVIDIA';
}

/** Accelerators of a product that the config names in the words of its platform; as written where it is not known. */
export function namedAccelerator(
  name: Sourced<string>,
  count: Sourced<number>,
  catalog: Catalog,
): AcceleratorRequest {
  const facts = catalog.accelerator(name.value);
  const vendor = vendorOf(facts);
  return {
    product: { ...name, value: facts?.id ?? name.value },
    confidence: 'stated',
    count,
    resource: RESOURCES[vendor],
    vendor,
    slice: null,
  };
}

/** Accelerators that the config asks for without naming them. */
export function unnamedAccelerator(
  count: Sourced<number>,
  vendor: AcceleratorRequest['vendor'] = 'NVIDIA',
): AcceleratorRequest {
  return {
    product: null,
    confidence: 'inferred',
    count,
    resource: RESOURCES[vendor],
    vendor,
    slice: null,
  };
}

/** Accelerators that a server takes where it finds some: without a machine nobody knows whether it does. */
export function undecidedAccelerator(server: string): AcceleratorRequest {
  const reason = `${server} takes the GPUs that it finds; one is counted where there are any`;
  return {
    ...unnamedAccelerator({ value: 1, origin: { kind: 'default', name: 'accelerators', reason } }),
    undecided: `whether ${server} finds GPUs is for its machine to say`,
  };
}

/** The accelerators of one instance of a managed platform: null on CPU and where the type is not known. */
export function acceleratorOfManaged(
  platform: ServingPlatform,
  instanceType: Sourced<string> | null,
  catalog: Catalog,
): AcceleratorRequest | null {
  return (
    instanceType &&
    carried(instanceType, managedInstance(platform, instanceType.value, catalog), catalog)
  );
}

/** The accelerators of a cloud's instance type: null on CPU and where the type is not known. */
export function acceleratorOn(
  instanceType: Sourced<string> | null,
  catalog: Catalog,
  provider: Provider | null,
): AcceleratorRequest | null {
  if (!instanceType) return null;
  return carried(
    instanceType,
    catalog.instance(instanceType.value, provider ?? undefined),
    catalog,
  );
}

interface Machine {
  readonly accelerator: string | null;
  readonly acceleratorCount: number;
}

function carried(
  instanceType: Sourced<string>,
  machine: Machine | null,
  catalog: Catalog,
): AcceleratorRequest | null {
  if (!machine || machine.acceleratorCount <= 0) return null;
  const count = { ...instanceType, value: machine.acceleratorCount };
  return machine.accelerator === null
    ? unnamedAccelerator(count)
    : namedAccelerator({ ...instanceType, value: machine.accelerator }, count, catalog);
}
