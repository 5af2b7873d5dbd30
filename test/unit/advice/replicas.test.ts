import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/core/model/finding.ts';
import { analysisOf, findingOf, fixed, vllmDeployment } from '../../support/deploymentText.ts';

const model = 'meta-llama/Llama-3.1-8B-Instruct';
const selector = { 'cloud.google.com/gke-accelerator': 'nvidia-l4' };
const chat = (replicas: number): string =>
  vllmDeployment({ model, replicas, selector, args: ['--max-model-len=4096'] });
const workload = (text: string, rest = ''): string => `version: 1\nworkload: { ${text} }\n${rest}`;

const missed = (finding: Finding | undefined) => finding?.fixes[0]?.effect?.missedShare;

describe('over-provisioned', () => {
  const stated = workload('requestsPerSecond: 1.2');

  it('counts what runs against what the busiest hour needs, and says it in numbers', () => {
    const finding = findingOf(chat(6), 'over-provisioned', stated);
    expect(finding?.message).toMatch(
      /^6 replicas serve 1\.2 req\/s at \d+% utilization; 3 would do/,
    );
    expect(finding?.fixes[0]?.monthlySaving).toBeGreaterThan(1000);
    const after = fixed(chat(6), finding);
    expect(after).toContain('replicas: 3');
    expect(findingOf(after, 'over-provisioned', stated)).toBeUndefined();
    expect(findingOf(after, 'under-provisioned', stated)).toBeUndefined();
  });

  it('keeps a replica that stands by, but not for batch work or outside production', () => {
    const little = 'requestsPerSecond: 0.05';
    const title = (assumptions: string) =>
      findingOf(chat(3), 'over-provisioned', assumptions)?.fixes[0]?.title;
    expect(title(workload(little))).toBe('Run 2 replicas');
    expect(title(workload(`${little}, latencyClass: batch`))).toBe('Run 1 replica');
    expect(title(workload(little, 'environment: staging\n'))).toBe('Run 1 replica');
  });

  it('is a warning where less than half would do', () => {
    expect(findingOf(chat(6), 'over-provisioned', stated)?.level).toBe('information');
    expect(findingOf(chat(7), 'over-provisioned', stated)?.level).toBe('warning');
  });

  it('claims nothing where nobody states the demand', () => {
    expect(findingOf(chat(40), 'over-provisioned')).toBeUndefined();
  });
});

