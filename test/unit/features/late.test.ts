import { describe, expect, it } from 'vitest';
import { busyText } from '../../../src/core/features/headline.ts';
import { getHover } from '../../../src/core/features/hover.ts';
import { analysisOf, vllmDeployment } from '../../support/deploymentText.ts';

const chat = vllmDeployment({
  model: 'meta-llama/Llama-3.1-8B-Instruct',
  replicas: 2,
  selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
  args: ['--max-model-len=4096'],
});
const stated = 'version: 1\nworkload: { requestsPerSecond: 1.5, shape: business-hours }\n';

describe('a deployment whose stated demand queues', () => {
  const late = analysisOf(chat, stated);

  it('does not look calm in the lens: the mean says nothing of the busy hours', () => {
    const [one] = late.deployments;
    expect(one && busyText(one.estimate)).toMatch(/\d+% busy, \d\d% late$|overloaded.*late$/);
  });

  it('shows its latency as what it is without the queue', () => {
    const [one] = late.deployments;
    const hover = getHover(late, one?.deployment.uri ?? '', { line: 3, character: 9 });
    expect(JSON.stringify(hover)).toMatch(/without the queue/);
  });

  it('claims nothing of a demand that nobody states', () => {
    const [one] = analysisOf(chat).deployments;
    expect(one && busyText(one.estimate)).not.toMatch(/late/);
  });
});
