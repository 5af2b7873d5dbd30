import type { AcceleratorRequest, AcceleratorSlice } from '../../model/deployment.ts';

/** What a Kubernetes extended resource says about the accelerator behind it. */
export interface AcceleratorResource {
  readonly resource: string;
  readonly vendor: AcceleratorRequest['vendor'];
  readonly slice: AcceleratorSlice | null;
  /** The only product that offers this resource, where there is only one. */
  readonly product: string | null;
}

const WHOLE: Readonly<Record<string, AcceleratorRequest['vendor']>> = {
  'nvidia.com/gpu': 'NVIDIA',
  // Whole devices that are passed through to a virtual machine (Kata containers).
  'nvidia.com/pgpu': 'NVIDIA',
  'amd.com/gpu': 'AMD',
  'google.com/tpu': 'Google',
  'aws.amazon.com/neuron': 'AWS',
  'aws.amazon.com/neurondevice': 'AWS',
  'habana.ai/gaudi': 'Intel',
  'gpu.intel.com/i915': 'Intel',
  'gpu.intel.com/xe': 'Intel',
};

/** Reads the name of an extended resource; null for `cpu`, `memory` and whatever is no accelerator. */
export function acceleratorResource(name: string): AcceleratorResource | null {
  const vendor = WHOLE[name];
  if (vendor) return { resource: name, vendor, slice: null, product: null };
  if (name === 'nvidia.com/gpu.shared' || name === 'amd.com/gpu.shared') {
    return {
      resource: name,
      vendor: name.startsWith('amd') ? 'AMD' : 'NVIDIA',
      slice: { profile: 'shared', computeShare: 1, memoryGiB: null },
      product: null,
    };
  }
  if (name === NEURON_CORE) {
    return { resource: name, vendor: 'AWS', slice: neuronCore(null), product: null };
  }
  const profile = /^nvidia\.com\/mig-(\d+g\.\d+gb)(?:\.(?:me|shared))?$/.exec(name)?.[1];
  return profile ? { resource: name, vendor: 'NVIDIA', ...migProfile(profile) } : null;
}

export const NEURON_CORE = 'aws.amazon.com/neuroncore';

/**
 * One core of a Neuron chip, as its device plugin counts them: Trainium2 shows 4 logical cores of 24 GB by default, the
 * chips before it 2 cores of 16 GB (AWS Neuron documentation, "Logical NeuronCore configuration").
 */
export function neuronCore(product: string | null): AcceleratorSlice {
  const [cores, gigabytes] = product === 'Trainium2' ? [4, 24] : [2, 16];
  return { profile: 'neuroncore', computeShare: 1 / cores, memoryGiB: (gigabytes * 1e9) / 2 ** 30 };
}

/**
 * Products by MIG profile where the profile leaves no choice (NVIDIA MIG user guide, supported profiles). An 80 GB
 * profile may be an A100 or an H100.
 */
const MIG_PRODUCTS: Readonly<Record<string, string>> = {
  '1g.5gb': 'A100-SXM-40',
  '2g.10gb': 'A100-SXM-40',
  '3g.20gb': 'A100-SXM-40',
  '4g.20gb': 'A100-SXM-40',
  '7g.40gb': 'A100-SXM-40',
  '1g.6gb': 'A30',
  '2g.12gb': 'A30',
  '4g.24gb': 'A30',
  '1g.18gb': 'H200-SXM',
  '1g.35gb': 'H200-SXM',
  '2g.35gb': 'H200-SXM',
  '3g.71gb': 'H200-SXM',
  '4g.71gb': 'H200-SXM',
  '7g.141gb': 'H200-SXM',
  '1g.23gb': 'B200',
  '1g.45gb': 'B200',
  '2g.45gb': 'B200',
  '3g.90gb': 'B200',
  '4g.90gb': 'B200',
  '7g.180gb': 'B200',
};

/** What `nvidia-smi` shows as a slice's memory is about 2.5 % below the profile's name, in GiB. */
const USABLE_SHARE = 0.975;

/** `3g.40gb` → 3 of 7 compute slices and about 39 GiB. The A30 is cut into 4. */
export function migProfile(profile: string): {
  readonly slice: AcceleratorSlice;
  readonly product: string | null;
} {
  const [, compute = '1', memory = '0'] = /^(\d+)g\.(\d+)gb$/.exec(profile) ?? [];
  const product = MIG_PRODUCTS[profile] ?? null;
  return {
    product,
    slice: {
      profile,
      computeShare: Math.min(1, Number(compute) / (product === 'A30' ? 4 : 7)),
      memoryGiB: Number(memory) * USABLE_SHARE,
    },
  };
}
