import { describe, expect, it } from 'vitest';
import { bundledCatalogText } from '../../../src/core/catalog/bundled.ts';
import { createCatalog } from '../../../src/core/catalog/createCatalog.ts';
import { managedInstance } from '../../../src/core/catalog/managedInstance.ts';
import type { ServingPlatform } from '../../../src/core/model/deployment.ts';

const catalog = createCatalog(bundledCatalogText);

function accelerators(platform: ServingPlatform, name: string): string | null {
  const found = managedInstance(platform, name, catalog);
  return found === null ? null : `${found.acceleratorCount} ${found.accelerator ?? 'none'}`;
}

describe('instance names of managed platforms', () => {
  it.each<[ServingPlatform, string, string | null]>([
    ['aws-sagemaker', 'ml.g5.12xlarge', '4 A10G'],
    ['aws-sagemaker', 'ml.p4d.24xlarge', '8 A100-SXM-40'],
    ['aws-sagemaker', 'ml.m5.large', '0 none'],
    ['aws-sagemaker', 'ml.inf2.24xlarge', '6 Inferentia2'],
    ['aws-sagemaker', 'g5.12xlarge', null],
    ['gcp-vertex', 'g2-standard-24', '2 L4'],
    ['gcp-vertex', 'n1-standard-4', '0 none'],
    ['azure-ml', 'Standard_NC24ads_A100_v4', '1 A100-PCIe-80'],
    ['azure-ml', 'standard_ds3_v2', '0 none'],
    ['hf-endpoints', 'nvidia-a10g x1', '1 A10G'],
    ['hf-endpoints', 'nvidia-a100-x4', '4 A100-SXM-80'],
    ['hf-endpoints', 'intel-xeon-x4', '0 none'],
    ['databricks', 'MULTIGPU_MEDIUM', '4 A10G'],
    ['databricks', 'CPU', null],
    ['bentocloud', 'gpu.l4.1', '1 L4'],
    ['bentocloud', 'cpu.1', null],
    ['cerebrium', 'ml.g5.xlarge', null],
    ['aws-sagemaker', '', null],
  ])('%s %s: %s', (platform, name, wanted) => {
    expect(accelerators(platform, name)).toBe(wanted);
  });

  it('are written as the price list writes them', () => {
    expect(managedInstance('hf-endpoints', 'NVIDIA-L4 x1', catalog)?.name).toBe('nvidia-l4-x1');
    expect(managedInstance('azure-ml', 'standard_nc24ads_a100_v4', catalog)?.name).toBe(
      'Standard_NC24ads_A100_v4',
    );
  });
});
