import { describe, expect, it } from 'vitest';
import { findingOf, fixed, vllmDeployment } from '../../support/deploymentText.ts';

const model = 'meta-llama/Llama-3.1-8B-Instruct';
const gke = { 'cloud.google.com/gke-accelerator': 'nvidia-l4' };
const two = vllmDeployment({ model, replicas: 2, selector: gke, args: ['--max-model-len=4096'] });
const one = vllmDeployment({ model, replicas: 1, selector: gke, args: ['--max-model-len=4096'] });

describe('spot', () => {
  it('is proposed for two replicas, in the words of the provider', () => {
    const finding = findingOf(two, 'spot');
    expect(finding?.fixes[0]?.monthlySaving).toBeGreaterThan(100);
    expect(fixed(two, finding)).toMatch(/cloud\.google\.com\/gke-spot: ["']true["']/);
  });

  it('says what it costs in return, and that a node pool is needed', () => {
    const finding = findingOf(two, 'spot');
    expect(finding?.tradeOffs.join()).toMatch(/taken back/);
    expect(finding?.fixes[0]?.needs).toMatch(/node pool/);
    expect(finding?.fixes[0]?.safe).toBe(false);
  });

  it('is not proposed for a single replica that people wait for', () => {
    expect(findingOf(one, 'spot')).toBeUndefined();
  });

  it('is proposed for a single replica of batch work', () => {
    const batch = 'version: 1\nworkload:\n  latencyClass: batch\n';
    expect(findingOf(one, 'spot', batch)?.fixes[0]?.safe).toBe(true);
  });

  it('is never proposed for real-time work', () => {
    const realTime = 'version: 1\nworkload:\n  latencyClass: real-time\n';
    expect(findingOf(two, 'spot', realTime)).toBeUndefined();
  });

  it('has nothing to say once it runs on spot', () => {
    expect(findingOf(fixed(two, findingOf(two, 'spot')), 'spot')).toBeUndefined();
  });

  it('is silent where it is ignored, until the day that says', () => {
    const ignore = (until: string) =>
      `version: 1\ndeployments:\n  chat:\n    ignore:\n      - { code: spot, reason: contract, until: ${until} }\n`;
    expect(findingOf(two, 'spot', ignore('2026-12-31'))).toBeUndefined();
    expect(findingOf(two, 'spot', ignore('2026-01-31'))).toBeDefined();
  });

  it('has the level the assumptions file gives it', () => {
    expect(findingOf(two, 'spot', 'version: 1\nrules:\n  spot: warning\n')?.level).toBe('warning');
    expect(findingOf(two, 'spot', 'version: 1\nrules:\n  spot: off\n')).toBeUndefined();
  });
});
