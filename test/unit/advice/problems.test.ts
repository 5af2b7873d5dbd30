import { describe, expect, it } from 'vitest';
import { analysisOf, findingOf, fixed, vllmDeployment } from '../../support/deploymentText.ts';

const l4 = { 'cloud.google.com/gke-accelerator': 'nvidia-l4' };

describe('does-not-fit', () => {
  const text = vllmDeployment({ model: 'meta-llama/Llama-3.1-70B-Instruct', selector: l4 });

  it('is an error when the weights alone are too much, and says by how much and for what money', () => {
    const finding = findingOf(text, 'does-not-fit');
    expect(finding?.level).toBe('error');
    expect(finding?.message).toMatch(/needs [\d.]+ GiB of [\d.]+ GiB/);
    expect(finding?.message).toMatch(/\$\d.*\/mo/);
  });

  it('offers only what makes it fit', () => {
    const finding = findingOf(text, 'does-not-fit');
    for (const fix of finding?.fixes ?? []) {
      const after = analysisOf(fixed(text, { ...finding, fixes: [fix] } as typeof finding));
      expect(after.deployments[0]?.estimate.memory?.fits, fix.id).toBe(true);
    }
    expect(finding?.fixes.length).toBeGreaterThan(0);
  });

  it('shortens a context whose cache does not fit', () => {
    const long = vllmDeployment({ model: 'meta-llama/Llama-3.1-8B-Instruct', selector: l4 });
    const finding = findingOf(long, 'does-not-fit');
    expect(finding?.fixes[0]?.title).toMatch(/context/);
    expect(fixed(long, finding)).toMatch(/--max-model-len[= ]\d+/);
  });
});

describe('unknown-model', () => {
  it('is said when a language-model server names none', () => {
    expect(findingOf(vllmDeployment({ selector: l4 }), 'unknown-model')?.message).toMatch(
      /does not name the model/,
    );
  });

  it('names the model that the catalogue lacks', () => {
    const text = vllmDeployment({ model: 'acme/private-model', selector: l4 });
    expect(findingOf(text, 'unknown-model')?.message).toContain('acme/private-model');
  });

  it('leaves performance and unit costs open instead of zero', () => {
    const estimate = analysisOf(vllmDeployment({ selector: l4 })).deployments[0]?.estimate;
    expect(estimate?.performance).toBeNull();
    expect(estimate?.unit.perMillionTokens).toBeNull();
    expect(estimate?.monthly?.expected).toBeGreaterThan(0);
  });
});

describe('stranded-accelerators', () => {
  const model = 'meta-llama/Llama-3.1-8B-Instruct';
  const selector = { 'node.kubernetes.io/instance-type': 'p5.48xlarge' };

  it('states both the share and the whole node', () => {
    const finding = findingOf(vllmDeployment({ model, selector }), 'stranded-accelerators');
    expect(finding?.message).toMatch(/1 of the 8 accelerators of p5\.48xlarge/);
  });

  it('is silent when the pod takes the whole node', () => {
    const text = vllmDeployment({ model, selector, gpus: 8, args: ['--tensor-parallel-size=8'] });
    expect(findingOf(text, 'stranded-accelerators')).toBeUndefined();
  });
});
