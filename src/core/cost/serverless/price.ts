import { sourcedInput } from '../inputs.ts';
import type { AncillaryPrice, Catalog } from '../../model/catalog.ts';
import type { Deployment, ServingPlatform } from '../../model/deployment.ts';
import type { NamedInput } from '../../model/estimate.ts';
import type { Sourced } from '../../model/sourced.ts';

/** What a second of one serverless instance costs, and which seconds are billed. */
export interface SecondPrice {
  readonly usd: number;
  /** `requests`: while it answers; `instances`: from its start until it goes. */
  readonly billed: 'requests' | 'instances';
  readonly inputs: readonly NamedInput[];
}

export interface ServerlessInstance {
  readonly platform: ServingPlatform;
  readonly deployment: Deployment;
  /** Catalogue id; null on CPU. */
  readonly accelerator: string | null;
  readonly region: string;
  readonly catalog: Catalog;
}

/** Price of a second, or the reason why it is not known. */
export function secondPrice(of: ServerlessInstance): SecondPrice | string {
  switch (of.platform) {
    case 'aws-sagemaker':
      return sagemakerSecond(of);
    case 'gcp-cloud-run':
      return cloudRunSecond(of);
    case 'hf-endpoints':
      return huggingFaceSecond(of);
    case 'cerebrium':
      return cerebriumSecond(of);
    default:
      return acceleratorSecond(of);
  }
}

/** GB of memory × seconds (SageMaker has no accelerators in serverless endpoints). */
function sagemakerSecond({
  deployment,
  catalog,
  region,
}: ServerlessInstance): SecondPrice | string {
  const price = priceOf(catalog, 'aws', 'sagemaker_serverless_compute', region, 'us-east-1');
  if (price === null) return 'no price of SageMaker serverless inference is known';
  if (deployment.memoryGiB === null) return 'the memory of the serverless endpoint is not stated';
  return {
    usd: deployment.memoryGiB.value * price.usd,
    billed: 'requests',
    inputs: [sourcedInput('memory', deployment.memoryGiB, 'GB'), listed(price)],
  };
}

/** What a Cloud Run service gets that states nothing (cloud.google.com/run/docs, 2026); an L4 needs 4 CPU and 16 GiB. */
const cloudRunDefaults = { cores: 1, memoryGiB: 0.5, gpuCores: 4, gpuMemoryGiB: 16 } as const;

function cloudRunSecond(of: ServerlessInstance): SecondPrice | string {
  const { deployment, accelerator, catalog, region } = of;
  const cpu = priceOf(catalog, 'gcp', 'cloud_run_cpu', region, 'us-central1');
  const memory = priceOf(catalog, 'gcp', 'cloud_run_memory', region, 'us-central1');
  const count = deployment.accelerator?.count.value ?? 0;
  const withGpu = count > 0;
  const gpu = withGpu
    ? priceOf(catalog, 'gcp', `cloud_run_gpu ${accelerator}`, region, 'us-central1')
    : null;
  if (cpu === null || memory === null) return 'no price of Cloud Run is known';
  if (withGpu && gpu === null) {
    return `no price of ${accelerator ?? 'such an accelerator'} on Cloud Run is known`;
  }
  const unstated = (name: string, value: number): Sourced<number> => ({
    value,
    origin: { kind: 'default', name, reason: 'what Cloud Run gives where nothing is stated' },
  });
  const cores =
    deployment.cpuCores ??
    unstated('CPU', withGpu ? cloudRunDefaults.gpuCores : cloudRunDefaults.cores);
  const size =
    deployment.memoryGiB ??
    unstated('memory', withGpu ? cloudRunDefaults.gpuMemoryGiB : cloudRunDefaults.memoryGiB);
  return {
    usd: cores.value * cpu.usd + size.value * memory.usd + count * (gpu?.usd ?? 0),
    billed: withGpu ? 'instances' : 'requests',
    inputs: [
      sourcedInput('CPU', cores, 'vCPU'),
      listed(cpu),
      sourcedInput('memory', size, 'GiB'),
      listed(memory),
      ...(gpu === null ? [] : [listed(gpu)]),
    ],
  };
}

