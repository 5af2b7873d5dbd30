import { describe, expect, it } from 'vitest';
import { analysisOf, findingOf, fixed, vllmDeployment } from '../../support/deploymentText.ts';

const busy = `version: 1
workload:
  requestsPerSecond: 6
  shape: steady
  inputTokens: 500
  outputTokens: 200
`;
const narrow = vllmDeployment({
  model: 'meta-llama/Llama-3.1-8B-Instruct',
  replicas: 8,
  args: ['--max-model-len=4096', '--max-num-seqs=4'],
  selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
});

describe('batching', () => {
  it('raises a limit that keeps the cache empty and runs fewer replicas', () => {
    const finding = findingOf(narrow, 'batching', busy);
    const text = fixed(narrow, finding);
    const sequences = Number(/--max-num-seqs=(\d+)/.exec(text)?.[1]);
    const replicas = Number(/replicas: (\d+)/.exec(text)?.[1]);
    expect(sequences).toBeGreaterThan(4);
    expect(replicas).toBeLessThan(8);
    expect(replicas).toBeGreaterThanOrEqual(2);
    expect(analysisOf(text, busy).deployments[0]?.estimate.utilization).toBeLessThanOrEqual(1);
  });

  it('stands on the limit', () => {
    const finding = findingOf(narrow, 'batching', busy);
    expect(narrow.slice(finding?.span.start, finding?.span.end)).toContain('4');
  });

  it('keeps within the latency limit', () => {
    const strict = `${busy}  latency:\n    tpotMs: 60\n`;
    const finding = findingOf(narrow, 'batching', strict);
    if (finding === undefined) return;
    const after = analysisOf(fixed(narrow, finding), strict).deployments[0]?.estimate;
    expect(after?.meetsSlo).not.toBe(false);
  });

  it('says nothing when the number of replicas cannot fall', () => {
    expect(
      findingOf(narrow.replace('replicas: 8', 'replicas: 2'), 'batching', busy),
    ).toBeUndefined();
  });
});
