import { describe, expect, it } from 'vitest';
import { findingOf, fixed, vllmDeployment } from '../../support/deploymentText.ts';

const h100 = { 'node.kubernetes.io/instance-type': 'p5.48xlarge' };
const large = vllmDeployment({
  model: 'meta-llama/Llama-3.1-70B-Instruct',
  gpus: 4,
  args: ['--tensor-parallel-size=4', '--max-model-len=8192'],
  selector: h100,
});

describe('quantize', () => {
  it('halves the accelerators of a 70B on H100 and writes all that belongs to it', () => {
    const finding = findingOf(large, 'quantize');
    const text = fixed(large, finding);
    expect(text).toContain('nvidia.com/gpu: 2');
    expect(text).toContain('--tensor-parallel-size=2');
    expect(text).toMatch(/--quantization=fp8|FP8/);
    expect(finding?.fixes[0]?.monthlySaving).toBeGreaterThan(5000);
  });

  it('stands on the model', () => {
    const finding = findingOf(large, 'quantize');
    expect(large.slice(finding?.span.start, finding?.span.end)).toContain('Llama-3.1-70B');
  });

  it('has nothing more to say about what it wrote', () => {
    expect(findingOf(fixed(large, findingOf(large, 'quantize')), 'quantize')).toBeUndefined();
  });

  it('holds back when the accuracy limit is below the typical loss', () => {
    const strict = 'version: 1\nworkload:\n  maxAccuracyLoss: 0\n';
    expect(findingOf(large, 'quantize', strict)).toBeUndefined();
  });

  it('does not propose FP8 for hardware without FP8 arithmetic', () => {
    const a100 = large.replace('p5.48xlarge', 'p4de.24xlarge');
    const titles = findingOf(a100, 'quantize')?.fixes.map(({ title }) => title) ?? [];
    expect(titles.filter((title) => title.includes('FP8'))).toEqual([]);
  });

  it('says nothing where one accelerator and one replica stay what they are', () => {
    const small = vllmDeployment({
      model: 'meta-llama/Llama-3.1-8B-Instruct',
      args: ['--max-model-len=8192'],
      selector: h100,
    });
    expect(findingOf(small, 'quantize')).toBeUndefined();
  });
});
