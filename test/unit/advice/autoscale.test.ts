import { describe, expect, it } from 'vitest';
import { analysisOf, findingOf, fixed, vllmDeployment } from '../../support/deploymentText.ts';

const model = 'meta-llama/Llama-3.1-8B-Instruct';
const selector = { 'cloud.google.com/gke-accelerator': 'nvidia-l4' };
const chat = vllmDeployment({ model, replicas: 12, selector, args: ['--max-model-len=4096'] });
const office = (rest = ''): string =>
  `version: 1\nworkload: { requestsPerSecond: 2.5, shape: business-hours${rest} }\n`;

/** A model of KServe in serverless mode, which scales by the requests in flight. */
const inferenceService = (
  min: number,
  max: number,
): string => `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: chat
  annotations:
    serving.kserve.io/deploymentMode: Serverless
spec:
  predictor:
    minReplicas: ${min} # always
    maxReplicas: ${max}
    nodeSelector:
      cloud.google.com/gke-accelerator: nvidia-l4
    model:
      modelFormat:
        name: huggingface
      args:
        - --model_id=meta-llama/Llama-3.1-8B-Instruct
        - --max-model-len=4096
      resources:
        limits:
          nvidia.com/gpu: "1"
`;

describe('autoscale', () => {
  it('proposes minimum, maximum and target for a fixed number, by playing the week through', () => {
    const finding = findingOf(chat, 'autoscale', office());
    const [lean, cautious] = finding?.fixes ?? [];
    expect(finding?.message).toMatch(/^12 replicas run all the time, and \d+% of the paid time/);
    expect(lean?.title).toMatch(
      /^Scale between 2 and \d+ replicas, by \d+ requests in flight each/,
    );
    expect(lean?.effect?.missedShare.after).toBeLessThan(0.05);
    expect(lean?.needs).toMatch(/KEDA/);
    // The careful policy keeps more running and costs more.
    expect(cautious?.monthlySaving).toBeLessThan(lean?.monthlySaving ?? 0);
    expect(Number(/between (\d+)/.exec(cautious?.title ?? '')?.[1])).toBeGreaterThanOrEqual(4);
  });

  it('appends the autoscaler, takes the fixed number out, and has then nothing more to say', () => {
    const after = fixed(chat, findingOf(chat, 'autoscale', office()));
    expect(after).toMatch(
      /kind: ScaledObject[\s\S]*minReplicaCount: 2[\s\S]*vllm:num_requests_running/,
    );
    expect(after).not.toMatch(/^ {2}replicas:/m);
    expect(after).toContain('# the chat service');
    expect(findingOf(after, 'autoscale', office())).toBeUndefined();
    expect(findingOf(after, 'under-provisioned', office())).toBeUndefined();
  });

  it('changes the bounds and the target that are there', () => {
    const text = inferenceService(10, 12);
    const finding = findingOf(text, 'autoscale', office());
    const after = fixed(text, finding);
    expect(Number(/minReplicas: (\d+) # always/.exec(after)?.[1])).toBeLessThan(5);
    expect(Number(/maxReplicas: (\d+)/.exec(after)?.[1])).toBeGreaterThanOrEqual(10);
    expect(finding?.fixes[0]?.needs).toBeNull();
  });

  it('is silent where the load does not move, or nobody states it', () => {
    const steady = 'version: 1\nworkload: { requestsPerSecond: 8.5, shape: steady }\n';
    expect(findingOf(chat, 'autoscale', steady)).toBeUndefined();
    expect(findingOf(chat, 'autoscale')).toBeUndefined();
  });

  it('holds back where replicas would come too late', () => {
    const strict = office(', latency: { ttftMs: 3000, percentile: 99.9 }');
    const [one] = analysisOf(chat, strict).deployments;
    const codes = one?.findings.map(({ code }) => code);
    const reason = one?.heldBack.find(({ code }) => code === 'autoscale')?.reason;
    expect(codes?.includes('autoscale') === true ? 'proposed' : reason).toMatch(
      /of the requests would be late while replicas start/,
    );
  });
});

describe('scale-to-zero', () => {
  const rare = (rest: string): string =>
    `version: 1\nworkload: { requestsPerSecond: 0.001, shape: business-hours${rest} }\n`;

  it('says what idling costs, how long a start takes and who would wait', () => {
    const finding = findingOf(
      inferenceService(1, 3),
      'scale-to-zero',
      rare(', latencyClass: batch'),
    );
    expect(finding?.message).toMatch(
      /^Idling costs \$\d+\/mo\. At a minimum of zero \d+% of the requests would wait \d+ min/,
    );
    const after = fixed(inferenceService(1, 3), finding);
    expect(after).toContain('minReplicas: 0 # always');
    expect(finding?.fixes[0]?.monthlySaving).toBeGreaterThan(100);
    expect(findingOf(after, 'scale-to-zero', rare(', latencyClass: batch'))).toBeUndefined();
  });

  it('is held back for work that people wait for, with the share that would wait', () => {
    const reason = (assumptions: string, text = inferenceService(1, 3)) =>
      analysisOf(text, assumptions).deployments[0]?.heldBack.find(
        ({ code }) => code === 'scale-to-zero',
      )?.reason;
    expect(reason(rare(', latencyClass: real-time, latency: { ttftMs: 3000 }'))).toMatch(
      /and the work is real-time$/,
    );
    expect(reason(rare(', latency: { ttftMs: 3000 }'))).toMatch(
      /more than the latency limits allow$/,
    );
    expect(reason(rare(''))).toMatch(/^\d+% of the requests would wait \d+ min/);
  });

  it('says why a plain Deployment cannot', () => {
    const one = vllmDeployment({ model, replicas: 1, selector, args: ['--max-model-len=4096'] });
    const [chatOne] = analysisOf(one, rare(', latencyClass: batch')).deployments;
    expect(chatOne?.heldBack.find(({ code }) => code === 'scale-to-zero')?.reason).toMatch(
      /Nothing in front of it keeps a request/,
    );
  });
});

describe('cold-start', () => {
  const text = inferenceService(0, 3);

  it('names the wait and its longest part; by default demand without figures nobody stated', () => {
    const finding = findingOf(text, 'cold-start');
    expect(finding?.level).toBe('information');
    expect(finding?.message).toMatch(/first request after a pause waits \d+ min.*takes \d+ min/);
    expect(finding?.fixes).toEqual([]);
  });

  it('is a warning where more wait than the limits allow, and keeps one replica running', () => {
    const stated =
      'version: 1\nworkload: { requestsPerSecond: 0.01, shape: business-hours, latency: { ttftMs: 3000 } }\n';
    const finding = findingOf(text, 'cold-start', stated);
    expect(finding?.level).toBe('warning');
    expect(finding?.message).toMatch(/\d+% of the requests wait \d+ min/);
    const after = fixed(text, finding);
    expect(after).toContain('minReplicas: 1 # always');
    expect(finding?.fixes[0]?.monthlySaving).toBeLessThan(0);
    expect(findingOf(after, 'cold-start', stated)).toBeUndefined();
  });

  it('does not mind that batch work waits', () => {
    expect(
      findingOf(text, 'cold-start', 'version: 1\nworkload: { latencyClass: batch }\n'),
    ).toBeUndefined();
  });
});
