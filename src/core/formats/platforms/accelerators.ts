import type { AcceleratorFacts, Catalog, ManagedPlatform } from '../../model/catalog.ts';
import type { AcceleratorRequest, Provider } from '../../model/deployment.ts';
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

/** What an instance type carries: the accelerator, or `none` on a CPU machine; null when the type is not known. */
export function instanceAccelerator(
  instanceType: Sourced<string>,
  catalog: Catalog,
  where: { readonly platform?: ManagedPlatform; readonly provider: Provider },
): AcceleratorRequest | 'none' | null {
  const found = machineOf(instanceType.value, catalog, where);
  if (!found) return null;
  if (found.acceleratorCount <= 0) return 'none';
  const count = { ...instanceType, value: found.acceleratorCount };
  return found.accelerator === null
    ? unnamedAccelerator(count)
    : namedAccelerator({ ...instanceType, value: found.accelerator }, count, catalog);
}

/** The accelerator of an instance type as a field of a deployment: null on CPU and where the type is not known. */
export function acceleratorOn(
  instanceType: Sourced<string> | null,
  catalog: Catalog,
  where: { readonly platform?: ManagedPlatform; readonly provider: Provider },
): AcceleratorRequest | null {
  const found = instanceType && instanceAccelerator(instanceType, catalog, where);
  return found === 'none' ? null : found;
}

interface Machine {
  readonly accelerator: string | null;
  readonly acceleratorCount: number;
}

/** The region in which the price lists of managed platforms are complete. */
const HOME: Readonly<Record<ManagedPlatform, string>> = {
  'aws-sagemaker': 'us-east-1',
  'gcp-vertex': 'us-central1',
  'hf-endpoints': 'aws',
};

function machineOf(
  name: string,
  catalog: Catalog,
  { platform, provider }: { readonly platform?: ManagedPlatform; readonly provider: Provider },
): Machine | null {
  const managed = platform ? catalog.managed(platform, name, HOME[platform]) : null;
  return managed ?? catalog.instance(name.replace(/^ml\./, ''), provider);
}
