import { describe, expect, it } from 'vitest';
import { analysisOf, findingOf, vllmDeployment } from '../../support/deploymentText.ts';

function openIn(text: string, assumptions?: string): string[] {
  return analysisOf(text, assumptions)
    .deployments.flatMap(({ findings }) => findings)
    .filter(({ code }) => code === 'unknown-price')
    .map(({ message }) => message);
}

const isOpen = (text: string, assumptions?: string): boolean =>
  analysisOf(text, assumptions).totals.lowerBound;

describe('a price that no list has', () => {
  const trainium = vllmDeployment({
    model: 'meta-llama/Llama-3.1-8B-Instruct',
    selector: { 'node.kubernetes.io/instance-type': 'trn9.48xlarge' },
  });

  it('of a machine is settled by a price of one’s own', () => {
    const own = 'version: 1\nprices:\n  trn9.48xlarge: 20\n';
    expect(openIn(trainium)).toEqual([
      'Not in the total: instance type trn9.48xlarge is not known. State prices.trn9.48xlarge in .servingcost.yaml, USD per hour.',
    ]);
    expect(openIn(trainium, own)).toEqual([]);
    expect(isOpen(trainium, own)).toBe(false);
    // Each pod has the machine for itself, and nothing is known of its size.
    expect(analysisOf(trainium, own).deployments[0]?.estimate.byCategory.compute).toBeCloseTo(
      20 * 730,
    );
  });

  it('of an accelerator is settled by its price, for as many as are asked for', () => {
    const tpu = vllmDeployment({
      model: 'meta-llama/Llama-3.1-8B-Instruct',
      gpus: 2,
      selector: { 'nvidia.com/gpu.product': 'NVIDIA-H20' },
    });
    expect(openIn(tpu)[0]).toContain('State prices.H20 in .servingcost.yaml');
    const own = 'version: 1\nprices:\n  H20: 1.5\n';
    expect(isOpen(tpu, own)).toBe(false);
    expect(analysisOf(tpu, own).deployments[0]?.estimate.byCategory.compute).toBeCloseTo(
      2 * 1.5 * 730,
    );
  });
});

describe('use that nobody states', () => {
  const models = ['gpt-4o', 'gpt-4o-mini', 'gpt-3.5-turbo'];
  const gateway = [
    'model_list:',
    ...models.flatMap((model) => [
      `  - model_name: ${model}`,
      '    litellm_params:',
      `      model: openai/${model}`,
    ]),
    '  - model_name: own',
    '    litellm_params:',
    '      model: openai/own',
    '      api_base: http://vllm.internal:8000/v1',
  ].join('\n');

  it('is said once for all models of a gateway, a server elsewhere apart from it', () => {
    const messages = openIn(gateway);
    expect(messages).toHaveLength(2);
    expect(messages[0]).toBe(
      'Not in the total: the requests to gpt-4o are not stated. State workload.requestsPerSecond in .servingcost.yaml. The same holds for gpt-4o-mini and gpt-3.5-turbo of this file.',
    );
    expect(messages[1]).toMatch(
      /^Not in the total: the server behind .* Price the config of that server/,
    );
  });

  it('is no matter once it is stated', () => {
    const messages = openIn(gateway, 'version: 1\nworkload:\n  requestsPerSecond: 1\n');
    expect(messages.filter((text) => text.includes('requests'))).toEqual([]);
  });
});

describe('a model that is not known', () => {
  const own = vllmDeployment({
    model: 'acme/our-own-finetune',
    selector: { 'node.kubernetes.io/instance-type': 'g6e.xlarge' },
  });

  it('is settled by naming one of the same architecture', () => {
    const finding = findingOf(own, 'unknown-model');
    expect(finding?.message).toContain('State deployments.chat.model in .servingcost.yaml');
    const stated =
      'version: 1\ndeployments:\n  chat:\n    model: meta-llama/Llama-3.1-8B-Instruct\n';
    expect(findingOf(own, 'unknown-model', stated)).toBeUndefined();
    const { estimate } = analysisOf(own, stated).deployments[0] ?? {};
    expect(estimate?.memory?.fits).toBe(true);
    expect(estimate?.assumptions.map(({ name }) => name)).toContain('model');
  });

  it('does not stand in for one that is', () => {
    const known = own.replace('acme/our-own-finetune', 'Qwen/Qwen2.5-7B-Instruct');
    const stated = 'version: 1\ndeployments:\n  chat:\n    model: meta-llama/Llama-3.1-70B\n';
    expect(analysisOf(known, stated).deployments[0]?.estimate.model?.id).toBe(
      'Qwen/Qwen2.5-7B-Instruct',
    );
  });
});

describe('an accelerator that is not known', () => {
  const strange = vllmDeployment({
    model: 'meta-llama/Llama-3.1-8B-Instruct',
    selector: { 'nvidia.com/gpu.product': 'NVIDIA-Z9000' },
  });

  it('is settled by the nearest product, and said by one finding only', () => {
    const message = findingOf(strange, 'unknown-accelerator')?.message ?? '';
    expect(message).toContain('State the nearest product as deployments.chat.accelerator');
    expect(openIn(strange)).toEqual([]);
    const stated = 'version: 1\ndeployments:\n  chat:\n    accelerator: L40S\n';
    expect(isOpen(strange, stated)).toBe(false);
    expect(findingOf(strange, 'unknown-accelerator', stated)).toBeUndefined();
  });
});
