import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/core/model/finding.ts';
import { applyEdits } from '../../../src/core/text/applyEdits.ts';
import { analysisOf, vllmDeployment } from '../../support/deploymentText.ts';

const text = vllmDeployment({
  model: 'meta-llama/Llama-3.1-8B-Instruct',
  selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
  replicas: 2,
  args: ['--max-model-len=8192'],
});

const where = 'source: vLLM at prom, from: 2026-11-20, to: 2026-11-27';
const block = (measured: string, more = ''): string =>
  `version: 1\nprovider: gcp\ndeployments:\n  chat:\n${more}    measured:\n${measured}`;
const production = (values: string, more = ''): string =>
  block(`      production: { ${where}, ${values} }\n`, more);

function drifts(assumptions: string, config = text): readonly Finding[] {
  const [one] = analysisOf(config, assumptions).deployments;
  return one?.findings.filter(({ code }) => code === 'measurement-drift') ?? [];
}

const messages = (assumptions: string, config = text): readonly string[] =>
  drifts(assumptions, config).map(({ message }) => message);

const load = 'inputTokens: 800, outputTokens: 200, concurrency: 6';

describe('measurement-drift', () => {
  it('is silent without measurements, and where they are as estimated', () => {
    expect(messages('version: 1\n')).toEqual([]);
    const [one] = analysisOf(text, production(`requestsPerSecond: 0.5, ${load}`)).deployments;
    const { ttftMs = 0, tpotMs = 0 } = one?.estimate.performance?.saturated ?? {};
    expect(ttftMs).toBeGreaterThan(0);
    expect(tpotMs).toBeGreaterThan(0);
    const near = messages(production(`requestsPerSecond: 0.5, replicas: 2.1, ${load}, tpotMs: 68`));
    expect(near).toEqual([]);
  });

  it('says at which load the latency is another one, and what was estimated for that load', () => {
    const [message, ...others] = messages(
      production(`${load}, ttftMs: { mean: 4000 }, tpotMs: 20`),
    );
    expect(others).toEqual([]);
    expect(message).toMatch(
      /^Measured from 2026-11-20 to 2026-11-27 \(vLLM at prom\) is TTFT 4 s with 6 in flight per replica, estimated [\d.]+ m?s \(.*\); TPOT 20 ms with 6 in flight per replica, estimated \d+ ms \(\d+–\d+ ms\)\./,
    );
  });

  it('compares at the measured load, not at the estimated one', () => {
    const at = (concurrency: number) =>
      messages(
        production(`inputTokens: 800, outputTokens: 200, concurrency: ${concurrency}, tpotMs: 70`),
      );
    expect(at(4)).toEqual([]);
    expect(at(60).length).toBe(1);
  });

  it('holds a whole answer against the estimate where monitoring has no more', () => {
    const [message] = messages(production(`${load}, e2eMs: 90000`));
    expect(message).toMatch(
      /is a whole answer 90 s with 6 in flight per replica, estimated [\d.]+ s/,
    );
  });

  it('says that a replica made more tokens than is held to be possible, and nothing of fewer', () => {
    expect(messages(production('busiestOutputTokensPerSecond: 100'))).toEqual([]);
    const [message] = messages(production('busiestOutputTokensPerSecond: 9000'));
    expect(message).toMatch(
      /9,000 tokens\/s from a replica in its busiest hour, at most [\d,]+ tokens\/s/,
    );
  });

  it('says that accelerators were less busy than the traffic needs, and nothing of busier ones', () => {
    const traffic = 'requestsPerSecond: 2, replicas: 2, inputTokens: 800, outputTokens: 200';
    expect(messages(production(`${traffic}, gpuUtilization: 0.97`))).toEqual([]);
    const [message] = messages(production(`${traffic}, gpuUtilization: 0.05`));
    expect(message).toMatch(
      /accelerators busy 5% of the time, at least \d+% estimated for that traffic/,
    );
  });

  it('counts replicas that ran, and lets an autoscaled number be replaced by them', () => {
    const [fixed] = drifts(production('replicas: 3'));
    expect(fixed?.message).toBe(
      '3 replicas ran on average from 2026-11-20 to 2026-11-27 (vLLM at prom); the config asks for 2.',
    );
    expect(fixed?.fixes).toEqual([]);
    const scaled = `${text}---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: chat }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: chat }\n  minReplicas: 1\n  maxReplicas: 6\n`;
    const [finding] = drifts(production('requestsPerSecond: 0.2, replicas: 4'), scaled);
    expect(finding?.fixes[0]).toMatchObject({ title: 'Count the 4 replicas that ran' });
    expect(finding?.fixes[0]?.monthlySaving).toBeLessThan(0);
  });

  it('warns where the latency objective was missed at its percentile', () => {
    const limit = (percentile: number) =>
      `    workload: { latency: { ttftMs: 500, percentile: ${percentile} } }\n`;
    const values = 'ttftMs: { mean: 300, p95: 900 }';
    const [finding] = drifts(production(values, limit(95)));
    expect(finding).toMatchObject({
      level: 'warning',
      message:
        'Missed its latency objective from 2026-11-20 to 2026-11-27 (vLLM at prom): p95 TTFT 900 ms, limit 500 ms.',
    });
    expect(messages(production(values, limit(99)))).toHaveLength(1);
    expect(messages(production(values, limit(90)))).toEqual([]);
  });

  it('says that a bill is outside of the estimated range', () => {
    const bill = (monthly: number) =>
      block(
        `      bill: { source: OpenCost, from: 2026-11-20, to: 2026-11-27, monthly: ${monthly} }\n`,
      );
    const [one] = analysisOf(text, bill(1)).deployments;
    const expected = one?.estimate.monthly?.expected ?? 0;
    expect(messages(bill(Math.round(expected * 1.05)))).toEqual([]);
    expect(messages(bill(Math.round(expected * 2)))[0]).toMatch(
      /^OpenCost attributes \$[\d,]+\/mo to it, from 2026-11-20 to 2026-11-27 scaled to a month; the estimate is \$[\d,]+\/mo/,
    );
  });
});

