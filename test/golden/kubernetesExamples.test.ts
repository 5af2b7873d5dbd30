import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import { testEnvironment } from '../support/environment.ts';
import { exampleFolders } from '../../scripts/exampleFolders.ts';

/** Deployments of an example by name. */
function examples(folder: string) {
  const documents = exampleFolders().find(({ name }) => name === folder)?.documents ?? [];
  const analysis = analyze(documents, testEnvironment());
  return {
    analysis,
    named: (name: string) => {
      const found = analysis.deployments.find(({ deployment }) => deployment.name === name);
      if (!found) throw new Error(`There is no ${name}.`);
      return found;
    },
  };
}

describe('the overlays', () => {
  const { analysis, named } = examples('overlays');

  it('deploy the same service twice, each as it is patched', () => {
    expect(analysis.deployments.map(({ deployment }) => deployment.name)).toEqual([
      'shop-assistant@production',
      'shop-assistant@staging',
    ]);
    const staging = named('shop-assistant@staging');
    const production = named('shop-assistant@production');
    expect(staging.deployment.model.id?.value).toBe('Qwen/Qwen2.5-7B-Instruct');
    expect(staging.deployment.replicas.max?.value).toBe(2);
    expect(staging.estimate.hardware?.purchase.value).toBe('spot');
    expect(production.deployment.replicas.max?.value).toBe(12);
    expect(production.deployment.accelerator?.product?.value).toBe('A100-SXM-80');
    const month = (each: typeof staging): number => each.estimate.monthly?.min ?? Number.NaN;
    expect(month(production)).toBeGreaterThan(5 * month(staging));
  });

  it('tell whose costs they are by their namespaces', () => {
    expect(named('shop-assistant@staging').deployment.namespace).toBe('shop-staging');
  });
});

describe('the stack', () => {
  const { named } = examples('llm-stack');

  it('runs two models on machines that hold nothing else', () => {
    const llama = named('llm-stack/stack-llama');
    expect(llama.estimate.hardware?.instance?.instance.name).toBe('g6e.2xlarge');
    expect(llama.deployment.settings.prefixCaching?.value).toBe(false);
    const coder = named('llm-stack/stack-coder');
    expect(coder.deployment.accelerator?.count.value).toBe(4);
    expect(coder.estimate.replicas.max).toBe(3);
  });
});

describe('the model on two machines', () => {
  it('fits, and costs both of them', () => {
    const { estimate, deployment } = examples('multi-host').named('llama-405b');
    expect(deployment.accelerator?.count.value).toBe(16);
    expect(estimate.memory?.fits).toBe(true);
    const month = estimate.monthly?.expected ?? 0;
    expect(month).toBeGreaterThan(2 * 730 * 30);
  });
});
