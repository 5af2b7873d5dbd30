import { describe, expect, it } from 'vitest';
import { hardwareText } from '../../../src/core/features/headline.ts';
import type { Deployment, Supply } from '../../../src/core/model/deployment.ts';
import { deployment, gpus, priced, stated } from '../../support/costDeployments.ts';
import { llama } from '../../support/sampleLlama.ts';

const text = (of: Partial<Deployment>): string => {
  const one = deployment(of);
  return hardwareText({ ...llama, deployment: one, estimate: priced(one) });
};

const serverless: Supply = {
  kind: 'serverless',
  platform: 'runpod',
  concurrency: null,
  provisioned: null,
  idleSeconds: null,
};

describe('what a deployment runs on, in words', () => {
  it.each<[Partial<Deployment>, string]>([
    [{ accelerator: gpus('L4', 2) }, '2 × L4'],
    [
      { supply: { kind: 'api', provider: stated('acme'), model: stated('acme-large') } },
      'hosted by acme',
    ],
    [{ supply: { kind: 'api', provider: null, model: stated('acme-large') } }, 'served elsewhere'],
    [
      { supply: { kind: 'units', platform: 'azure-openai', unit: 'PTU', count: stated(50) } },
      '50 × PTU',
    ],
    [{ supply: serverless, accelerator: gpus('L4') }, 'serverless L4'],
    [{ supply: serverless }, 'serverless'],
    [
      {
        supply: {
          kind: 'managed',
          platform: 'aws-sagemaker',
          instanceType: stated('ml.g6.xlarge'),
        },
      },
      '1 × ml.g6.xlarge',
    ],
  ])('%#: %s', (of, wanted) => {
    expect(text(of)).toBe(wanted);
  });
});
