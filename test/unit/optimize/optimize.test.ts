import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../src/core/analysis.ts';
import { createAnalysisCache } from '../../../src/core/analysis/cache.ts';
import { optimizationSteps, optimizeDeployment } from '../../../src/core/optimize/optimize.ts';
import {
  defaultSearch,
  noConstraints,
  type Optimization,
  type SearchOptions,
} from '../../../src/core/optimize/optimization.ts';
import { applyEdits } from '../../../src/core/text/applyEdits.ts';
import { analysisOf, vllmDeployment } from '../../support/deploymentText.ts';

const limits = (more = ''): string =>
  `version: 1\nworkload:\n  requestsPerSecond: 3\n  latency: { ttftMs: 1000, tpotMs: 50 }\n${more}`;

const large = vllmDeployment({
  model: 'meta-llama/Llama-3.1-70B-Instruct',
  gpus: 8,
  replicas: 3,
  args: ['--tensor-parallel-size=8', '--max-model-len=8192'],
  selector: { 'node.kubernetes.io/instance-type': 'p4de.24xlarge' },
});

function optimized(analysis: Analysis, options: Partial<SearchOptions> = {}): Optimization {
  const found = optimizeDeployment(analysis, analysis.deployments[0]?.deployment.id ?? '', {
    ...defaultSearch,
    ...options,
  });
  if ('reason' in found) throw new Error(found.reason);
  return found;
}

/** The analysis of the texts as a plan would leave them. */
function after(text: string, assumptions: string, { plan }: Optimization): Analysis {
  const edited = (name: string, before: string): string => {
    const edit = plan?.edits.find(({ uri }) => uri.endsWith(name));
    return edit === undefined ? before : applyEdits(before, edit.edits);
  };
  return analysisOf(edited('/serving.yaml', text), edited('/.servingcost.yaml', assumptions));
}

