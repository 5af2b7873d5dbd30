import type {
  AcceleratorFacts,
  Catalog,
  InstancePrice,
  InstanceType,
  PricedInstance,
} from '../../src/core/model/catalog.ts';
import type { ModelFacts } from '../../src/core/model/modelFacts.ts';

const accelerator = (
  id: string,
  memoryBytes: number,
  bandwidth: number,
  bf16: number,
): AcceleratorFacts => ({
  id,
  vendor: 'NVIDIA',
  kind: 'gpu',
  memoryBytes,
  visibleMemoryBytes: memoryBytes * 0.99,
  visibleMemorySource: 'sample',
  bandwidth,
  flops: { bf16, fp8: null, int8: bf16 * 2, fp4: null },
  interconnect: 'PCIe',
  linkBandwidth: 32e9,
  powerWatts: 300,
  source: 'https://example.com/datasheet',
  asOf: '2024-01',
});

export const a100 = accelerator('A100-SXM-80', 85_899_345_920, 2.039e12, 312e12);
export const l4 = accelerator('L4', 24_152_899_584, 300e9, 121e12);
export const a10g = accelerator('A10G', 24_152_899_584, 600e9, 70e12);

const model = (id: string, parameters: number): ModelFacts => ({
  id,
  family: 'llama',
  modality: 'text',
  parameters,
  activeParameters: parameters,
  architecture: null,
  maxPositions: 131_072,
  nativeDataType: 'bfloat16',
  source: `https://huggingface.co/${id}`,
  asOf: '2026-07-20',
});

export const llama70b = model('meta-llama/Llama-3.1-70B-Instruct', 70_553_706_496);
export const llama8b = model('meta-llama/Llama-3.1-8B-Instruct', 8_030_261_248);

const instance = (
  name: string,
  vcpus: number,
  memoryGiB: number,
  carried: AcceleratorFacts | null,
  acceleratorCount: number,
): InstanceType => ({
  provider: 'aws',
  name,
  vcpus,
  memoryGiB,
  accelerator: carried?.id ?? null,
  acceleratorName: carried?.id ?? null,
  acceleratorCount,
});

const priced = (on: InstanceType, onDemand: number, spot: number | null): PricedInstance => ({
  instance: on,
  region: 'us-east-1',
  price: { onDemand, spot, note: '', source: 'https://example.com/prices', asOf: '2026-07-20' },
});

export const p4de = priced(instance('p4de.24xlarge', 96, 1152, a100, 8), 27.447, 11.5);
export const g6 = priced(instance('g6.xlarge', 4, 16, l4, 1), 0.8048, 0.3629);
export const g5 = priced(instance('g5.xlarge', 4, 16, a10g, 1), 1.006, 0.4312);
export const c7i = priced(instance('c7i.2xlarge', 8, 16, null, 0), 0.357, 0.1421);

const instances = [p4de, g6, g5, c7i];
const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Four machines, three accelerators and two models: enough facts for tests of the surfaces. */
export const sampleCatalog: Catalog = {
  priceId: 'sample-0123456789ab',
  asOf: '2026-07-20',
  accelerators: [a100, l4, a10g],
  accelerator: (name) => sampleCatalog.accelerators.find((one) => sameName(one.id, name)) ?? null,
  models: [llama70b, llama8b],
  model: (name) => {
    const facts = sampleCatalog.models.find((one) => sameName(one.id, name));
    return facts === undefined ? null : { facts, quantization: null, match: 'exact' };
  },
  quantizations: [],
  quantization: () => null,
  publishedVariants: () => [],
  smallerModels: () => [],
  instance: (name) => instances.find((one) => one.instance.name === name)?.instance ?? null,
  cpu: () => ({
    processor: 'Intel Xeon 8488C (Sapphire Rapids)',
    fp32: 90e9,
    bf16: 1434e9,
    int8: 2867e9,
    bandwidth: 3.2e9,
    source: 'test',
    asOf: '2026-11',
  }),
  price: (wanted): InstancePrice | null =>
    instances.find((one) => one.instance.name === wanted.name)?.price ?? null,
  instancesWith: (wanted) => instances.filter((one) => one.instance.accelerator === wanted),
  regions: () => ['us-east-1'],
  providers: ['aws'],
  instances: instances.map((one) => one.instance),
  managed: () => null,
  managedPrices: [],
  ancillary: () => null,
  ancillaries: [],
  hostedOffers: () => [],
  apiPrice: () => null,
  apiPrices: () => [],
  offeredModels: [],
};