/** An endpoint that scales to zero: its instance by the minute while it is up. */
function huggingFaceSecond(of: ServerlessInstance): SecondPrice | string {
  const { accelerator, catalog, deployment, region } = of;
  const unknown = `no price of ${accelerator ?? 'such an instance'} on hf-endpoints is known`;
  if (accelerator === null) return unknown;
  const count = deployment.accelerator?.count.value ?? 1;
  const name = `nvidia-${accelerator.split('-')[0]?.toLowerCase() ?? ''}-x${count}`;
  const vendors = [region, 'aws', 'gcp', 'azure'];
  const price = vendors
    .map((vendor) => catalog.managed('hf-endpoints', name, vendor))
    .find((one) => one !== null);
  if (price == null) return unknown;
  const { source, asOf, perHour } = price;
  return {
    usd: perHour / 3600,
    billed: 'instances',
    inputs: [
      {
        name: `${name} (${price.region})`,
        value: perHour,
        unit: 'USD/h',
        origin: { kind: 'catalog', entry: name, source, asOf },
      },
    ],
  };
}

/** Platforms that sell an accelerator by the second: the entry that names it. */
function acceleratorSecond(of: ServerlessInstance): SecondPrice | string {
  const { platform, accelerator, catalog, deployment } = of;
  const unknown = `no public price of ${accelerator ?? 'such an instance'} by the second on ${platform} is known`;
  if (accelerator === null) return unknown;
  const price = catalog.ancillaries.find(
    ({ cloud, unit, item }) =>
      cloud === platform && unit === 'second' && namesAccelerator(item, accelerator, catalog),
  );
  if (price === undefined) return unknown;
  const count = deployment.accelerator?.count.value ?? 1;
  return { usd: price.usd * count, billed: 'instances', inputs: [listed(price)] };
}

/** Accelerators, CPU and memory, each by the second (cerebrium.ai/pricing). An app has to state its CPU and its memory. */
function cerebriumSecond(of: ServerlessInstance): SecondPrice | string {
  const { deployment, catalog, region } = of;
  const { cpuCores, memoryGiB } = deployment;
  const cpu = catalog.ancillary('cerebrium', 'vCPU', region);
  const memory = catalog.ancillary('cerebrium', 'memory', region);
  if (cpu === null || memory === null) return 'no price of Cerebrium is known';
  const isAccelerated = (deployment.accelerator?.count.value ?? 0) > 0;
  const accelerators = isAccelerated ? acceleratorSecond(of) : null;
  if (typeof accelerators === 'string') return accelerators;
  if (cpuCores === null) return 'the CPU of the app is not stated';
  if (memoryGiB === null) return 'the memory of the app is not stated';
  return {
    usd: (accelerators?.usd ?? 0) + cpuCores.value * cpu.usd + memoryGiB.value * memory.usd,
    billed: 'instances',
    inputs: [
      ...(accelerators?.inputs ?? []),
      sourcedInput('CPU', cpuCores, 'vCPU'),
      listed(cpu),
      sourcedInput('memory', memoryGiB, 'GB'),
      listed(memory),
    ],
  };
}

/** `24GB L4/A5000/3090` names three; `A100-80GB` one, of which the form (SXM, PCIe) makes no difference in price. */
function namesAccelerator(item: string, accelerator: string, catalog: Catalog): boolean {
  const size = /^(\d+)GB\s+/.exec(item)?.[1];
  const names = item.replace(/^\d+GB\s+/, '').split('/');
  return names.some((name) => {
    const facts = catalog.accelerator(name) ?? catalog.accelerator(`${name}-${size ?? ''}GB`);
    return facts !== null && product(facts.id) === product(accelerator);
  });
}

function product(id: string): string {
  return id.replace(/-(SXM|PCIe|NVL)\d*/i, '').toUpperCase();
}

function priceOf(
  catalog: Catalog,
  cloud: string,
  item: string,
  region: string,
  main: string,
): AncillaryPrice | null {
  return catalog.ancillary(cloud, item, region) ?? catalog.ancillary(cloud, item, main);
}

function listed(price: AncillaryPrice): NamedInput {
  return {
    name: `${price.item} (${price.cloud})`,
    value: price.usd,
    unit: `USD/${price.unit}`,
    origin: { kind: 'catalog', entry: price.item, source: price.source, asOf: price.asOf },
  };
}
