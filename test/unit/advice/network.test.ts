import { describe, expect, it } from 'vitest';
import { findingOf, vllmDeployment } from '../../support/deploymentText.ts';

const text = vllmDeployment({
  model: 'meta-llama/Llama-3.1-8B-Instruct',
  args: ['--max-model-len=8192'],
  replicas: 4,
  selector: { 'node.kubernetes.io/instance-type': 'g6e.xlarge' },
});
const busy = 'version: 1\nworkload:\n  requestsPerSecond: 8\n  outputTokens: 1500\n';

describe('network', () => {
  it('says what streams of single tokens cost, and what more in one would save', () => {
    const message = findingOf(text, 'network', busy)?.message ?? '';
    expect(message).toMatch(
      /\$[\d,]+\/mo of traffic could be less\. Each token leaves in an event of 250 bytes/,
    );
    expect(message).toContain('--stream-interval 10');
  });

  it('adds calls between zones where they are counted, the larger first', () => {
    const zones = `${busy}components:\n  crossZone: {share: 0.67}\n`;
    expect(findingOf(text, 'network', zones)?.message).toContain('PreferClose');
  });

  it('is silent where traffic is not stated, or costs little', () => {
    expect(findingOf(text, 'network')).toBeUndefined();
    const little = 'version: 1\nworkload:\n  requestsPerSecond: 0.1\n';
    expect(findingOf(text, 'network', little)).toBeUndefined();
  });
});
