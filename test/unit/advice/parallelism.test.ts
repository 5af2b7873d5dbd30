import { describe, expect, it } from 'vitest';
import { analysisOf, findingOf, fixed, vllmDeployment } from '../../support/deploymentText.ts';

const wide = vllmDeployment({
  model: 'meta-llama/Llama-3.1-8B-Instruct',
  gpus: 8,
  replicas: 2,
  args: ['--tensor-parallel-size=8', '--max-model-len=8192'],
  selector: { 'node.kubernetes.io/instance-type': 'p4d.24xlarge' },
});
const limits =
  'version: 1\nworkload:\n  requestsPerSecond: 6\n  latency: { ttftMs: 800, tpotMs: 40 }\n';

describe('parallelism', () => {
  it('divides a small model that is spread too wide, with the replicas that then suffice', () => {
    const finding = findingOf(wide, 'parallelism', limits);
    const [fix] = finding?.fixes ?? [];
    expect(fix?.title).toMatch(/^Run \d+ replicas? of \d × A100-SXM-40, /);
    expect(fix?.monthlySaving).toBeGreaterThan(1000);
    const after = analysisOf(fixed(wide, finding), limits).deployments[0];
    expect(after?.estimate.meetsSlo).toBe(true);
    expect(after?.deployment.accelerator?.product?.value).toBe('A100-SXM-40');
    expect(after?.deployment.replicas.min.value).toBeGreaterThanOrEqual(2);
  });

  it('stands on the tensor parallel flag', () => {
    const finding = findingOf(wide, 'parallelism', limits);
    expect(wide.slice(finding?.span.start, finding?.span.end)).toContain('8');
  });

  it('does not propose itself again', () => {
    const once = fixed(wide, findingOf(wide, 'parallelism', limits));
    expect(findingOf(once, 'parallelism', limits)).toBeUndefined();
  });

  it('says nothing about one accelerator that suffices', () => {
    const one = vllmDeployment({
      model: 'meta-llama/Llama-3.1-8B-Instruct',
      args: ['--max-model-len=8192'],
      selector: { 'node.kubernetes.io/instance-type': 'g6e.xlarge' },
    });
    expect(findingOf(one, 'parallelism', limits)).toBeUndefined();
  });
});
