import { describe, expect, it } from 'vitest';
import { bundledCatalogText } from '../../../src/core/catalog/bundled.ts';
import { createCatalog } from '../../../src/core/catalog/createCatalog.ts';

const catalog = createCatalog(bundledCatalogText);

/** Spelling → catalogue id, from labels of clusters, config files and price lists. */
const spellings: Readonly<Record<string, string>> = {
  // GKE node labels
  'nvidia-l4': 'L4',
  'nvidia-tesla-t4': 'T4',
  'nvidia-tesla-v100': 'V100-SXM-16',
  'nvidia-tesla-p100': 'P100',
  'nvidia-tesla-a100': 'A100-SXM-40',
  'nvidia-a100-80gb': 'A100-SXM-80',
  'nvidia-h100-80gb': 'H100-SXM',
  'nvidia-h100-mega-80gb': 'H100-SXM',
  'nvidia-h200-141gb': 'H200-SXM',
  'nvidia-b200': 'B200',
  'nvidia-gb200': 'GB200',
  'nvidia-rtx-pro-6000': 'RTX-PRO-6000',
  'tpu-v4-podslice': 'TPU-v4',
  'tpu-v5-lite-podslice': 'TPU-v5e',
  'tpu-v5-lite-device': 'TPU-v5e',
  'tpu-v5p-slice': 'TPU-v5p',
  'tpu-v6e-slice': 'TPU-v6e',
  tpu7x: 'TPU-v7x',
  // NVIDIA and AMD operators
  'NVIDIA-A10': 'A10',
  'NVIDIA-A10G': 'A10G',
  'NVIDIA-A30': 'A30',
  'NVIDIA-A40': 'A40',
  'NVIDIA-L4': 'L4',
  'NVIDIA-L40S': 'L40S',
  'NVIDIA-L20': 'L20',
  'Tesla-T4': 'T4',
  'Tesla-V100-SXM2-16GB': 'V100-SXM-16',
  'Tesla-V100-SXM2-32GB': 'V100-SXM-32',
  'Tesla-V100-PCIE-16GB': 'V100-PCIe-16',
  'NVIDIA-A100-SXM4-40GB': 'A100-SXM-40',
  'NVIDIA-A100-SXM4-80GB': 'A100-SXM-80',
  'NVIDIA-A100-PCIE-40GB': 'A100-PCIe-40',
  'NVIDIA-A100-80GB-PCIe': 'A100-PCIe-80',
  'NVIDIA-H100-80GB-HBM3': 'H100-SXM',
  'NVIDIA-H100-PCIe': 'H100-PCIe',
  'NVIDIA-H100-NVL': 'H100-NVL',
  'NVIDIA-H200': 'H200-SXM',
  'NVIDIA-H200-NVL': 'H200-NVL',
  'NVIDIA-GH200-480GB': 'GH200-96',
  'NVIDIA-B200': 'B200',
  'NVIDIA-RTX-A6000': 'A6000',
  'NVIDIA-RTX-6000-Ada-Generation': 'RTX-6000-Ada',
  'NVIDIA-RTX-PRO-6000-Blackwell-Server-Edition': 'RTX-PRO-6000',
  'NVIDIA-GeForce-RTX-3090': 'RTX-3090',
  'NVIDIA-GeForce-RTX-4090': 'RTX-4090',
  'Quadro-RTX-6000': 'Quadro-RTX-6000',
  'AMD-Instinct-MI300X-OAM': 'MI300X',
  AMD_Instinct_MI300X_VF: 'MI300X',
  mi300x: 'MI300X',
  // Karpenter on AWS, Neuron
  t4: 'T4',
  a10g: 'A10G',
  l40s: 'L40S',
  h100: 'H100-SXM',
  v100: 'V100-SXM-16',
  inferentia2: 'Inferentia2',
  inf2: 'Inferentia2',
  trainium: 'Trainium1',
  trn1: 'Trainium1',
  trn2: 'Trainium2',
  // SkyPilot, Ray, KubeAI, Truss
  A100: 'A100-SXM-40',
  'A100-80GB': 'A100-SXM-80',
  A100_40GB: 'A100-SXM-40',
  'A100-40G': 'A100-SXM-40',
  'H100:8': 'H100-SXM',
  A10g: 'A10G',
  RTX4090: 'RTX-4090',
  RTXA6000: 'A6000',
  RTXA5000: 'RTX-A5000',
  'V100-32GB': 'V100-SXM-32',
  Inferentia: 'Inferentia1',
  'A100-80GB-SXM': 'A100-SXM-80',
  // Benchmarks and price lists
  'RTX A6000 48GB': 'A6000',
  'A100 PCIe 80GB': 'A100-PCIe-80',
  'L40S 48GB': 'L40S',
  'tpu-v5e': 'TPU-v5e',
  'H100-PCIE': 'H100-PCIe',
  'Intel Data Center GPU Max 1550': 'Intel-Max-1550',
};

describe('accelerator names', () => {
  it.each(Object.entries(spellings))('%s is %s', (name, id) => {
    expect(catalog.accelerator(name)?.id).toBe(id);
    expect(catalog.accelerator(name.toUpperCase())?.id).toBe(id);
  });

  it.each(['nvidia', 'gpu', 'true', '', '-', 'A1000', 'A100-120GB', 'L4-80GB', 'my-pool'])(
    'does not guess what "%s" is',
    (name) => {
      expect(catalog.accelerator(name)).toBeNull();
    },
  );

  it('finds every product by its own id', () => {
    for (const one of catalog.accelerators) expect(catalog.accelerator(one.id)).toBe(one);
  });
});

describe('accelerator facts', () => {
  it('counts real bytes', () => {
    expect(catalog.accelerator('H100')?.memoryBytes).toBe(80 * 2 ** 30);
    expect(catalog.accelerator('B300')?.memoryBytes).toBe(268 * 2 ** 30);
  });

  it('knows what a driver reports, and from where', () => {
    const gib = (name: string): number =>
      (catalog.accelerator(name)?.visibleMemoryBytes ?? 0) / 2 ** 30;
    expect(gib('H100')).toBeCloseTo(79.19, 2);
    expect(gib('T4')).toBeCloseTo(14.56, 2);
    expect(gib('L40S')).toBeCloseTo(44.39, 2);
    expect(gib('H200')).toBeCloseTo(139.8, 2);
    for (const one of catalog.accelerators) {
      expect(one.visibleMemorySource, one.id).not.toBe('');
      expect(one.visibleMemoryBytes, one.id).toBeLessThanOrEqual(one.memoryBytes);
      expect(one.visibleMemoryBytes / one.memoryBytes, one.id).toBeGreaterThan(0.89);
    }
  });

  it('has null where a type is not computed natively', () => {
    expect(catalog.accelerator('A100')?.flops).toEqual({
      bf16: 312e12,
      fp8: null,
      int8: 624e12,
      fp4: null,
    });
    expect(catalog.accelerator('L4')?.flops.fp8).toBe(242e12);
  });

  it('cites every product', () => {
    for (const one of catalog.accelerators) {
      expect(one.source.length, one.id).toBeGreaterThan(3);
      expect(one.asOf, one.id).toMatch(/^(undated|20\d\d(-\d\d(-\d\d)?)?)$/);
    }
  });
});
