import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withChanges } from '../../../src/core/advice/consider.ts';
import type { Change } from '../../../src/core/model/change.ts';
import type { Deployment, Provider } from '../../../src/core/model/deployment.ts';
import { testEnvironment } from '../../support/environment.ts';
import { changed, only, reading, vllmDeployment, type Texts } from '../../support/reading.ts';

const examples = join(import.meta.dirname, '../../../examples');
const { catalog } = testEnvironment();

/** The files of an example, the one with the deployment first. */
function example(folder: string): Texts {
  const texts = Object.fromEntries(
    readdirSync(join(examples, folder)).map((name) => [
      name,
      readFileSync(join(examples, folder, name), 'utf8'),
    ]),
  );
  const first = Object.keys(texts).find(
    (name) => reading({ [name]: texts[name] ?? '', ...texts }).deployments.length > 0,
  );
  return first === undefined ? texts : { [first]: texts[first] ?? '', ...texts };
}

const to = (instanceType: string, provider: Provider): Change => ({
  kind: 'set-instance-type',
  instanceType,
  provider,
});

const hardware = ({ accelerator, placement }: Deployment): unknown => [
  placement.instanceType?.value,
  accelerator?.product?.value,
  accelerator?.count.value,
];

describe('an instance type', () => {
  it.each([
    ['llama-70b-chat', 'p4de.24xlarge', 'aws', 'A100-SXM-80', 8],
    ['sagemaker-endpoint', 'ml.g6e.12xlarge', 'aws', 'L40S', 4],
    ['sagemaker-ack', 'ml.g6e.12xlarge', 'aws', 'L40S', 4],
    ['terraform-endpoint', 'ml.g6.12xlarge', 'aws', 'L4', 4],
    ['azure-ml-deployment', 'Standard_NC48ads_A100_v4', 'azure', 'A100-PCIe-80', 2],
    ['kaito-workspace', 'Standard_NC48ads_A100_v4', 'azure', 'A100-PCIe-80', 2],
    ['hugging-face-endpoint', 'nvidia-l4-x4', 'aws', 'L4', 4],
    ['vertex-endpoint', 'a2-highgpu-1g', 'gcp', 'A100-SXM-40', 1],
  ] as const)('of %s becomes %s', (folder, name, provider, product, count) => {
    const before = example(folder);
    const change = to(name, provider);
    const { deployment } = only(changed(before, [change]));
    expect(hardware(deployment)).toEqual([name, product, count]);
    expect(hardware(withChanges(only(before).deployment, [change], catalog))).toEqual(
      hardware(deployment),
    );
    expect(changed(changed(before, [change]), [change])).toEqual(changed(before, [change]));
  });

  it('is added to a pod that leaves it open', () => {
    const after = changed({ 'app.yaml': vllmDeployment() }, [to('g6e.xlarge', 'aws')]);
    expect(after['app.yaml']).toContain('node.kubernetes.io/instance-type: g6e.xlarge');
    expect(only(after).deployment.accelerator?.product?.value).toBe('L40S');
  });

  it.each([
    ['cloud.google.com/gke-accelerator', 'nvidia-l4', 'decides about the hardware'],
    ['eks.amazonaws.com/nodegroup', 'gpu', 'says which pool'],
    ['node.kubernetes.io/instance-type', 'g2-standard-4', 'names a machine of gcp'],
  ])('is left to a person where %s contradicts it', (key, value, reason) => {
    const text = vllmDeployment().replace(
      /^( +)containers:/m,
      `$1nodeSelector:\n$1  ${key}: ${value}\n$1containers:`,
    );
    const proposal = only(text).propose([to('g6e.xlarge', 'aws')]);
    expect('refused' in proposal ? proposal.refused : 'written').toContain(reason);
  });

  it('of a HyperPod cluster belongs to the cluster', () => {
    const proposal = only(example('hyperpod-endpoint')).propose([to('ml.g6.xlarge', 'aws')]);
    expect(proposal).toHaveProperty('refused');
  });
});

describe('a product that a label names', () => {
  const pinned = (label: string): string =>
    vllmDeployment().replace(
      /^( +)containers:/m,
      `$1nodeSelector:\n$1  ${label} # ours\n$1containers:`,
    );

  it.each([
    ['nvidia.com/gpu.product: NVIDIA-A10G', 'NVIDIA-L40S'],
    ['karpenter.k8s.aws/instance-gpu-name: a10g', 'l40s'],
  ])('gets another name in its own words: %s', (label, word) => {
    const change: Change = { kind: 'name-accelerator', accelerator: 'L40S', provider: 'aws' };
    const after = changed({ 'app.yaml': pinned(label) }, [change]);
    expect(after['app.yaml']).toContain(`${label.split(' ')[0] ?? ''} ${word} # ours`);
    expect(only(after).deployment.accelerator?.product?.value).toBe('L40S');
  });
});