describe('optimizeDeployment', () => {
  it('takes steps that can be given up at any time, and comes to the same', () => {
    const analysis = analysisOf(large, limits());
    const id = analysis.deployments[0]?.deployment.id ?? '';
    const cache = createAnalysisCache();
    const begun = optimizationSteps(analysis, id, defaultSearch, cache);
    for (let step = 0; step < 5; step++) expect(begun.next().done).toBe(false);
    begun.return({ reason: 'given up' });
    const steps = optimizationSteps(analysis, id, defaultSearch, cache);
    let count = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) count++;
    expect(count).toBeGreaterThan(20);
    expect(step.value).toEqual(optimizeDeployment(analysis, id));
  });

  it('finds a plan whose patch costs and does what it says', () => {
    const before = analysisOf(large, limits());
    const found = optimized(before);
    const { plan, today } = found;
    const then = after(large, limits(), found);
    const estimate = then.deployments[0]?.estimate;
    expect(plan?.monthly).toBeCloseTo(estimate?.monthly?.expected ?? NaN, 6);
    expect(plan?.monthlySaving).toBeCloseTo(
      before.totals.monthly.expected - then.totals.monthly.expected,
      6,
    );
    expect(today?.monthly).toBeCloseTo(before.totals.monthly.expected, 6);
    expect(estimate?.meetsSlo).toBe(true);
    expect(estimate?.memory?.fits).toBe(true);
    expect(estimate?.ttftMs).toBeCloseTo(plan?.ttftMs ?? NaN, 3);
    expect(estimate?.replicas.min).toBe(plan?.replicas.min);
  });

  it('has nothing to add once its plan is followed', () => {
    const found = optimized(analysisOf(large, limits()));
    const again = optimized(after(large, limits(), found));
    expect(again.plan?.monthlySaving ?? 0).toBeLessThan(0.001 * (found.plan?.monthly ?? 0));
  });

  it('draws fronts on which paying more buys something', () => {
    const { byLatency, byThroughput } = optimized(analysisOf(large, limits()));
    expect(byLatency.length).toBeGreaterThan(1);
    for (const [index, plan] of byLatency.entries()) {
      const cheaper = byLatency[index - 1];
      if (cheaper === undefined) continue;
      expect(plan.monthly).toBeGreaterThanOrEqual(cheaper.monthly * 0.9999);
      expect(plan.latencyMs).toBeLessThan(cheaper.latencyMs ?? 0);
    }
    for (const [index, plan] of byThroughput.entries()) {
      const cheaper = byThroughput[index - 1];
      if (cheaper === undefined) continue;
      expect(plan.requestsPerSecond).toBeGreaterThan(cheaper.requestsPerSecond ?? 0);
    }
  });

  it('stays within what is allowed, and counts what that leaves out', () => {
    const options = {
      constraints: { ...noConstraints, allowedAccelerators: ['A100-SXM-80'] },
    };
    const { plan, byLatency, counts } = optimized(analysisOf(large, limits()), options);
    for (const each of [plan, ...byLatency]) expect(each?.accelerator).toBe('A100-SXM-80');
    expect(counts.dropped.policy).toBeGreaterThan(0);
  });

  it('stays within a quota', () => {
    const free = optimized(analysisOf(large, limits())).plan;
    const quota = { [free?.accelerator ?? '']: 1 };
    const { byLatency, counts } = optimized(analysisOf(large, limits()), {
      constraints: { ...noConstraints, quota },
    });
    expect(counts.dropped.quota).toBeGreaterThan(0);
    expect(byLatency.map(({ accelerator }) => accelerator)).not.toContain(free?.accelerator);
  });

  it('buys no spot capacity for a single replica or in real time', () => {
    const single = large.replace('replicas: 3', 'replicas: 1');
    const alone = optimized(
      analysisOf(single, limits().replace('requestsPerSecond: 3', 'requestsPerSecond: 1')),
    );
    for (const { purchase, replicas } of alone.byLatency) {
      if (purchase === 'spot') expect(replicas.min).toBeGreaterThan(1);
    }
    const realTime = limits().replace('latency:', 'latencyClass: real-time\n  latency:');
    const awaited = optimized(analysisOf(large, realTime));
    expect(awaited.byLatency.map(({ purchase }) => purchase)).not.toContain('spot');
    expect(awaited.counts.dropped.availability).toBeGreaterThan(0);
  });

  it('keeps the replicas that availability asks for', () => {
    const { byLatency } = optimized(analysisOf(large, limits()), {
      constraints: { ...noConstraints, spareReplicas: 3 },
    });
    for (const { replicas } of byLatency) expect(replicas.min).toBeGreaterThanOrEqual(4);
  });

  it('loses no accuracy where none may be lost', () => {
    const { plan, counts } = optimized(analysisOf(large, limits('  maxAccuracyLoss: 0\n')));
    expect(plan?.quantization).toBe('bf16');
    expect(plan?.kvPrecision).toBe('bf16');
    expect(counts.considered).toBeGreaterThan(0);
  });

  it('lets a commitment compete where it is asked for, and says that it must be bought', () => {
    const { plan } = optimized(analysisOf(large, limits()), { purchases: ['reserved-3y'] });
    expect(plan?.purchase).toBe('reserved-3y');
    expect(plan?.needs.join(' ')).toContain('reserved-3y');
    expect(plan?.edits.some(({ uri }) => uri.endsWith('/.servingcost.yaml'))).toBe(true);
  });

  it('writes the assumption where the config does not name its hardware', () => {
    const text = vllmDeployment({
      model: 'meta-llama/Llama-3.1-8B-Instruct',
      replicas: 4,
      args: ['--max-model-len=8192'],
    });
    const assumptions = `${limits()}accelerator: H100-SXM # for now\n`;
    const found = optimized(analysisOf(text, assumptions));
    expect(found.plan?.assumed.map(({ field }) => field)).toContain('accelerator');
    const then = after(text, assumptions, found).deployments[0];
    expect(then?.estimate.hardware?.accelerator?.id).toBe(found.plan?.accelerator);
  });

  it('leaves what scales to zero to do so', () => {
    const endpoint = JSON.stringify({
      name: 'copy',
      model: {
        repository: 'Qwen/Qwen2.5-7B-Instruct',
        image: { vllm: { url: 'vllm/vllm-openai:v0.11.0', maxModelLen: 8192 } },
      },
      compute: {
        accelerator: 'gpu',
        instanceType: 'nvidia-a100',
        instanceSize: 'x4',
        scaling: { minReplica: 0, maxReplica: 2 },
      },
      provider: { vendor: 'aws', region: 'us-east-1' },
    });
    const rate = 'version: 1\nworkload:\n  requestsPerSecond: 0.5\n';
    const { plan } = optimized(analysisOf(endpoint, rate));
    expect(plan?.monthlySaving).toBeGreaterThan(100);
    expect(plan?.replicas.min).toBe(0);
    expect(plan?.acceleratorCount).toBe(plan?.tensorParallel);
  });

  it('says why there is nothing to search', () => {
    const analysis = analysisOf(vllmDeployment({ model: 'nobody/knows-this', gpus: 1 }));
    const id = analysis.deployments[0]?.deployment.id ?? '';
    expect(optimizeDeployment(analysis, id)).toMatchObject({
      reason: expect.stringContaining('model') as string,
    });
    expect(optimizeDeployment(analysis, 'no such id')).toHaveProperty('reason');
  });

  it('keeps to the policies of the assumptions file', () => {
    const search = (policies: string) => optimized(analysisOf(large, limits(policies)));
    const free = search('').byLatency.map(({ accelerator }) => accelerator ?? '');
    const other = free.some((name) => name.startsWith('H100')) ? 'A100*' : 'H100*';
    const { byLatency, counts } = search(`policies: { allowed: { accelerators: ['${other}'] } }\n`);
    expect(free.every((name) => name.startsWith(other.slice(0, 4)))).toBe(false);
    expect(byLatency.length).toBeGreaterThan(0);
    for (const { accelerator } of byLatency) {
      expect(accelerator?.startsWith(other.slice(0, 4))).toBe(true);
    }
    expect(counts.dropped.policy).toBeGreaterThan(0);
  });
});
