import { describe, expect, it } from 'vitest';
import { deploymentOf, vllmDeployment } from '../../../support/reading.ts';

describe('a ComputeClass of GKE', () => {
  it('tells what a pod that names it runs on', () => {
    const { accelerator, placement, uris } = deploymentOf({
      'app.yaml': vllmDeployment('nodeSelector:\n  cloud.google.com/compute-class: gpus'),
      'class.yaml': `apiVersion: cloud.google.com/v1
kind: ComputeClass
metadata: { name: gpus }
spec:
  priorities:
    - gpu: { type: nvidia-l4, count: 1 }
      spot: true
      location: { zones: [europe-west4-b] }
    - gpu: { type: nvidia-l4, count: 1 }
`,
    });
    expect(accelerator?.product?.value).toBe('L4');
    expect(placement.purchase?.value).toBe('spot');
    expect(placement.provider?.value).toBe('gcp');
    expect(placement.region?.value).toBe('europe-west4');
    expect(uris).toContain('file:///repository/class.yaml');
  });
});

describe('machines of Cluster API', () => {
  it('give a pod their instance type where it asks for their labels', () => {
    const { accelerator, placement } = deploymentOf({
      'app.yaml': vllmDeployment('nodeSelector:\n  pool: gpus'),
      'machines.yaml': `apiVersion: cluster.x-k8s.io/v1beta1
kind: MachineDeployment
metadata: { name: gpus }
spec:
  template:
    metadata: { labels: { pool: gpus } }
    spec: { infrastructureRef: { kind: AWSMachineTemplate, name: gpus } }
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta2
kind: AWSMachineTemplate
metadata: { name: gpus }
spec: { template: { spec: { instanceType: g6.xlarge, spotMarketOptions: {} } } }
`,
    });
    expect(accelerator?.product?.value).toBe('L4');
    expect(placement.instanceType?.value).toBe('g6.xlarge');
    expect(placement.purchase?.value).toBe('spot');
  });
});
