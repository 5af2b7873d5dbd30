import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import type {
  InstanceComparison,
  InstanceRow,
  InstanceScope,
} from '../../../src/core/compare/comparison.ts';
import { chooseInstance } from '../../../src/core/compare/choice.ts';
import { compareDeployment } from '../../../src/core/compare/compare.ts';
import { getReport } from '../../../src/core/report/report.ts';
import { applyEdits } from '../../../src/core/text/applyEdits.ts';
import { analysisOf, vllmDeployment } from '../../support/deploymentText.ts';
import { testEnvironment } from '../../support/environment.ts';

const model = 'meta-llama/Llama-3.1-8B-Instruct';
const stated =
  'version: 1\nworkload:\n  requestsPerSecond: 6\n  inputTokens: 800\n  outputTokens: 200\n  latency: { ttftMs: 1500, tpotMs: 80 }\n';
const onG5 = vllmDeployment({
  model,
  replicas: 6,
  args: ['--max-model-len=8192'],
  selector: { 'node.kubernetes.io/instance-type': 'g5.xlarge' },
});
const onA10G = vllmDeployment({
  model,
  replicas: 6,
  args: ['--max-model-len=8192'],
  selector: { 'nvidia.com/gpu.product': 'NVIDIA-A10G' },
});

const known = new Map<string, InstanceComparison>();

