import { describe, expect, it } from 'vitest';
import { deploymentOf, vllmDeployment, writtenAs } from '../../support/reading.ts';

const selector = (label: string): string => vllmDeployment(`nodeSelector: { ${label} }`);

describe('the product', () => {
  it.each([
    ['cloud.google.com/gke-accelerator: nvidia-a100-80gb', 'A100-SXM-80', 'gcp'],
    ['nvidia.com/gpu.product: NVIDIA-H100-80GB-HBM3', 'H100-SXM', null],
    ['nvidia.com/gpu.product: Tesla-T4-SHARED', 'T4', null],
    ['node.kubernetes.io/instance-type: g6.xlarge', 'L4', 'aws'],
    ['beta.kubernetes.io/instance-type: ml.g5.2xlarge', 'A10G', 'aws'],
    ['node.kubernetes.io/instance-type: Standard_NC24ads_A100_v4', 'A100-PCIe-80', 'azure'],
    ['karpenter.k8s.aws/instance-gpu-name: l40s', 'L40S', 'aws'],
    ['karpenter.k8s.aws/instance-family: g6', 'L4', 'aws'],
  ])('is stated by %s', (label, product, provider) => {
    const text = selector(label);
    const { accelerator, placement } = deploymentOf(text);
    expect(accelerator?.product?.value).toBe(product);
    expect(accelerator?.confidence).toBe('stated');
    expect(writtenAs(text, accelerator?.product)).toBe(label.split(': ')[1]);
    expect(placement.provider?.value ?? null).toBe(provider);
  });

  it('is stated by required affinity and only hinted at by preferred', () => {
    const expression =
      '{ matchExpressions: [{ key: cloud.google.com/gke-accelerator, operator: In, values: [nvidia-l4] }] }';
    const required = deploymentOf(
      vllmDeployment(
        `affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [${expression}] } } }`,
      ),
    );
    expect(required.accelerator).toMatchObject({ product: { value: 'L4' }, confidence: 'stated' });
    const preferred = deploymentOf(
      vllmDeployment(
        `affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: ${expression} }] } }`,
      ),
    );
    expect(preferred.accelerator).toMatchObject({
      product: { value: 'L4' },
      confidence: 'inferred',
    });
  });

  it('is open, and said to be, where affinity leaves a choice', () => {
    const { accelerator, notes } = deploymentOf(
      vllmDeployment(`affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
        - matchExpressions:
            - { key: cloud.google.com/gke-accelerator, operator: In, values: [nvidia-l4, nvidia-tesla-t4] }`),
    );
    expect(accelerator?.product).toBeNull();
    expect(notes.map(({ message }) => message)).toEqual(['The pod may land on any of L4, T4.']);
  });

  it('is inferred from the name of a pool, and from nothing better from the name of the object', () => {
    const pool = deploymentOf(selector('eks.amazonaws.com/nodegroup: gpu-l40s-spot'));
    expect(pool.accelerator).toMatchObject({ product: { value: 'L40S' }, confidence: 'inferred' });
    const named = deploymentOf(vllmDeployment().replace('name: chat', 'name: chat-h100'));
    expect(named.accelerator).toMatchObject({
      product: { value: 'H100-SXM' },
      confidence: 'inferred',
    });
  });

  it('is unknown in most files', () => {
    const { accelerator } = deploymentOf(vllmDeployment());
    expect(accelerator).toMatchObject({
      product: null,
      resource: 'nvidia.com/gpu',
      vendor: 'NVIDIA',
    });
  });

  it('comes from a Karpenter pool that the pod selects', () => {
    const pool = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: gpu }
spec:
  template:
    spec:
      requirements:
        - { key: karpenter.k8s.aws/instance-gpu-name, operator: In, values: [l4] }
        - { key: karpenter.sh/capacity-type, operator: In, values: [spot, on-demand] }
        - { key: topology.kubernetes.io/zone, operator: In, values: [eu-west-1b] }
`;
    const texts = {
      'app.yaml': selector('karpenter.sh/nodepool: gpu'),
      'platform/pool.yaml': pool,
    };
    const read = deploymentOf(texts);
    expect(read.accelerator).toMatchObject({ product: { value: 'L4' }, confidence: 'stated' });
    expect(read.placement.purchase?.value).toBe('spot');
    expect(read.placement.region?.value).toBe('eu-west-1');
    expect(writtenAs(texts, read.placement.purchase)).toBe('spot');
    expect(read.uris).toContain('file:///repository/platform/pool.yaml');
    const other = { ...texts, 'app.yaml': selector('karpenter.sh/nodepool: cpu') };
    expect(deploymentOf(other).accelerator?.product).toBeNull();
  });
});

describe('the resource', () => {
  const asking = (resource: string): string =>
    vllmDeployment().replace('nvidia.com/gpu: 1', resource);

  it.each([
    ['amd.com/gpu: 8', 'AMD', 8],
    ['google.com/tpu: "4"', 'Google', 4],
    ['aws.amazon.com/neuron: 1', 'AWS', 1],
    ['habana.ai/gaudi: 2', 'Intel', 2],
    ['nvidia.com/gpu: 1.0', 'NVIDIA', 1],
  ])('%s is of %s', (resource, vendor, count) => {
    expect(deploymentOf(asking(resource)).accelerator).toMatchObject({
      vendor,
      count: { value: count },
      slice: null,
    });
  });

  it('can be a slice, which is a share of compute and memory', () => {
    const { accelerator } = deploymentOf(asking('nvidia.com/mig-3g.40gb: 1'));
    expect(accelerator?.product).toBeNull();
    expect(accelerator?.slice).toMatchObject({ profile: '3g.40gb', computeShare: 3 / 7 });
    expect(accelerator?.slice?.memoryGiB).toBeCloseTo(39, 0);
    const small = deploymentOf(asking('nvidia.com/mig-1g.5gb: 2'));
    expect(small.accelerator).toMatchObject({
      product: { value: 'A100-SXM-40' },
      count: { value: 2 },
    });
  });

  it('of zero is none', () => {
    expect(deploymentOf(asking('nvidia.com/gpu: 0')).accelerator).toBeNull();
  });

  it('is summed over the containers of a pod', () => {
    const sidecar = `        - name: draft
          image: our/draft:1
          resources: { limits: { nvidia.com/gpu: 2 } }
`;
    expect(deploymentOf(vllmDeployment() + sidecar).accelerator?.count.value).toBe(3);
  });

  it('may be a device claim, whose number is in its template', () => {
    const app = vllmDeployment('resourceClaims: [{ name: gpus, resourceClaimTemplateName: two }]')
      .replace('limits:', 'claims: [{ name: gpus }]')
      .replace('              nvidia.com/gpu: 1\n', '');
    const template = `apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
metadata: { name: two }
spec: { spec: { devices: { requests: [{ name: gpu, exactly: { deviceClassName: gpu.nvidia.com, count: 2 } }] } } }
`;
    const known = deploymentOf({ 'app.yaml': app, 'claims.yaml': template });
    expect(known.accelerator).toMatchObject({ vendor: 'NVIDIA', count: { value: 2 } });
    expect(known.notes).toEqual([]);
    expect(deploymentOf(app).notes.map(({ code }) => code)).toEqual(['unresolved-reference']);
  });
});

describe('spot', () => {
  it.each([
    ['cloud.google.com/gke-spot: "true"', 'spot'],
    ['karpenter.sh/capacity-type: spot', 'spot'],
    ['karpenter.sh/capacity-type: on-demand', 'on-demand'],
    ['eks.amazonaws.com/capacityType: SPOT', 'spot'],
    ['kubernetes.azure.com/scalesetpriority: spot', 'spot'],
  ])('%s asks for %s', (label, purchase) => {
    expect(deploymentOf(selector(label)).placement.purchase?.value).toBe(purchase);
  });

  it('is only permitted by a toleration', () => {
    const { placement } = deploymentOf(
      vllmDeployment('tolerations: [{ key: cloud.google.com/gke-spot, operator: Exists }]'),
    );
    expect(placement.purchase).toBeNull();
    expect(placement.spotPermitted?.value).toBe(true);
  });
});

describe('the region', () => {
  it.each([
    ['topology.kubernetes.io/zone: us-central1-a', 'gcp', 'us-central1'],
    ['topology.kubernetes.io/zone: eu-west-1c', 'aws', 'eu-west-1'],
    ['topology.kubernetes.io/zone: westeurope-2', 'azure', 'westeurope'],
  ])('%s is in %s %s', (label, provider, region) => {
    const { placement } = deploymentOf(selector(label));
    expect(placement.provider?.value).toBe(provider);
    expect(placement.region?.value).toBe(region);
  });
});