describe('under-provisioned', () => {
  it('proposes the number that keeps up', () => {
    const stated = workload('requestsPerSecond: 3');
    const finding = findingOf(chat(1), 'under-provisioned', stated);
    expect(finding?.level).toBe('warning');
    expect(finding?.message).toMatch(
      /1 replica runs, and 5\.\d+ req\/s in the busiest hour need 7/,
    );
    expect(missed(finding)?.before).toBeGreaterThan(0.9);
    expect(missed(finding)?.after).toBeLessThan(0.05);
    expect(findingOf(fixed(chat(1), finding), 'under-provisioned', stated)).toBeUndefined();
  });

  it('says so where limits hold on no number of replicas', () => {
    const stated = workload('requestsPerSecond: 0.2, latency: { ttftMs: 300 }');
    const finding = findingOf(chat(1), 'under-provisioned', stated);
    expect(finding?.message).toMatch(/no number of replicas keeps p95 of TTFT within 300 ms/);
  });

  it('claims nothing where nobody states the demand', () => {
    const limits = workload('latency: { ttftMs: 300 }');
    expect(findingOf(chat(1), 'under-provisioned', limits)).toBeUndefined();
  });

  const scaled = (min: number, max: number, metric: string, target: number): string =>
    `${chat(2)}---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: chat
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: chat }
  minReplicas: ${min} # nights
  maxReplicas: ${max} # quota
  metrics:
    - type: Pods
      pods:
        metric: { name: ${metric} }
        target: { type: AverageValue, averageValue: "${target}" }
`;

  it('raises the maximum of an autoscaler that stops too early', () => {
    const stated = workload('requestsPerSecond: 3');
    const text = scaled(2, 3, 'vllm_num_requests_running', 12);
    const finding = findingOf(text, 'under-provisioned', stated);
    expect(finding?.message).toMatch(/3 replicas run at most/);
    const after = fixed(text, finding);
    expect(Number(/maxReplicas: (\d+) # quota/.exec(after)?.[1])).toBeGreaterThanOrEqual(7);
    expect(missed(finding)?.after).toBeLessThan(0.05);
  });

  it('counts requests in flight where those that wait come too late', () => {
    const stated = workload(
      'requestsPerSecond: 2, shape: business-hours, latency: { ttftMs: 3000, tpotMs: 75 }',
    );
    const text = scaled(2, 12, 'vllm_num_requests_waiting', 20);
    const finding = findingOf(text, 'under-provisioned', stated);
    const after = fixed(text, finding);
    expect(after).toContain('vllm_num_requests_running');
    expect(finding?.fixes[0]?.title).toMatch(/in flight each/);
    expect(finding?.fixes[0]?.needs).toMatch(/gauge of running requests/);
    expect(missed(finding)?.after).toBeLessThan(missed(finding)?.before ?? 0);
  });
});

describe('idle', () => {
  it('is money for nothing where no requests are expected', () => {
    const finding = findingOf(chat(1), 'idle', workload('requestsPerSecond: 0'));
    expect(finding?.level).toBe('warning');
    expect(finding?.message).toMatch(/is paid for nothing: no requests are expected/);
  });

  it('says how busy the demand keeps what is paid', () => {
    const finding = findingOf(chat(1), 'idle', workload('requestsPerSecond: 0.01'));
    expect(finding?.message).toMatch(/0\.01 req\/s keeps one replica busy \d% of the time/);
  });

  it('leaves it to over-provisioned where fewer replicas would do', () => {
    expect(findingOf(chat(5), 'idle', workload('requestsPerSecond: 0.01'))).toBeUndefined();
  });

  it('claims nothing where nobody states the demand', () => {
    expect(findingOf(chat(1), 'idle')).toBeUndefined();
    expect(findingOf(chat(1), 'idle', workload('latencyClass: batch'))).toBeUndefined();
  });
});

describe('schedule', () => {
  const staging = chat(2).replace(
    'metadata:\n  name: chat # the chat service',
    'metadata:\n  name: chat # the chat service\n  labels:\n    environment: staging',
  );

  it('counts business hours only for what is not production', () => {
    const finding = findingOf(staging, 'schedule');
    const [fix] = finding?.fixes ?? [];
    expect(finding?.message).toMatch(/This is staging/);
    expect(fix?.needs).toMatch(/cron trigger of KEDA/);
    expect(fix?.edits[0]?.edits[0]?.newText).toContain('schedule: business-hours');
    // 65 of 168 hours of the compute are left.
    expect(fix?.monthlySaving).toBeGreaterThan(0.5 * (fix?.effect?.monthly.before ?? Infinity));
  });

  it('has nothing to say in production, or once it is switched off at night', () => {
    expect(findingOf(chat(2), 'schedule')).toBeUndefined();
    expect(
      findingOf(staging, 'schedule', 'version: 1\nschedule: business-hours\n'),
    ).toBeUndefined();
    expect(findingOf(staging, 'schedule', 'version: 1\npurchase: reserved-1y\n')).toBeUndefined();
  });
});

describe('a proposal that would break what is promised', () => {
  const reasons = (text: string, assumptions: string) =>
    analysisOf(text, assumptions).deployments[0]?.heldBack.map(
      ({ code, reason }) => `${code}: ${reason}`,
    );

  it('is held back with the figure that speaks against it', () => {
    expect(
      reasons(chat(2), workload('requestsPerSecond: 1, latency: { ttftMs: 2000 }')),
    ).toContainEqual(expect.stringMatching(/^spot: there are latency limits to keep/));
    expect(reasons(chat(1), workload('requestsPerSecond: 0.5'))).toContainEqual(
      expect.stringMatching(/^spot: nothing answers for \d+ min/),
    );
    expect(reasons(chat(6), workload('requestsPerSecond: 1.2'))).toContainEqual(
      expect.stringMatching(/^commit: 3 of 6 replicas would do/),
    );
  });
});