describe('a benchmark', () => {
  const bench = (points: readonly string[], more = ''): string =>
    block(
      `      benchmark:\n        source: GuideLLM\n        from: 2026-11-20\n        to: 2026-11-20\n${more}        points:\n${points
        .map((point) => `          - { inputTokens: 512, outputTokens: 256, ${point} }\n`)
        .join('')}`,
    );

  it('differs at the loads where it is outside of the band; the largest difference is told', () => {
    const slow = ['concurrency: 1, tpotMs: 60', 'concurrency: 32, outputTokensPerSecond: 20'];
    expect(messages(bench(slow))[0]).toMatch(
      /^A benchmark on 2026-11-20 \(GuideLLM\) differs from the estimate at 1 of 2 loads, most with 32 in flight: 20 tokens\/s, estimated [\d,]+ tokens\/s/,
    );
  });

  it('of several replicas is compared by replica', () => {
    const [one] = messages(bench(['concurrency: 64, outputTokensPerSecond: 640']));
    const many = messages(
      bench(['concurrency: 64, outputTokensPerSecond: 640'], '        replicas: 64\n'),
    );
    expect(one ?? '').not.toBe(many[0] ?? '');
  });
});

describe('stated demand', () => {
  const stated = (workload: string): string =>
    production('requestsPerSecond: 3, inputTokens: 800', `    workload: ${workload}\n`);

  it('that is far from the measured one is said where it is stated', () => {
    const assumptions = stated(
      '{ requestsPerDay: 1036800, inputTokens: 900, growthPerMonth: 0.1 }',
    );
    const [finding, ...others] = drifts(assumptions).filter(({ uri }) => uri.endsWith('cost.yaml'));
    expect(others).toEqual([]);
    expect(finding?.message).toBe(
      '12 req/s are stated for chat and counted; 3 req/s were measured from 2026-11-20 to 2026-11-27 (vLLM at prom).',
    );
    expect(assumptions.slice(finding?.span.start, finding?.span.end)).toBe('1036800');
    const edit = finding?.fixes[0]?.edits[0];
    const after = applyEdits(assumptions, edit?.edits ?? []);
    expect(after).toContain('workload: { inputTokens: 900, growthPerMonth: 0.1 }');
    expect(analysisOf(text, after).deployments[0]?.workload.requestsPerSecond).toMatchObject({
      value: 3,
      origin: { kind: 'measured' },
    });
  });

  it('in a comment becomes what was measured', () => {
    const config = text.replace('  name: chat', '  # serving-cost: 12 rps\n  name: chat');
    const [finding] = drifts(production('requestsPerSecond: 3'), config);
    const edit = finding?.fixes[0]?.edits[0];
    expect(applyEdits(config, edit?.edits ?? [])).toContain('# serving-cost: 3 rps');
  });
});
