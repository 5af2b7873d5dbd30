import { describe, expect, it } from 'vitest';
import type { DeploymentAnalysis } from '../../src/core/analysis.ts';
import { analyze } from '../../src/core/analyze.ts';
import { testEnvironment } from '../support/environment.ts';
import { exampleFolders } from '../../scripts/exampleFolders.ts';

function analysed(folder: string): DeploymentAnalysis {
  const documents = exampleFolders().find(({ name }) => name === folder)?.documents ?? [];
  const [first] = analyze(documents, testEnvironment()).deployments;
  if (!first) throw new Error(`nothing read in ${folder}`);
  return first;
}

describe('examples of platforms', () => {
  it('a SageMaker endpoint runs whole instances of its type, by parameters and targets', () => {
    const { deployment, estimate } = analysed('sagemaker-endpoint');
    expect(deployment.supply).toMatchObject({
      kind: 'managed',
      platform: 'aws-sagemaker',
      instanceType: { value: 'ml.g5.12xlarge' },
    });
    expect(deployment.accelerator).toMatchObject({ product: { value: 'A10G' }, count: { value: 4 } });
    expect([deployment.replicas.min.value, deployment.replicas.max?.value]).toEqual([2, 4]);
    expect(estimate.memory?.fits).toBe(true);
  });

  it('an Azure ML deployment knows the GPU of its instance type', () => {
    const { deployment } = analysed('azure-ml-deployment');
    expect(deployment.accelerator).toMatchObject({ product: { value: 'A100-PCIe-80' } });
    expect(deployment.engine?.value).toBe('vllm');
    expect(deployment.replicas.min.value).toBe(3);
  });

  it('a SkyPilot service takes the cheapest of its accelerators and scales with the traffic', () => {
    const { deployment, estimate } = analysed('skypilot-service');
    expect(deployment.accelerator?.product?.value).toBe('L40S');
    expect(deployment.notes.map(({ code }) => code)).toContain('conflict');
    expect(estimate.lowerBound).toBe(false);
    expect(estimate.replicas.max).toBe(6);
  });

  it('a Compose file is one machine, whose GPUs the assumptions name', () => {
    const { deployment, estimate } = analysed('compose-machine');
    expect(deployment.accelerator).toMatchObject({ product: null, count: { value: 2 } });
    expect(estimate.hardware?.accelerator?.id).toBe('L4');
    expect(estimate.memory?.fits).toBe(true);
    expect(estimate.lowerBound).toBe(false);
  });
});
