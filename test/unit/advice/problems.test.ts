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

  it('spreads the model over accelerators that the pod has already', () => {
    const many = vllmDeployment({
      model: 'meta-llama/Llama-3.1-70B-Instruct',
      gpus: 8,
      args: ['--max-model-len=8192'],
      selector: l4,
    });
    const finding = findingOf(many, 'does-not-fit');
    expect(fixed(many, finding)).toContain('--tensor-parallel-size=8');
    expect(finding?.fixes.map(({ title }) => title).join()).not.toMatch(/16 accelerators/);
  });

  it('takes fewer bits only within the accuracy limit, and no context below the requests', () => {
    const nemo = vllmDeployment({
      model: 'mistralai/Mistral-Nemo-Instruct-2407',
      args: ['--max-model-len=8192'],
      selector: l4,
    });
    expect(fixed(nemo, findingOf(nemo, 'does-not-fit'))).toContain('--quantization=fp8');
    const strict = 'version: 1\nworkload: { maxAccuracyLoss: 0 }\n';
    const titles = findingOf(nemo, 'does-not-fit', strict)?.fixes.map(({ title }) => title) ?? [];
    expect(titles.join()).not.toMatch(/FP8/);
    const wide = vllmDeployment({ model: 'meta-llama/Llama-3.1-8B-Instruct', selector: l4 });
    const needed = 'version: 1\nworkload: { inputTokens: 12000, outputTokens: 500 }\n';
    const offers = findingOf(wide, 'does-not-fit', needed)?.fixes.map(({ title }) => title) ?? [];
    expect(offers.length).toBeGreaterThan(0);
    expect(offers.join()).not.toMatch(/context to (16|8|4),/);
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
  const code = 'stranded-accelerators';
  const selector = { 'node.kubernetes.io/instance-type': 'p5.48xlarge' };

  it('states both the share and the whole node', () => {
    const finding = findingOf(vllmDeployment({ model, selector }), code);
    expect(finding?.message).toMatch(/1 of the 8 accelerators of p5\.48xlarge/);
  });

  it('is silent when the pod takes the whole node', () => {
    const text = vllmDeployment({ model, selector, gpus: 8, args: ['--tensor-parallel-size=8'] });
    expect(findingOf(text, code)).toBeUndefined();
  });

  it('blames no machine that nobody named while one of the right size is sold', () => {
    expect(findingOf(vllmDeployment({ model, selector: l4 }), code)).toBeUndefined();
  });

  it('says which accelerators no pod of this size can use', () => {
    const three = vllmDeployment({
      model,
      selector,
      gpus: 3,
      args: ['--pipeline-parallel-size=3', '--max-model-len=8192'],
    });
    expect(findingOf(three, code)?.message).toMatch(/8 is no multiple of 3: 2 stay free/);
  });

  it('warns of accelerators that the engine is told not to use, and gives them back', () => {
    const text = vllmDeployment({
      model,
      selector: l4,
      gpus: 8,
      args: ['--tensor-parallel-size=2', '--max-model-len=8192'],
    });
    const finding = findingOf(text, code);
    expect(finding?.level).toBe('warning');
    expect(finding?.message).toMatch(/2 of 8 accelerators; 6 stand idle, \$[\d,]+\/mo/);
    expect(finding?.fixes[0]?.monthlySaving).toBeGreaterThan(1000);
    expect(fixed(text, finding)).toContain('nvidia.com/gpu: 2');
    expect(fixed(text, finding, undefined, 1)).toContain('--tensor-parallel-size=8');
    expect(findingOf(fixed(text, finding), code)).toBeUndefined();
  });

  it('is careful where nothing says how many are used', () => {
    const text = vllmDeployment({ model, selector: l4, gpus: 4, args: ['--max-model-len=8192'] });
    expect(findingOf(text, code)?.level).toBe('information');
    expect(findingOf(text, code)?.message).toMatch(/^Unless /);
  });

  it('is an error where three ranks do not divide the heads, and offers numbers that do', () => {
    const text = vllmDeployment({
      model: 'meta-llama/Llama-3.1-70B-Instruct',
      selector,
      gpus: 8,
      args: ['--tensor-parallel-size=3', '--max-model-len=8192'],
    });
    const finding = findingOf(text, code);
    expect(finding?.level).toBe('error');
    expect(finding?.message).toMatch(
      /3 tensor parallel ranks do not divide the 64 attention heads/,
    );
    const after = fixed(text, finding);
    expect(after).toContain('--tensor-parallel-size=4');
    expect(after).toContain('nvidia.com/gpu: 4');
    expect(findingOf(after, code)?.level).not.toBe('error');
  });

  it('is an error where the named machine is smaller than the pod', () => {
    const text = vllmDeployment({
      model,
      selector,
      gpus: 16,
      args: ['--tensor-parallel-size=16'],
    });
    expect(findingOf(text, code)?.level).toBe('error');
    expect(findingOf(text, code)?.message).toMatch(/p5\.48xlarge has 8\. .*never starts/);
  });
});