function compared(
  text: string,
  assumptions?: string,
  scope: Partial<InstanceScope> = {},
): InstanceComparison {
  const key = JSON.stringify([text, assumptions, scope]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const analysis = analysisOf(text, assumptions);
  const id = analysis.deployments[0]?.deployment.id ?? '';
  const whole: InstanceScope = { providers: 'same', region: null, purchase: null, ...scope };
  const found = compareDeployment(analysis, id, whole).instances;
  if ('reason' in found) throw new Error(found.reason);
  known.set(key, found);
  return found;
}

function reasonOf(text: string, name?: string): string {
  const analysis = analysisOf(text, undefined, name);
  const found = compareDeployment(analysis, analysis.deployments[0]?.deployment.id ?? '').instances;
  return 'reason' in found ? found.reason : 'compared';
}

const row = (found: InstanceComparison, instance: string, count = 1): InstanceRow => {
  const one = found.rows.find(
    (each) => each.instance === instance && each.count === count && !each.isCurrent,
  );
  if (one === undefined) throw new Error(`${instance} is not among the rows`);
  return one;
};

describe('instances', () => {
  it.each([
    ['a named machine', onG5, stated],
    ['an accelerator', onA10G, stated],
    ['no accelerator named', vllmDeployment({ model }), undefined],
    [
      'a model that does not fit',
      vllmDeployment({
        model: 'meta-llama/Llama-3.1-70B-Instruct',
        selector: { 'nvidia.com/gpu.product': 'NVIDIA-A10G' },
      }),
      undefined,
    ],
  ])('the row of today is what the report says: %s', (_what, text, assumptions) => {
    const analysis = analysisOf(text, assumptions);
    const [report] = getReport(analysis, { base: 'file:///repo' }).deployments;
    const [current] = compared(text, assumptions).rows;
    expect(current?.isCurrent).toBe(true);
    expect(current?.figures?.monthly).toEqual(analysis.deployments[0]?.estimate.monthly);
    expect(current?.figures?.monthly.expected).toBeCloseTo(
      report?.monthly.expected ?? Number.NaN,
      6,
    );
    expect(current?.instance).toBe(report?.instanceType);
  });

  it('every machine gets the replicas that the same demand needs there', () => {
    const found = compared(onG5, stated);
    const held = found.rows.filter(({ verdict }) => verdict === 'holds');
    expect(held.length).toBeGreaterThan(20);
    for (const { figures } of held) {
      expect(figures?.requestsPerSecond).toBeGreaterThanOrEqual(
        (found.demand?.peak ?? 0) * (1 - 1e-9),
      );
      expect(figures?.meetsSlo).toBe(true);
    }
    const slow = row(found, 'g6.xlarge');
    const fast = row(found, 'p5.4xlarge');
    expect(slow.figures?.replicas.min).toBeGreaterThan(fast.figures?.replicas.min ?? 0);
  });

  it('the cheapest holds everything, and nothing that does is cheaper', () => {
    const found = compared(onG5, stated);
    const cheapest = found.rows.find(({ key }) => key === found.cheapest);
    expect(cheapest?.verdict).toBe('holds');
    for (const { verdict, figures } of found.rows) {
      if (verdict !== 'holds') continue;
      expect(figures?.monthly.expected).toBeGreaterThanOrEqual(
        cheapest?.figures?.monthly.expected ?? 0,
      );
    }
    expect(new Set(found.rows.map(({ key }) => key)).size).toBe(found.rows.length);
  });

  it('what does not fit has no month and says what is missing', () => {
    const found = compared(
      vllmDeployment({
        model: 'meta-llama/Llama-3.1-70B-Instruct',
        gpus: 8,
        args: ['--tensor-parallel-size=8', '--max-model-len=8192'],
        selector: { 'node.kubernetes.io/instance-type': 'p4d.24xlarge' },
      }),
    );
    const small = row(found, 'g6.xlarge');
    expect(small).toMatchObject({ verdict: 'does-not-fit', fits: false, figures: null });
    expect(small.shortfallGiB).toBeGreaterThan(50);
  });

  it('spot is priced where it is sold, and said to be missing where it is not', () => {
    const found = compared(onG5, stated, { purchase: 'spot' });
    const priced = row(found, 'g6.xlarge');
    expect(priced.purchase).toBe('spot');
    expect(priced.figures?.monthly.expected).toBeLessThan(
      row(compared(onG5, stated), 'g6.xlarge').figures?.monthly.expected ?? 0,
    );
    const withoutSpot = found.rows.filter(({ hourly }) => hourly.spot === null);
    for (const { verdict, reason, fits, isCurrent } of withoutSpot) {
      if (isCurrent || fits === false || verdict === 'no-arithmetic') continue;
      expect(verdict).toBe('unpriced');
      expect(reason).toMatch(/spot price/);
    }
  });

  it('other clouds only when they are asked for, another region when it is named', () => {
    const sellers = (scope: Partial<InstanceScope>): Set<string> =>
      new Set(compared(onG5, stated, scope).rows.map(({ seller }) => seller));
    expect(sellers({})).toEqual(new Set(['aws']));
    expect(sellers({ providers: 'all' }).size).toBeGreaterThan(3);
    const abroad = compared(onG5, stated, { region: 'eu-west-1' });
    expect(abroad.regions).toContain('eu-west-1');
    expect(abroad.rows.slice(1).every(({ region }) => region === 'eu-west-1')).toBe(true);
    // Chosen for a deployment in another cloud, it says nothing here.
    const elsewhere = compared(onG5, stated, { region: 'europe-west4' });
    expect(elsewhere.rows).toEqual(compared(onG5, stated).rows);
  });

  it('a policy takes machines out of the running, not out of the table', () => {
    const found = compared(onG5, `${stated}policies:\n  allowed: { accelerators: [L4, A10G] }\n`);
    expect(row(found, 'p5.4xlarge')).toMatchObject({
      verdict: 'not-allowed',
      reason: 'H100-SXM is not in policies.allowed.accelerators',
    });
    expect(found.byLatency.every((key) => !key.includes('p5'))).toBe(true);
  });

  it('a price of one’s own counts', () => {
    const own = compared(onG5, `${stated}prices: { g6.xlarge: 0.1 }\n`);
    const list = compared(onG5, stated);
    expect(row(own, 'g6.xlarge').figures?.monthly.expected).toBeLessThan(
      (row(list, 'g6.xlarge').figures?.monthly.expected ?? 0) / 4,
    );
    expect(own.cheapest).toContain('g6.xlarge');
  });

  it('without a known model nothing is said to hold', () => {
    const found = compared(
      vllmDeployment({
        model: 'ours/unheard-of',
        selector: { 'nvidia.com/gpu.product': 'NVIDIA-A10G' },
      }),
    );
    expect(found).toMatchObject({ cheapest: null, byLatency: [], byThroughput: [] });
    expect(found.rows.some(({ verdict }) => verdict === 'holds')).toBe(false);
  });

  it('says why there is nothing to compare', () => {
    expect(
      reasonOf(vllmDeployment({ model }).replace('nvidia.com/gpu:', 'nvidia.com/mig-1g.10gb:')),
    ).toMatch(/slices/);
    expect(compareDeployment(analysisOf(onG5), 'nothing').instances).toEqual({
      reason: 'There is no such deployment.',
    });
  });
});

describe('use of an instance', () => {
  /** Applies what a row comes to and prices the edited text from the start; the reason where the files cannot say it. */
  function applied(text: string, one: InstanceRow): { text: string; monthly: number } | string {
    const analysis = analysisOf(text, stated);
    const id = analysis.deployments[0]?.deployment.id ?? '';
    const choice = chooseInstance(analysis, id, one);
    if ('reason' in choice) return choice.reason;
    const documents = analysis.files.map(({ file: { source } }) => ({
      ...source,
      text: applyEdits(
        source.text,
        choice.edits.find(({ uri }) => uri === source.uri)?.edits ?? [],
      ),
    }));
    const again = analyze(documents, testEnvironment());
    const monthly = again.deployments[0]?.estimate.monthly?.expected ?? Number.NaN;
    expect(analysis.totals.monthly.expected - monthly).toBeCloseTo(
      choice.monthlySaving ?? Number.NaN,
      4,
    );
    return { text: documents[0]?.text ?? '', monthly };
  }

  it.each([
    ['a named machine', onG5, ['g6.xlarge', 'g6e.xlarge', 'p5.4xlarge', 'g6.12xlarge']],
    ['an accelerator', onA10G, ['g6.xlarge', 'g6e.xlarge']],
  ])('the edited file costs what the row says: %s', (_what, text, machines) => {
    const found = compared(text, stated);
    for (const machine of machines) {
      const one = row(found, machine);
      const after = applied(text, one);
      if (typeof after === 'string') throw new Error(`${machine}: ${after}`);
      expect(after.text).toContain('# the chat service');
      expect(after.monthly).toBeCloseTo(one.figures?.monthly.expected ?? Number.NaN, 2);
    }
  });

  it('what the label has no word for is refused in its words', () => {
    expect(applied(onA10G, row(compared(onA10G, stated), 'g7e.2xlarge'))).toBe(
      'nvidia.com/gpu.product has no word for RTX-PRO-6000 that is known.',
    );
    // Which machine carries an accelerator is the cluster's business: it comes to the cheapest.
    expect(applied(onA10G, row(compared(onA10G, stated), 'g6.4xlarge'))).toMatch(
      /machine g6.xlarge/,
    );
  });

  it('the row of today needs no edit', () => {
    const found = compared(onG5, stated);
    const analysis = analysisOf(onG5, stated);
    const id = analysis.deployments[0]?.deployment.id ?? '';
    const [current] = found.rows;
    if (current === undefined) throw new Error('no row');
    expect(chooseInstance(analysis, id, current)).toEqual({ reason: 'It runs so today.' });
  });
});
