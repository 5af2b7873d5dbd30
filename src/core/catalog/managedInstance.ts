import type { Catalog, ManagedPlatform } from '../model/catalog.ts';
import type { ServingPlatform } from '../model/deployment.ts';

/** An instance of a managed platform by its name, wherever it runs. */
export interface ManagedInstance {
  /** As the price list writes it: `ml.g5.xlarge`, `nvidia-l4-x1`, `n1-standard-4`. */
  readonly name: string;
  readonly vcpus: number | null;
  readonly memoryGiB: number | null;
  /** Catalogue id; null on CPU, or where the catalogue lacks the product. */
  readonly accelerator: string | null;
  /** May be a fraction of one; 0 on CPU. */
  readonly acceleratorCount: number;
}

/**
 * What an instance name of a managed platform stands for; null when it is not known. Names are matched ignoring case:
 * SageMaker `ml.g5.xlarge`, Vertex machine types (accelerators that are attached to N1 machines are not part of the
 * name), Azure ML VM sizes, Hugging Face `nvidia-l4 x1` or `nvidia-l4-x1`, Databricks workload types, BentoCloud
 * `gpu.l4.1`. No region is needed: what a name stands for is the same in all of them.
 */
export function managedInstance(
  platform: ServingPlatform,
  name: string,
  catalog: Catalog,
): ManagedInstance | null {
  const written = name.trim();
  if (written === '') return null;
  switch (platform) {
    case 'aws-sagemaker':
      return (
        listed(platform, written, ['us-east-1'], catalog) ??
        (/^ml\./i.test(written) ? machine(written.slice(3), 'aws', catalog, 'ml.') : null)
      );
    case 'gcp-vertex':
      return (
        listed(platform, written, ['us-central1'], catalog) ?? machine(written, 'gcp', catalog)
      );
    case 'azure-ml':
      return machine(written, 'azure', catalog);
    case 'hf-endpoints':
      return listed(platform, huggingFaceName(written), huggingFaceVendors, catalog);
    case 'databricks':
      return named(written, databricksWorkloads[written.toUpperCase()] ?? null, catalog);
    case 'bentocloud':
      return named(written, bentoInstance(written), catalog);
    default:
      return null;
  }
}

/** Clouds that Hugging Face Endpoints run on; `region` of their prices. */
export const huggingFaceVendors = ['aws', 'gcp', 'azure'] as const;

/** `nvidia-l4 x1`, `nvidia-l4/x1` and `nvidia-l4-x1` are one: instance type and size. */
function huggingFaceName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s/:,]+/g, '-');
}

/**
 * `workload_type` of Databricks model serving (docs.databricks.com, "Create custom model serving endpoints", 2025): AWS
 * sells A10G where Azure sells A100; the names do not overlap.
 */
const databricksWorkloads: Readonly<Record<string, NamedAccelerators>> = {
  GPU_SMALL: ['T4', 1],
  GPU_MEDIUM: ['A10G', 1],
  MULTIGPU_MEDIUM: ['A10G', 4],
  GPU_MEDIUM_8: ['A10G', 8],
  GPU_LARGE: ['A100-PCIe-80', 1],
  GPU_LARGE_2: ['A100-PCIe-80', 2],
};

type NamedAccelerators = readonly [product: string, count: number];

/** `gpu.l4.1`, `gpu.a100.2x`: product and count (docs.bentoml.com, BentoCloud instance types, 2025). */
function bentoInstance(name: string): NamedAccelerators | null {
  const found = /^gpu\.([a-z0-9]+(?:-[a-z0-9]+)*)\.(\d+)x?$/i.exec(name);
  return found === null ? null : [found[1] ?? '', Number(found[2])];
}

function listed(
  platform: ManagedPlatform,
  name: string,
  regions: readonly string[],
  catalog: Catalog,
): ManagedInstance | null {
  for (const region of regions) {
    const price = catalog.managed(platform, name, region);
    if (price !== null) return price;
  }
  return null;
}

function machine(
  name: string,
  provider: 'aws' | 'gcp' | 'azure',
  catalog: Catalog,
  prefix = '',
): ManagedInstance | null {
  const instance = catalog.instance(name, provider);
  return instance === null ? null : { ...instance, name: prefix + instance.name };
}

function named(
  name: string,
  accelerators: NamedAccelerators | null,
  catalog: Catalog,
): ManagedInstance | null {
  if (accelerators === null) return null;
  const facts = catalog.accelerator(accelerators[0]);
  if (facts === null) return null;
  return {
    name,
    vcpus: null,
    memoryGiB: null,
    accelerator: facts.id,
    acceleratorCount: accelerators[1],
  };
}
